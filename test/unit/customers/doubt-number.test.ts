import { describe, expect, it } from 'vitest';
import { CustomerSchema } from '../../../shared/customers/customer.ts';
import { doubtNumber, doubtOf } from '../../../shared/customers/doubt-number.ts';
import { learn } from '../../../shared/customers/lesson.ts';
import { later } from '../../../shared/platform/time.ts';
import { aLesson } from '../../builders/lesson.ts';
import { committed } from '../../builders/committed.ts';
import { monday } from '../../builders/times.ts';

const known = committed(learn(undefined, aLesson()), CustomerSchema).state;
const wrong = { handsetId: 'handset_1', because: 'wrong-number', at: monday } as const;
const reached = { handsetId: 'handset_1', at: later(monday, { hours: 1 }) };
const doubted = committed(doubtNumber(known, 'customer_1', wrong), CustomerSchema);

describe('a number that leads to nobody', () => {
  it('is to be corrected at the next visit', () => {
    expect(doubted.names).toEqual(['customer.number-doubted']);
    expect(doubtOf(doubted.state)).toEqual({ because: 'wrong-number', since: monday });
    expect(doubtOf(known)).toBeUndefined();
  });

  it('is no matter any more once a visit tells another', () => {
    const visit = aLesson({ handsetId: 'handset_2', visitId: 'visit_2', openedAt: '2026-06-02T09:10' });
    const { state } = committed(learn(doubted.state, visit), CustomerSchema);
    expect(doubtOf(state)).toBeUndefined();
  });

  it('stays in doubt when the next visit tells the same again', () => {
    const visit = aLesson({ visitId: 'visit_2', openedAt: '2026-06-02T09:10' });
    const { state } = committed(learn(doubted.state, visit), CustomerSchema);
    expect(doubtOf(state)).toBeDefined();
  });

  it('is believed again when the customer is reached at it, not when another of theirs is', () => {
    const { names, state } = committed(doubtNumber(doubted.state, 'customer_1', reached), CustomerSchema);
    expect(names).toEqual(['customer.number-confirmed']);
    expect(doubtOf(state)).toBeUndefined();
    expect(doubtNumber(doubted.state, 'customer_1', { ...reached, handsetId: 'handset_2' })).toBeUndefined();
  });

  it('a customer of whom nothing is in doubt costs no write', () => {
    expect(doubtNumber(known, 'customer_1', reached)).toBeUndefined();
  });

  it('older news changes nothing', () => {
    const older = { ...reached, at: later(monday, { hours: -1 }) };
    expect(doubtNumber(doubted.state, 'customer_1', older)).toBeUndefined();
    expect(doubtNumber(doubted.state, 'customer_1', wrong)).toBeUndefined();
  });
});
