import { describe, expect, it } from 'vitest';
import { CallbackSchema } from '../../../shared/callbacks/callback.ts';
import { callOf } from '../../../shared/callbacks/call-of.ts';
import { reassign } from '../../../shared/callbacks/reassign.ts';
import { aCallback } from '../../builders/callback.ts';
import { committed } from '../../builders/committed.ts';
import { aDealer } from '../../builders/dealer.ts';
import { monday } from '../../builders/times.ts';
import { aWordsRef } from '../../builders/words.ts';

const call = aCallback({
  status: 'open',
  channel: 'call',
  assigneeId: 'li-na',
  assignedBy: 'customer-service',
  handReason: 'unclear',
});
const left = { reason: 'staff-left', formerId: 'li-na', at: monday } as const;
const colleague = { assigneeId: 'liu-yang', rule: 'customer-service' } as const;

describe('an open call of somebody who has left', () => {
  it('becomes a colleague’s, and state and event say whose it was and why', () => {
    const { state, events } = committed(reassign(call, colleague, left), CallbackSchema);
    expect(state).toEqual({
      ...call,
      assigneeId: 'liu-yang',
      handOvers: [{ ...left, assigneeId: 'liu-yang' }],
    });
    expect(events).toMatchObject([
      {
        name: 'callback.reassigned',
        dealerId: 'cd-south',
        facts: {
          reason: 'staff-left',
          formerId: 'li-na',
          assigneeId: 'liu-yang',
          assignedBy: 'customer-service',
        },
      },
    ]);
  });

  it('is nobody’s where nobody is left to make it', () => {
    const { state } = committed(reassign(call, { rule: 'nobody' }, left), CallbackSchema);
    expect(state).toMatchObject({ assigneeId: undefined, assignedBy: 'nobody' });
  });

  it.each([
    ['is somebody else’s by now', { assigneeId: 'liu-yang' }],
    ['is done', { status: 'closed' as const }],
    ['is a text', { channel: 'text' as const }],
  ])('stays as it is where it %s', (_, changed) => {
    expect(reassign({ ...call, ...changed }, colleague, left)).toBeUndefined();
  });
});

describe('whose call it is next', () => {
  const facts = { customer: undefined, dealer: aDealer(), at: monday };

  it('R54: what a customer wrote is never the advisor’s to read', () => {
    expect(callOf(call, facts).by).toBe('customer-service');
    expect(callOf({ ...call, handReason: 'silent', words: [aWordsRef('reply_1')] }, facts).by).toBe(
      'customer-service',
    );
  });

  it('R17: silence is', () => {
    expect(callOf({ ...call, handReason: 'silent' }, facts)).toMatchObject({
      by: 'receiving-advisor',
      advisorId: 'A01',
    });
  });
});
