import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planCallback } from '../../../shared/callbacks/plan.ts';
import { silentAt } from '../../../shared/callbacks/silent-at.ts';
import { nextWorkingMoment } from '../../../shared/dealers/working-hours.ts';
import { later, localDate } from '../../../shared/platform/time.ts';
import { calendars } from '../../builders/calendars.ts';
import { aCalendar, aDealer } from '../../builders/dealer.ts';
import { day, shanghai } from '../../builders/times.ts';
import { aVisit } from '../../builders/visit.ts';

const closed = (...closedDates: string[]) => aDealer({ calendar: aCalendar({ closedDates }) });

describe('R11: a silent customer is called inside three days', () => {
  it('after a day of silence, as long as that is in time', () => {
    const asked = shanghai('2026-03-03T10:00');
    expect(silentAt(asked, day('2026-03-05'), aDealer())).toBe(shanghai('2026-03-04T10:00'));
  });

  it('who is asked on Friday of a visit of Thursday is called on Friday afternoon, before the weekend', () => {
    const asked = shanghai('2026-03-06T10:00');
    expect(silentAt(asked, day('2026-03-08'), aDealer())).toBe(shanghai('2026-03-06T15:00'));
  });

  it('a visit of Friday leaves time until Monday', () => {
    const asked = shanghai('2026-03-07T10:00');
    expect(silentAt(asked, day('2026-03-09'), aDealer())).toBe(shanghai('2026-03-08T10:00'));
  });

  it('a text keeps the limit alone where nobody works in time, or the customer could hardly have answered', () => {
    const asked = shanghai('2026-03-03T10:00');
    const usual = shanghai('2026-03-04T10:00');
    const daysOff = ['2026-03-03', '2026-03-04', '2026-03-05'];
    expect(silentAt(asked, day('2026-03-05'), closed(...daysOff))).toBe(usual);
    const atNoon = shanghai('2026-03-06T12:30');
    expect(silentAt(atNoon, day('2026-03-08'), aDealer())).toBe(shanghai('2026-03-07T12:30'));
  });

  it('what is asked later, as agreed or of a late visit, has its full time', () => {
    const asked = shanghai('2026-03-06T10:00');
    expect(silentAt(asked, day('2026-03-05'), aDealer())).toBe(shanghai('2026-03-07T10:00'));
    expect(silentAt(asked, undefined, aDealer())).toBe(shanghai('2026-03-07T10:00'));
  });

  it('in every calendar: never later than set, never under three hours, and then for a call in time', () => {
    fc.assert(
      fc.property(calendars, fc.integer({ min: 0, max: 60 * 24 * 40 }), (calendar, minutes) => {
        const dealer = aDealer({ calendar });
        const deliveredAt = later(shanghai('2026-02-22T00:00'), { minutes });
        const plan = planCallback(aVisit({ deliveredAt, receivedAt: deliveredAt }), dealer);
        if (plan.kind !== 'ask') throw new Error('a delivered visit is asked after');
        const { at, lastDay } = plan;
        const silent = silentAt(at, lastDay, dealer);
        const usual = later(at, { hours: dealer.settings.silentAfterHours });
        expect(silent <= usual).toBe(true);
        if (silent === usual) return;
        expect(silent >= later(at, { hours: 3 })).toBe(true);
        expect(localDate(nextWorkingMoment(dealer.calendar, silent), dealer.calendar.zone) <= lastDay).toBe(
          true,
        );
        expect(localDate(nextWorkingMoment(dealer.calendar, usual), dealer.calendar.zone) > lastDay).toBe(
          true,
        );
      }),
      { seed: 11, numRuns: 1000 },
    );
  });
});
