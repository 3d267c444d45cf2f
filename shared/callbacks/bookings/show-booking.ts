import { findEvent } from '../../events/history.ts';
import { eventId } from '../../events/envelope.ts';
import { fatesOf } from '../../events/outbound/fate.ts';
import { readWords } from '../../events/words.ts';
import type { Table } from '../../platform/table.ts';
import { appointments } from '../store.ts';

/** An appointment as the callback form shows it: what was asked for, and what came of asking each system of the dealer. */
export async function showBooking(table: Table, appointmentId: string) {
  const appointment = (await appointments(table).load(appointmentId))?.state;
  const event = appointment && (await findEvent(table, eventId(appointmentId, 1)));
  // Between the call and its news there is nothing to tell yet.
  if (!appointment || !event) return { id: appointmentId, told: [] };
  const { from, until, work, note } = appointment;
  const words = note && (await readWords(table, note))?.text;
  return { id: appointmentId, from, until, work, note: words, told: await fatesOf(table, event) };
}
