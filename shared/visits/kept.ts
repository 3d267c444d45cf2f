import type { VisitBody } from './body.ts';
import type { Visit } from './visit.ts';

/** Whether a delivered visit was ready when promised and cost no more than estimated (R32); nothing where neither is known. */
export function keptBy({ repairOrder, totals }: Pick<VisitBody, 'repairOrder' | 'totals'>): Visit['kept'] {
  const { promisedAt, deliveredAt } = repairOrder;
  const { estimated, actual } = totals ?? {};
  const time = promisedAt && deliveredAt ? deliveredAt <= promisedAt : undefined;
  const price = estimated && actual ? Number(actual) <= Number(estimated) : undefined;
  if (time === undefined && price === undefined) return undefined;
  return { ...(time !== undefined && { time }), ...(price !== undefined && { price }) };
}
