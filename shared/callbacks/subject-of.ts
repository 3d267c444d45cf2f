import type { Loaded } from '../events/aggregate.ts';
import type { Visit } from '../visits/visit.ts';
import type { Subject } from './callback.ts';

/** Whom a callback about a visit is for, as the visit now stands. */
export function subjectOf({ id, version, state }: Loaded<Visit>) {
  const { dealerId, customerId, advisorId, handsetId, locale } = state;
  const subject = { dealerId, customerId, advisorId, handsetId, locale, visitId: id, visitVersion: version };
  return subject satisfies Subject;
}
