import { describe, expect, it } from 'vitest';
import { yieldsOf } from '../../../../shared/callbacks/scripts/yields.ts';
import { complete, type NewEvent } from '../../../../shared/events/aggregate.ts';
import type { AnyEvent } from '../../../../shared/events/envelope.ts';
import { byStaff } from '../../../../shared/events/occasion.ts';
import { monday } from '../../../builders/times.ts';

type Attempted = Extract<NewEvent, { name: 'callback.attempted' }>['facts'];

function attempted(id: string, facts: Omit<Attempted, 'attempt'>): AnyEvent {
  const event: NewEvent = {
    name: 'callback.attempted',
    dealerId: 'cd-south',
    facts: { ...facts, attempt: 1 },
  };
  return complete(event, id, 3, byStaff('li-na', 'request', monday, monday));
}

function booked(id: string, callbackId: string | undefined): AnyEvent {
  const event: NewEvent = {
    name: 'appointment.requested',
    dealerId: 'cd-south',
    facts: callbackId ? { callbackId } : {},
  };
  return complete(event, id, 1, byStaff('li-na', 'request', monday, monday));
}

const brakes = (version: number) => ({ id: 'brakes', version });

describe('R25: what each version of a script yielded', () => {
  const events = [
    attempted('callback_1', { outcome: 'reached', script: brakes(1), learnt: ['need', 'opinion'] }),
    attempted('callback_7', { outcome: 'reached', script: brakes(2), learnt: ['accepts-deferred-work'] }),
    booked('appointment_1', 'callback_7'),
    booked('appointment_2', 'callback_4'),
    booked('appointment_3', undefined),
    attempted('callback_2', { outcome: 'no-answer', script: brakes(1) }),
    attempted('callback_3', { outcome: 'refused', script: brakes(2) }),
    attempted('callback_4', { outcome: 'reached', script: { id: 'other', version: 1 }, learnt: ['need'] }),
    attempted('callback_5', { outcome: 'reached' }),
    { ...attempted('callback_6', { outcome: 'reached', script: brakes(2) }), name: 'callback.closed' },
  ];

  it('is counted by version, of this script alone', () => {
    expect(yieldsOf('brakes', events)).toEqual([
      { version: 2, shown: 2, reached: 1, refused: 1, newFacts: 0, deferredAccepted: 1, bookings: 1 },
      { version: 1, shown: 2, reached: 1, refused: 0, newFacts: 2, deferredAccepted: 0, bookings: 0 },
    ]);
  });

  it('does not depend on the order of the events, nor on how often each is told', () => {
    const again = [...events, ...events].reverse();
    expect(yieldsOf('brakes', again)).toEqual(yieldsOf('brakes', events));
  });

  it('is nothing where nobody was shown it', () => {
    expect(yieldsOf('unknown', events)).toEqual([]);
  });
});
