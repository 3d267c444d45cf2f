import * as v from 'valibot';
import { callers, channels } from '../events/callbacks.ts';
import { LocalTimeSchema } from '../platform/time.ts';

/** How the customers of a class are asked after a visit, unless they agreed otherwise at the desk. */
const AskingSchema = v.object({
  channel: v.picklist(channels),
  /** How many days after delivery; decision 3 knows three. */
  day: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3)), 1),
  /** Local time; the dealer's `askAt` if absent. */
  at: v.optional(LocalTimeSchema),
  by: v.picklist(callers),
  /** Whether somebody calls who did not answer the text. Who is dissatisfied is always called: they complain (R40). */
  callWhenSilent: v.optional(v.boolean(), true),
});

/**
 * The default cadence, by class of customer: important ones are called by their manager (R61), quality customers by
 * their advisor (R18, R59), everybody else is asked by text and called by their advisor when silent (R17).
 */
export const CadenceSchema = v.object({
  important: v.optional(AskingSchema, { channel: 'call', by: 'manager' }),
  quality: v.optional(AskingSchema, { channel: 'call', by: 'receiving-advisor' }),
  ordinary: v.optional(AskingSchema, { channel: 'text', by: 'receiving-advisor' }),
});
