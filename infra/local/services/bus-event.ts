import * as v from 'valibot';

/** An event as rules see it and targets get it, its members in EventBridge's order. */
export const BusEventSchema = v.object({
  version: v.literal('0'),
  id: v.string(),
  'detail-type': v.string(),
  source: v.string(),
  account: v.string(),
  time: v.string(),
  region: v.string(),
  resources: v.array(v.string()),
  detail: v.record(v.string(), v.unknown()),
});
export type BusEvent = v.InferOutput<typeof BusEventSchema>;

/** A time as events carry it, to the second: `2026-03-02T01:00:00Z`. */
export function eventTime(epochMs: number): string {
  return `${new Date(Math.floor(epochMs / 1000) * 1000).toISOString().slice(0, 19)}Z`;
}

/** An event as the state keeps it. */
export const BusEventColumn = v.pipe(v.string(), v.parseJson(), BusEventSchema);
