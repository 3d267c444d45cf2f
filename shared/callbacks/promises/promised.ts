import * as v from 'valibot';
import { rfc3339, shortText } from '../../platform/formats.ts';

/** What was promised: the words, who is to keep it (whoever says so, if nobody is named), and until when. */
export const PromisedSchema = v.object({
  what: shortText(1000),
  ownerId: v.optional(v.string()),
  dueAt: rfc3339,
});
export type PromisedBody = v.InferOutput<typeof PromisedSchema>;
