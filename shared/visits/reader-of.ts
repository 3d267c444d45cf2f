import type { Dealer } from '../dealers/dealer.ts';
import { Problem } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import type { Told } from './formats/formats.ts';
import { contextOf, formatReader, type Reader } from './formats/reader.ts';
import { mappingIdOf, mappings } from './store.ts';

/** What reads a dealer's visits that are told so. Throws a 400 problem for a mapping that the dealer does not have. */
export async function readerOf(told: Told, dealer: Dealer, table: Table): Promise<Reader> {
  if (told.kind === 'format') return formatReader(told.name, contextOf(dealer));
  const mapping = (await mappings(table).load(mappingIdOf(dealer.id, told.name)))?.state;
  if (mapping) return (await import('./mapping/read.ts')).mappingReader(mapping, contextOf(dealer));
  throw new Problem({
    status: 400,
    type: 'unknown-mapping',
    title: 'The dealer has no such mapping',
    detail: `There is no mapping "${told.name}" here. Store it with POST /v1/dealers/${dealer.id}/mappings.`,
  });
}
