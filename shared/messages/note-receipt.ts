import type { Occasion } from '../events/occasion.ts';
import { eventId } from '../events/envelope.ts';
import type { Table } from '../platform/table.ts';
import { type Instant, later } from '../platform/time.ts';
import { arrivalOf, type Receipt } from './receipt.ts';
import { findByCarrierId, texts } from './store.ts';
import { isFinal, noteArrival } from './text.ts';

/** Longer than any call to a sender lasts. */
const minutesToSettle = 2;

/**
 * Notes on a text what its carrier told at a moment, whenever that comes and however often. False where the text is not
 * ours: others of the account may text as well. Throws `NotKnownYet` where the call that sends may not have returned.
 */
export async function noteReceipt(
  receipt: Receipt,
  toldAt: Instant,
  now: Instant,
  table: Table,
): Promise<boolean> {
  const textId = await findByCarrierId(table, receipt.notification.messageId);
  if (!textId) {
    if (later(toldAt, { minutes: minutesToSettle }) > now) throw new NotKnownYet();
    return false;
  }
  const occasion = (current: { id: string; version: number } | undefined): Occasion => {
    // Until its outcome is recorded there is nothing to note it on.
    if (!current) throw new NotKnownYet();
    const cause = { kind: 'event', id: eventId(current.id, current.version) } as const;
    return { cause, actor: { kind: 'system' }, happenedAt: toldAt, now };
  };
  await texts(table).change(textId, occasion, (text) => {
    if (!text || !isFinal(text)) throw new NotKnownYet();
    return noteArrival(text, arrivalOf(receipt));
  });
  return true;
}

/** The text is being sent this very moment, or its outcome is not recorded yet; the receipt is to come again. */
export class NotKnownYet extends Error {
  constructor() {
    super('the text of this receipt is not known yet');
    this.name = 'NotKnownYet';
  }
}
