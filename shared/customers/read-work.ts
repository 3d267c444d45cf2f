import { createHash } from 'node:crypto';
import type { OperationCode } from '../visits/operation-codes.ts';
import { plain, recogniseItem } from '../visits/recognise.ts';
import type { VisitDetails } from '../visits/visit.ts';
import type { Work } from './work.ts';

const mostKept = 30;

/** The items of a visit worth remembering, in their order; of very many, the weightiest. `codes` are the dealer's own. */
export function workOf(details: Pick<VisitDetails, 'items'>, codes: readonly OperationCode[]): Work[] {
  const all = details.items.map((item, index): Work => {
    const { systems: of, parts, place, safety } = recogniseItem(item, codes);
    const code = item.code?.normalize('NFKC').trim().toUpperCase();
    const marks = [
      ...(code ? [`code:${code}`] : []),
      ...parts.map((part) => `part:${part}`),
      `words:${createHash('sha256').update(plain(item.description)).digest('base64url').slice(0, 12)}`,
    ];
    const { outcome } = item;
    return {
      item: index,
      outcome,
      systems: [...of],
      marks,
      ...place,
      safety: safety.map(({ field, found }) => ({ field, found })).slice(0, 3),
    };
  });
  return all
    .sort((a, b) => weightOf(b) - weightOf(a))
    .slice(0, mostKept)
    .sort((a, b) => a.item - b.item);
}

/** What is put off is remembered before what is done, dangers first, and routine last. */
function weightOf({ outcome, safety, systems: of }: Work): number {
  return (
    (outcome === 'done' ? 0 : 4) +
    (safety.length > 0 ? 2 : 0) +
    (of.some((each) => each !== 'maintenance') ? 1 : 0)
  );
}
