import * as v from 'valibot';

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
] as const;
export type Lesson = (typeof lessons)[number];
