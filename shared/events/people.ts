import * as v from 'valibot';
import { eventSchema } from './envelope.ts';

/** The customer file took something new from a visit. */
export const CustomerUpdated = eventSchema('customer.updated', {
  visitId: v.string(),
  handsetId: v.string(),
});
/** A dealer was registered, or its settings changed. */
export const DealerRegistered = eventSchema('dealer.registered', {});
/** The webhook secrets that a dealer's DMS may sign with are others now. */
export const DealerSecretsChanged = eventSchema('dealer.secrets-changed', {
  generations: v.array(v.number()),
});
/** Texts wait from now on, or go again: a dealer's, or without a dealer the group's. */
export const TextingSwitched = eventSchema('texting.switched', { paused: v.boolean() });
/** A member of staff was registered, or their role or dealers changed. */
export const StaffRegistered = eventSchema('staff.registered', {
  role: v.string(),
  dealerIds: v.array(v.string()),
});
/** A member of staff has left: they can neither sign in nor ask for anything. */
export const StaffRemoved = eventSchema('staff.removed', {
  role: v.string(),
  dealerIds: v.array(v.string()),
});
/** A team was formed, or its name, lead or members changed. */
export const TeamFormed = eventSchema('team.formed', {
  teamId: v.string(),
  leadId: v.string(),
  memberIds: v.array(v.string()),
});
/** A team is no more. */
export const TeamDissolved = eventSchema('team.dissolved', { teamId: v.string() });
