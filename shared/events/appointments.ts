import * as v from 'valibot';
import { eventSchema } from './envelope.ts';

/** A customer asked for an appointment; when and what for stands with whoever took the wish down. */
export const AppointmentRequested = eventSchema('appointment.requested', {
  visitId: v.optional(v.string()),
  callbackId: v.optional(v.string()),
});
