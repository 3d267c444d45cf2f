import * as v from 'valibot';
import { AnyEventSchema, type AnyEvent } from '../events/envelope.ts';
import { following } from '../events/occasion.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { standDown } from './callback.ts';
import { callbacks } from './store.ts';

const timelineItem = v.object({ event: AnyEventSchema });

/** Takes back whatever was still to be asked of a customer whose data was erased. */
export async function standDownFor(event: AnyEvent, now: Instant, table: Table): Promise<void> {
  const items = await table.all({ index: 'timeline', key: event.aggregateId });
  const aggregateIds = items.map((item) => v.parse(timelineItem, item).event.aggregateId);
  const callbackIds = new Set(aggregateIds.filter((id) => id.startsWith('callback_')));
  for (const id of callbackIds) await callbacks(table).change(id, following(event, now), standDown);
}
