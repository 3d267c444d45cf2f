import * as v from 'valibot';
import { InstantSchema } from '../platform/time.ts';
import { eventSchema } from './envelope.ts';
import { systems } from './vehicles.ts';

/** A customer asked for an appointment: when they want to come, and what it is about. */
export const AppointmentRequested = eventSchema('appointment.requested', {
  visitId: v.optional(v.string()),
  callbackId: v.optional(v.string()),
  from: v.optional(InstantSchema),
  until: v.optional(InstantSchema),
  work: v.optional(v.array(v.picklist(systems))),
});
