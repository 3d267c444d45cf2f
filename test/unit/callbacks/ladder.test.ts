import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { ladder, rungAfter } from '../../../shared/callbacks/ladder.ts';
import { CalendarSchema } from '../../../shared/dealers/calendar.ts';
import { isWorking } from '../../../shared/dealers/working-hours.ts';
import { type Instant, later, localDate, wallTime } from '../../../shared/platform/time.ts';
import { calendars } from '../../builders/calendars.ts';
import { aCalendar, aDealer } from '../../builders/dealer.ts';
import { monday, shanghai } from '../../builders/times.ts';

const { calendar } = aDealer();

/** When the customer is called who never picks up, each time at the moment that the ladder names, and what follows. */
function climb(known = calendar, first: Instant = monday) {
  const calls = [first];
  for (;;) {
    const now = calls.at(-1) ?? first;
    const next = rungAfter(calls, known, now);
    if (next.rung === 'text') return { calls, next };
    calls.push(next.at);
  }
}

describe('the ladder for customers who do not pick up', () => {
  it('calls on five working days, each time at another time of day, then comes the text, then the letter', () => {
    const { calls, next } = climb();
    expect(calls).toEqual([
      shanghai('2026-03-02T09:00'),
      shanghai('2026-03-03T11:40'),
      shanghai('2026-03-04T14:20'),
      shanghai('2026-03-05T09:00'),
      shanghai('2026-03-06T11:40'),
    ]);
    expect(next).toEqual({ rung: 'text', letterAt: later(calls[4] ?? monday, { hours: 48 }) });
  });

  it('goes over a weekend and a holiday', () => {
    const friday = shanghai('2026-03-06T10:00');
    const closed = v.parse(CalendarSchema, aCalendar({ closedDates: ['2026-03-09'] }));
    expect(rungAfter([friday], closed, friday)).toEqual({ rung: 'call', at: shanghai('2026-03-10T11:40') });
  });

  it('counts several calls of one day as one day', () => {
    const calls = [0, 1, 2, 3, 4, 5].map((hours) => later(monday, { hours }));
    expect(rungAfter(calls, calendar, monday).rung).toBe('call');
  });

  it('takes the part of the day that was tried least', () => {
    const calls = ['2026-03-02T09:10', '2026-03-03T09:10', '2026-03-04T12:00'].map(shanghai);
    expect(rungAfter(calls, calendar, shanghai('2026-03-04T12:00'))).toEqual({
      rung: 'call',
      at: shanghai('2026-03-05T14:20'),
    });
  });

  it('a call that is told late does not lead into the past', () => {
    const next = rungAfter([monday], calendar, shanghai('2026-03-11T10:00'));
    expect(next).toMatchObject({ rung: 'call', at: shanghai('2026-03-12T11:40') });
  });

  it('begins with a call', () => {
    expect(() => rungAfter([], calendar, monday)).toThrow(RangeError);
  });

  it('in every calendar: five days, in working time, each on a later day than the one before', () => {
    fc.assert(
      fc.property(calendars, fc.integer({ min: 0, max: 50 * 24 * 60 }), (input, minutes) => {
        const known = v.parse(CalendarSchema, input);
        const { calls } = climb(known, later(shanghai('2026-02-20T00:00'), { minutes }));
        const days = calls.map((call) => localDate(call, known.zone));
        expect(days).toEqual([...new Set(days)].sort());
        expect(days).toHaveLength(ladder.daysOfCalls);
        for (const call of calls.slice(1)) expect(isWorking(known, call)).toBe(true);
      }),
      { seed: 20260302, numRuns: 150 },
    );
  });

  it('on days of one long shift no part of the day is left out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 9, max: 16 }), (days, hour) => {
        const { calls } = climb(calendar, later(shanghai('2026-03-02T00:00'), { days, hours: hour }));
        const parts = calls.map((call) => {
          const time = wallTime(call, calendar.zone);
          return time < '11:40' ? 'morning' : time < '14:20' ? 'midday' : 'evening';
        });
        expect(new Set(parts).size).toBe(3);
      }),
      { seed: 20260302, numRuns: 100 },
    );
  });
});
