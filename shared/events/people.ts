import * as v from 'valibot';
import { eventSchema } from './envelope.ts';

/** The customer file took something new from a visit. */
export const CustomerUpdated = eventSchema('customer.updated', {
  visitId: v.string(),
  handsetId: v.string(),
});
/** A dealer was registered, or its settings changed. */
export const DealerRegistered = eventSchema('dealer.registered', {});
/** A member of staff was registered, or their role or dealers changed. */
export const StaffRegistered = eventSchema('staff.registered', {
  role: v.string(),
  dealerIds: v.array(v.string()),
});
