import * as v from 'valibot';
import type { Loaded } from '../events/aggregate.ts';
import type { Table } from '../platform/table.ts';
import { servedAt } from './served.ts';
import { visits } from './store.ts';
import { detailsKey, type Visit, type VisitDetails, VisitDetailsSchema } from './visit.ts';

const detailsItem = v.object({ details: VisitDetailsSchema });

/** A visit as it is now known, for whoever follows it up. */
export function findVisit(table: Table, visitId: string): Promise<Loaded<Visit> | undefined> {
  return visits(table).load(visitId);
}

/**
 * What the DMS told of a visit with its newest revision, and who served it as they were named at delivery; undefined if
 * it was erased.
 */
export async function findVisitDetails(table: Table, visitId: string): Promise<VisitDetails | undefined> {
  const visit = (await findVisit(table, visitId))?.state;
  if (!visit) return undefined;
  const newest = visit.newest ?? visit.revision;
  const details = await detailsOf(table, visitId, newest);
  const atDelivery =
    visit.status === 'delivered' && servedAt(visit.served ?? [], visit.deliveredAt)?.revision;
  if (!details || !atDelivery || atDelivery === newest) return details;
  const then = await detailsOf(table, visitId, atDelivery);
  return then ? { ...details, advisor: then.advisor, technicians: then.technicians } : details;
}

async function detailsOf(
  table: Table,
  visitId: string,
  revision: number | undefined,
): Promise<VisitDetails | undefined> {
  const item =
    (await table.get(visitId, detailsKey(revision))) ??
    // Where older code kept the only one that it kept.
    (revision === 1 ? await table.get(visitId, detailsKey(undefined)) : undefined);
  return item && v.parse(detailsItem, item).details;
}

/** What was told of a visit, revision by revision, in the order in which they were taken. */
export async function findVisitRevisions(table: Table, visitId: string): Promise<VisitDetails[]> {
  const items = await table.collection(visitId, 'DETAILS');
  return items.map((item) => v.parse(detailsItem, item).details);
}
