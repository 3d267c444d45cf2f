import * as v from 'valibot';
import { AppointmentRequested } from '../../events/appointments.ts';
import { CallbackAttempted } from '../../events/callbacks.ts';
import type { AnyEvent } from '../../events/envelope.ts';

/** What a version of a script yielded (R25, R26). */
export interface Yield {
  readonly version: number;
  /** Attempts at which callers had it before them. */
  readonly shown: number;
  /** Conversations that came about. */
  readonly reached: number;
  readonly refused: number;
  /** What customers told that was not known before, by kind of fact and conversation. */
  readonly newFacts: number;
  /** Conversations after which the customer wants done what was put off. */
  readonly deferredAccepted: number;
  /** Appointments that were asked for in these conversations. */
  readonly bookings: number;
}

type Attempted = v.InferOutput<typeof CallbackAttempted>;

/** What each version of a script yielded, by a dealer's events, the newest version first. Events told twice count once. */
export function yieldsOf(scriptId: string, events: readonly AnyEvent[]): Yield[] {
  const attempts = unique(CallbackAttempted, events).filter(({ facts }) => facts.script?.id === scriptId);
  const bookings = unique(AppointmentRequested, events).map(({ facts }) =>
    newestOf(attempts, facts.callbackId),
  );
  const versions = new Set(attempts.flatMap(({ facts }) => facts.script?.version ?? []));
  return [...versions]
    .sort((a, b) => b - a)
    .map((version) => {
      const theirs = attempts.filter(({ facts }) => facts.script?.version === version);
      const learnt = theirs.flatMap(({ facts }) => facts.learnt ?? []);
      const accepted = learnt.filter((each) => each === 'accepts-deferred-work').length;
      return {
        version,
        shown: theirs.length,
        reached: theirs.filter(({ facts }) => facts.outcome === 'reached').length,
        refused: theirs.filter(({ facts }) => facts.outcome === 'refused').length,
        newFacts: learnt.length - accepted,
        deferredAccepted: accepted,
        bookings: bookings.filter((attempt) => attempt?.facts.script?.version === version).length,
      };
    });
}

/** The events of a kind, each once. */
function unique<T extends { readonly id: string }>(
  schema: v.GenericSchema<unknown, T>,
  events: readonly AnyEvent[],
): T[] {
  const found = events.flatMap((event) => {
    const parsed = v.safeParse(schema, event);
    return parsed.success ? [parsed.output] : [];
  });
  return [...new Map(found.map((event) => [event.id, event])).values()];
}

/** The newest attempt of a callback. */
function newestOf(attempts: readonly Attempted[], callbackId: string | undefined): Attempted | undefined {
  return attempts
    .filter(({ aggregateId }) => aggregateId === callbackId)
    .reduce<Attempted | undefined>(
      (newest, each) => (newest && newest.version > each.version ? newest : each),
      undefined,
    );
}
