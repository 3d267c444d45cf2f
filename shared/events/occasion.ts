import type { Instant } from '../platform/time.ts';
import { type Actor, type AnyEvent, type Cause, eventId } from './envelope.ts';

/** The circumstances of a change: what led to it, who did it, when it happened and when it is written down. */
export interface Occasion {
  readonly cause: Cause;
  readonly actor: Actor;
  readonly happenedAt: Instant;
  readonly now: Instant;
  /** Whether history is imported: then so are the events, and all that follow from them. */
  readonly imported?: boolean | undefined;
}

/** A change that follows from an event; the actor is the system unless the event's own actor did it. */
export function following(
  event: Pick<AnyEvent, 'id' | 'happenedAt' | 'imported'>,
  now: Instant,
  actor: Actor = { kind: 'system' },
): Occasion {
  const { happenedAt, imported } = event;
  return { cause: { kind: 'event', id: event.id }, actor, happenedAt, now, ...(imported && { imported }) };
}

/**
 * A change that a schedule makes to what is due: its cause is the aggregate's newest event, which set the clock that
 * has run out.
 */
export function byClock(now: Instant): (current: { id: string; version: number } | undefined) => Occasion {
  return (current) => {
    if (!current) throw new Error('nothing can be due that does not exist');
    const cause: Cause = { kind: 'event', id: eventId(current.id, current.version) };
    return { cause, actor: { kind: 'clock' }, happenedAt: now, now };
  };
}

/** A change that a member of staff makes by a request. */
export function byStaff(staffId: string, requestId: string, happenedAt: Instant, now: Instant): Occasion {
  return {
    cause: { kind: 'request', id: requestId },
    actor: { kind: 'staff', id: staffId },
    happenedAt,
    now,
  };
}
