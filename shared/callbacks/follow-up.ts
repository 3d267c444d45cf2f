import type { Agreed, skipReasons } from '../events/callbacks.ts';
import type { DomainEvent } from '../events/catalogue.ts';
import { idOf } from '../platform/ids.ts';
import type { Instant } from '../platform/time.ts';
import { surveyOf } from '../surveys/surveys.ts';

/** How a customer was contacted, and when. */
export interface Contact {
  readonly channel: 'text' | 'call';
  readonly at: Instant;
}

/** How far a callback has come without a contact. */
type Standing = 'not-planned' | 'not-due-yet' | 'text-not-sent-yet' | 'not-called-yet';

/** What events tell of a visit and of the callback that follows it. */
export interface FollowUp {
  readonly visitId: string;
  /** When the vehicle was delivered; nothing where it was not, or was taken back. */
  readonly deliveredAt?: Instant;
  readonly isVoid: boolean;
  readonly agreed?: Agreed;
  readonly skipReason?: (typeof skipReasons)[number];
  readonly status: Standing;
  readonly contacts: readonly Contact[];
  /** What came of it so far: `answered`, `silent`, or how the callback closed. */
  readonly outcome?: string;
}

/** The first contact with the customer, if there was any. */
export function contactOf({ contacts }: FollowUp): Contact | undefined {
  const [first] = contacts.toSorted((a, b) => (a.at < b.at ? -1 : 1));
  return first;
}

/** What became of every visit that events tell of, in the order of their ids; the events may come in any order. */
export function followUpsOf(events: readonly DomainEvent[]): FollowUp[] {
  const ofAggregate = Map.groupBy(
    events.toSorted((a, b) => a.version - b.version),
    ({ aggregateId }) => aggregateId,
  );
  const ofConversation = Map.groupBy(
    events.filter(({ name }) => name === 'message.sent'),
    (event) => (event.name === 'message.sent' ? event.facts.conversation?.id : undefined),
  );
  const visitIds = events.filter(({ name }) => name.startsWith('visit.')).map((event) => event.aggregateId);
  return [...new Set(visitIds)].sort().map((visitId) => {
    const callbackId = idOf('callback', visitId);
    const surveyId = surveyOf(callbackId);
    return [
      ...(ofAggregate.get(visitId) ?? []),
      ...(ofAggregate.get(callbackId) ?? []),
      ...(ofAggregate.get(surveyId) ?? []),
      ...(ofConversation.get(surveyId) ?? []),
    ].reduce(heed, { visitId, isVoid: false, status: 'not-planned', contacts: [] });
  });
}

/** What one more event makes of it. Events of one aggregate come in their order. */
function heed(known: FollowUp, event: DomainEvent): FollowUp {
  const { happenedAt: at } = event;
  switch (event.name) {
    case 'visit.recorded':
    case 'visit.corrected':
    case 'visit.voided':
      return {
        ...known,
        deliveredAt: deliveryOf(known, event.facts),
        isVoid: event.facts.status === 'void',
      };
    case 'callback.planned':
    case 'callback.replanned': {
      const { agreed } = event.facts;
      return { ...known, status: 'not-due-yet', skipReason: undefined, ...(agreed && { agreed }) };
    }
    case 'callback.withdrawn':
      return { ...known, status: 'not-planned' };
    case 'callback.skipped':
      return { ...known, skipReason: event.facts.reason };
    case 'callback.opened':
      return {
        ...known,
        status: event.facts.channel === 'call' ? 'not-called-yet' : 'text-not-sent-yet',
      };
    case 'callback.handed':
      return { ...known, status: 'not-called-yet' };
    case 'callback.attempted':
      return { ...known, contacts: [...known.contacts, { channel: 'call', at }] };
    case 'callback.closed':
      return { ...known, outcome: event.facts.outcome };
    case 'survey.silent':
      return { ...known, outcome: known.outcome ?? 'silent' };
    case 'survey.answered':
      return { ...known, outcome: 'answered', contacts: [...known.contacts, { channel: 'text', at }] };
    case 'message.sent':
      // The question itself; thanks and what follows are no first contact.
      return event.facts.asks === 'rating'
        ? { ...known, contacts: [...known.contacts, { channel: 'text', at }] }
        : known;
    default:
      return known;
  }
}

/** When the vehicle was delivered, by the newest revision; a void visit stays as delivered as it was. */
function deliveryOf(known: FollowUp, told: { status: string; deliveredAt?: Instant }): Instant | undefined {
  if (told.status === 'void') return told.deliveredAt ?? known.deliveredAt;
  return told.status === 'delivered' ? told.deliveredAt : undefined;
}
