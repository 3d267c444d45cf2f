import * as v from 'valibot';
import type { Loaded } from '../events/aggregate.ts';
import type { Table } from '../platform/table.ts';
import { visits } from './store.ts';
import { detailsKey, type Visit, type VisitDetails, VisitDetailsSchema } from './visit.ts';

const detailsItem = v.object({ details: VisitDetailsSchema });

/** A visit as it is now known, for whoever follows it up. */
export function findVisit(table: Table, visitId: string): Promise<Loaded<Visit> | undefined> {
  return visits(table).load(visitId);
}

/** What the DMS told of a visit with its present revision; undefined if it was erased. */
export async function findVisitDetails(table: Table, visitId: string): Promise<VisitDetails | undefined> {
  const visit = await findVisit(table, visitId);
  const item = visit && (await table.get(visitId, detailsKey(visit.state)));
  return item && v.parse(detailsItem, item).details;
}

/** What was believed of a visit, revision by revision, the first one first. */
export async function findVisitRevisions(table: Table, visitId: string): Promise<VisitDetails[]> {
  const items = await table.collection(visitId, 'DETAILS');
  return items.map((item) => v.parse(detailsItem, item).details);
}
