import * as v from 'valibot';
import type { Dealer } from '../dealers/dealer.ts';
import type { Attachment } from '../events/attachment.ts';
import type { Table } from '../platform/table.ts';
import { type Instant, InstantSchema, later } from '../platform/time.ts';
import type { Callback } from './callback.ts';

const key = 'ASKED';
const item = v.object({ asked: v.object({ at: InstantSchema }) });

/**
 * Whether a customer who is to be asked by text was asked so lately, at whichever store, that they are left in peace; what they
 * agreed to at the desk is kept all the same (R12).
 */
export async function wasRecentlyAsked(
  table: Table,
  { visitId, agreed, handsetId }: Callback,
  dealer: Dealer,
  now: Instant,
): Promise<boolean> {
  const days = dealer.settings.daysBetweenSurveys;
  if (!visitId || agreed || days === 0) return false;
  const found = await table.get(handsetId, key);
  return found !== undefined && later(v.parse(item, found).asked.at, { days }) > now;
}

/** Remembers when somebody was asked by text. */
export function askedItem(handsetId: string, at: Instant): Attachment {
  return { pk: handsetId, sk: key, content: { asked: { at } } };
}
