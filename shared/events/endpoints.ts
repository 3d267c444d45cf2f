import * as v from 'valibot';
import { eventSchema } from './envelope.ts';

/** What other systems may be told of, by the names that they know; each is a promise to them. */
export const toldEvents = [
  'visit.followed-up',
  'survey.answered',
  'complaint.opened',
  'complaint.escalated',
  'complaint.closed',
  'appointment.requested',
] as const;
export type ToldEvent = (typeof toldEvents)[number];

/** Why nothing is sent to an endpoint: somebody switched it off, or it answered 410. */
export const disablings = ['by-staff', 'gone'] as const;

const subject = { endpointId: v.string() };
const described = { ...subject, tells: v.array(v.picklist(toldEvents)), generation: v.number() };

/** Another system wants to be told of events; without a dealer, of those of the whole group. */
export const EndpointRegistered = eventSchema('endpoint.registered', described);
/** What it is told, where, or under which secret has changed, or it was switched off or on by staff. */
export const EndpointChanged = eventSchema('endpoint.changed', { ...described, disabled: v.boolean() });
/** It is told nothing any more and forgotten. */
export const EndpointRemoved = eventSchema('endpoint.removed', subject);
/** It answered that it is gone: it is told nothing until somebody switches it on again. */
export const EndpointDisabled = eventSchema('endpoint.disabled', {
  ...subject,
  because: v.picklist(disablings),
});
/** Somebody wants to see whether it can be reached. */
export const EndpointTestRequested = eventSchema('endpoint.test-requested', subject);
/** Somebody wants it to be told again. */
export const EndpointReplayRequested = eventSchema('endpoint.replay-requested', {
  ...subject,
  deliveryId: v.string(),
});
/** It could not be told, however often it was tried. */
export const EndpointDeliveryFailed = eventSchema('endpoint.delivery-failed', {
  ...subject,
  deliveryId: v.string(),
});
