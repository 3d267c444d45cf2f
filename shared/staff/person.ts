import * as v from 'valibot';
import { AbsenceSchema } from './absence.ts';

export const roles = [
  'advisor',
  'agent',
  'customer-care-lead',
  'workshop-manager',
  'service-director',
  'general-manager',
] as const;
export type Role = (typeof roles)[number];

/** A member of staff. The sign-in token proves only the id; role and dealers are read from here on each request. */
export const PersonSchema = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{2,60}$/, 'must be 2 to 60 small letters, digits and hyphens')),
  name: v.pipe(v.string(), v.minLength(1)),
  role: v.picklist(roles),
  dealerIds: v.pipe(v.array(v.string()), v.minLength(1)),
  /** How the dealers' DMS names this person. */
  dmsId: v.optional(v.string()),
  /** Where the invitation to sign in is mailed to. */
  email: v.optional(v.pipe(v.string(), v.email('must be an e-mail address'))),
  active: v.optional(v.boolean(), true),
  /** Days on which this person does not work, in their order. */
  absences: v.optional(v.array(AbsenceSchema), []),
});
export type Person = v.InferOutput<typeof PersonSchema>;
export type PersonInput = v.InferInput<typeof PersonSchema>;
