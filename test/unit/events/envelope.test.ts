import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complete, eventItem } from '../../../shared/events/aggregate.ts';
import { eventId, eventKey, eventSortKey } from '../../../shared/events/envelope.ts';
import { byClock, byStaff, following } from '../../../shared/events/occasion.ts';
import { later } from '../../../shared/platform/time.ts';
import { monday } from '../../builders/times.ts';

const tomorrow = later(monday, { days: 1 });
const silent = {
  name: 'survey.silent',
  dealerId: 'cd-south',
  customerId: 'customer_1',
  facts: { callbackId: 'callback_1', visitId: 'visit_1' },
} as const;

describe('the id of an event', () => {
  it('leads to its item, whatever aggregate and version', () => {
    const ids = fc.constantFrom('visit_9m4hh2cbvt2d6by03q8e', 'dealer_cd-south', 'staff_li-na');
    fc.assert(
      fc.property(ids, fc.integer({ min: 1, max: 999_999 }), (aggregateId, version) => {
        const id = eventId(aggregateId, version);
        expect(eventKey(id)).toEqual({ pk: aggregateId, sk: eventSortKey(version) });
      }),
      { seed: 20260302, numRuns: 200 },
    );
  });

  it.each([
    '',
    'visit_1',
    'visit_1.',
    '.1',
    'visit_1.x',
    'visit_1.1.2',
    'Visit_1.1',
    'visit_1.1 ',
    'STATE',
    'a_b#c.1',
  ])('%j is none', (id) => {
    expect(eventKey(id)).toBeUndefined();
  });

  it('an aggregate keeps its events in the order in which they were made', () => {
    const versions = fc.integer({ min: 1, max: 999_999 });
    fc.assert(
      fc.property(versions, versions, (a, b) => {
        expect(eventSortKey(a) < eventSortKey(b)).toBe(a < b);
      }),
      { seed: 20260302, numRuns: 200 },
    );
  });
});

describe('an event that a rule decided', () => {
  const occasion = following({ id: 'survey_1.1', happenedAt: monday }, tomorrow);

  it('gets its id, version, cause and both times', () => {
    expect(complete(silent, 'survey_1', 2, occasion)).toEqual({
      ...silent,
      id: 'survey_1.2',
      v: 1,
      aggregateId: 'survey_1',
      version: 2,
      cause: { kind: 'event', id: 'survey_1.1' },
      actor: { kind: 'system' },
      happenedAt: monday,
      recordedAt: tomorrow,
    });
  });

  it('cannot have happened after it was written down', () => {
    const early = complete(silent, 'survey_1', 2, { ...occasion, happenedAt: tomorrow, now: monday });
    expect([early.happenedAt, early.recordedAt]).toEqual([monday, monday]);
  });

  it('is filed in the timeline of its customer and in the ledger of its dealer and month', () => {
    expect(eventItem(complete(silent, 'survey_1', 2, occasion))).toMatchObject({
      pk: 'survey_1',
      sk: 'EVENT#000002',
      timelineKey: 'customer_1',
      timelineAt: `${monday}#survey_1.2`,
      ledgerKey: 'cd-south#2026-03',
      ledgerAt: `${tomorrow}#survey_1.2`,
    });
  });

  it('that concerns no customer is in no timeline', () => {
    const { customerId: _, ...event } = silent;
    expect(eventItem(complete(event, 'survey_1', 2, occasion))).not.toHaveProperty('timelineKey');
  });
});

describe('the circumstances of a change', () => {
  it('by a schedule: the newest event of what was due, which set the clock', () => {
    expect(byClock(tomorrow)({ id: 'survey_1', version: 3 })).toEqual({
      cause: { kind: 'event', id: 'survey_1.3' },
      actor: { kind: 'clock' },
      happenedAt: tomorrow,
      now: tomorrow,
    });
    expect(() => byClock(tomorrow)(undefined)).toThrow(/does not exist/);
  });

  it('by staff: their request', () => {
    expect(byStaff('li-na', 'request-1', monday, tomorrow)).toEqual({
      cause: { kind: 'request', id: 'request-1' },
      actor: { kind: 'staff', id: 'li-na' },
      happenedAt: monday,
      now: tomorrow,
    });
  });
});
