import * as v from 'valibot';
import { getDealer } from '../../dealers/dealers.ts';
import { byStaff } from '../../events/occasion.ts';
import { invalid, notFound, Problem } from '../../platform/problem.ts';
import type { Table } from '../../platform/table.ts';
import type { Instant } from '../../platform/time.ts';
import { mustBe, mustServe } from '../../staff/access.ts';
import type { Person } from '../../staff/person.ts';
import { contextOf } from '../formats/reader.ts';
import type { MappingBodySchema, TrialBodySchema } from './body.ts';
import { evaluate } from './evaluate.ts';
import { type Mapping, MappingSchema, mappingsOf, storeMapping } from './mapping.ts';
import { mappingReader } from './read.ts';
import { mappingIdOf, mappings } from '../store.ts';

/** What a mapping makes of a visit: the visit as it would be kept, or what is wrong or missing. */
export interface Trial {
  readonly understood: boolean;
  readonly visit?: Record<string, unknown>;
  readonly faults: { pointer: string; detail: string }[];
}

/** Stores a mapping as its next version. Throws a 400 problem when the expression cannot be read. */
export async function storeByStaff(
  body: v.InferOutput<typeof MappingBodySchema>,
  request: { id: string; dealerId: string; by: Person; now: Instant },
  table: Table,
): Promise<Mapping> {
  const { id, dealerId, by, now } = request;
  mayMap(by, dealerId);
  const dealer = await getDealer(table, dealerId);
  const read = await evaluate(body.expression, undefined, dealer.calendar.zone);
  if ('fault' in read)
    throw invalid('The mapping has 1 fault(s); see errors.', [
      { pointer: '/expression', detail: read.fault },
    ]);
  const told = { dealerId, name: body.name, expression: body.expression, storedBy: by.id, storedAt: now };
  const { state } = await mappings(table).change(
    mappingIdOf(dealerId, body.name),
    byStaff(by.id, id, now, now),
    (known) => storeMapping(known, told),
  );
  if (!state) throw new Error('a mapping that was stored is not there');
  return state;
}

/** Tries a mapping on a visit; nothing is kept. */
export async function tryByStaff(
  body: v.InferOutput<typeof TrialBodySchema>,
  request: { dealerId: string; by: Person },
  table: Table,
): Promise<Trial> {
  const { dealerId, by } = request;
  mayMap(by, dealerId);
  const dealer = await getDealer(table, dealerId);
  const expression = body.expression ?? (await findMapping(table, dealerId, body.name ?? ''))?.expression;
  if (expression === undefined) throw notFound('mapping');
  try {
    const { body: visit } = await mappingReader({ expression }, contextOf(dealer)).read(body.visit);
    return { understood: true, visit, faults: [] };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { errors, detail } = error;
    return { understood: false, faults: errors.length > 0 ? [...errors] : [{ pointer: '', detail }] };
  }
}

/** Every version of a dealer's mappings. */
export async function listForStaff(
  request: { dealerId: string; by: Person },
  table: Table,
): Promise<{ items: Mapping[] }> {
  mayMap(request.by, request.dealerId);
  const items = await table.collection(mappingsOf(request.dealerId));
  return { items: items.map((item) => v.parse(v.object({ mapping: MappingSchema }), item).mapping) };
}

/** The present version of a dealer's mapping, or undefined. */
export async function findMapping(
  table: Table,
  dealerId: string,
  name: string,
): Promise<Mapping | undefined> {
  return (await mappings(table).load(mappingIdOf(dealerId, name)))?.state;
}

function mayMap(by: Person, dealerId: string): void {
  mustServe(by, dealerId, 'dealer');
  mustBe(by, ['service-director', 'general-manager'], 'keep or try mappings');
}
