import * as v from 'valibot';
import { expect } from 'vitest';
import { type Change, complete, type NewEvent } from '../../shared/events/aggregate.ts';
import { EventSchema } from '../../shared/events/catalogue.ts';
import { monday } from './times.ts';

const occasion = {
  cause: { kind: 'command', id: 'test' },
  actor: { kind: 'system' },
  happenedAt: monday,
  now: monday,
} as const;

/** What a rule decided, once it is sure that the state and every event can be read back as they were written. */
export function committed<S>(
  change: Change<S> | undefined,
  schema: v.BaseSchema<unknown, S, v.BaseIssue<unknown>>,
): { state: S; events: readonly NewEvent[]; names: string[] } {
  if (!change) throw new Error('the rule decided nothing');
  expect(v.parse(schema, stored(change.state))).toEqual(change.state);
  for (const event of change.events) {
    const whole = stored(complete(event, 'test_1', 1, occasion));
    expect(v.parse(EventSchema, whole)).toEqual(whole);
  }
  return { state: change.state, events: change.events, names: change.events.map(({ name }) => name) };
}

/** As the table keeps it: without what is undefined. */
function stored(value: unknown): unknown {
  const kept: unknown = JSON.parse(JSON.stringify(value));
  return kept;
}
