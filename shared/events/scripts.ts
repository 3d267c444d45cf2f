import * as v from 'valibot';
import { InstantSchema } from '../platform/time.ts';
import { eventSchema } from './envelope.ts';

/** A version of a script, as attempts name the one that was shown. */
export const ScriptRefSchema = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/, 'must be 1 to 40 small letters, digits and hyphens')),
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
export type ScriptRef = v.InferOutput<typeof ScriptRefSchema>;

/** What a conversation may teach that was not known before. */
export const lessons = [
  'number',
  'vehicle-use',
  'vehicle-sold',
  'need',
  'opinion',
  'competitor',
  'plans',
  'referral',
  /** That they want done what was put off. */
  'accepts-deferred-work',
] as const;
export type Lesson = (typeof lessons)[number];

const script = { script: ScriptRefSchema };

/** Somebody wrote a version of a script; it waits for approval. */
export const ScriptDrafted = eventSchema('script.drafted', script);
/** A version is in use until it grows stale; or its cycle was renewed. */
export const ScriptApproved = eventSchema('script.approved', {
  ...script,
  staleAt: InstantSchema,
  insteadOf: v.optional(v.number()),
});
/** A version is out of use, or a draft was taken back. */
export const ScriptRetired = eventSchema('script.retired', script);
/** The cycle of the version in use is over; `staffId` is to renew it. */
export const ScriptGrownStale = eventSchema('script.grown-stale', {
  ...script,
  staffId: v.optional(v.string()),
});
