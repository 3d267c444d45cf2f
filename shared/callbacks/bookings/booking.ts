import * as v from 'valibot';
import type { Change } from '../../events/aggregate.ts';
import { systems } from '../../events/vehicles.ts';
import { WordsRefSchema } from '../../events/words.ts';
import { rfc3339, shortText } from '../../platform/formats.ts';
import { InstantSchema } from '../../platform/time.ts';

/** When the customer wants to come, and what for (R28); the note stays in the house, the rest is told to the DMS. */
export const BookingBodySchema = v.pipe(
  v.object({
    from: rfc3339,
    until: v.optional(rfc3339),
    work: v.pipe(v.array(v.picklist(systems)), v.minLength(1), v.maxLength(systems.length)),
    note: v.optional(shortText(1000)),
  }),
  v.forward(
    v.check(({ from, until }) => until === undefined || from < until, 'must lie after the beginning'),
    ['until'],
  ),
);

/** An appointment that a customer asked for in a call; whether it is given is the DMS's to say. */
export const AppointmentSchema = v.object({
  dealerId: v.string(),
  customerId: v.optional(v.string()),
  visitId: v.optional(v.string()),
  callbackId: v.string(),
  from: InstantSchema,
  until: v.optional(InstantSchema),
  work: v.array(v.picklist(systems)),
  note: v.optional(WordsRefSchema),
  takenBy: v.string(),
});
export type Appointment = v.InferOutput<typeof AppointmentSchema>;

/** Asks the DMS for it, once. */
export function request(
  known: Appointment | undefined,
  appointment: Appointment,
): Change<Appointment> | undefined {
  if (known) return undefined;
  const { dealerId, customerId, visitId, callbackId, from, until, work } = appointment;
  const facts = { visitId, callbackId, from, until, work };
  return {
    state: appointment,
    events: [{ name: 'appointment.requested', dealerId, customerId, facts }],
  };
}
