import * as v from 'valibot';
import type { Loaded } from '../events/aggregate.ts';
import type { Table } from '../platform/table.ts';
import { visits } from './store.ts';
import { type Visit, type VisitDetails, VisitDetailsSchema } from './visit.ts';

/** A visit as it is now known, for whoever follows it up. */
export function findVisit(table: Table, visitId: string): Promise<Loaded<Visit> | undefined> {
  return visits(table).load(visitId);
}

/** What the DMS told of a visit; undefined if it was erased. */
export async function findVisitDetails(table: Table, visitId: string): Promise<VisitDetails | undefined> {
  const item = await table.get(visitId, 'DETAILS');
  return item && v.parse(v.object({ details: VisitDetailsSchema }), item).details;
}
