import { describe, expect, it } from 'vitest';
import { americanPublicDays, chinesePublicDays } from '../../../infra/groups/holidays.ts';
import { knowsHolidaysOf } from '../../../shared/dealers/holiday-years.ts';
import { aCalendar, aDealer } from '../../builders/dealer.ts';
import { day } from '../../builders/times.ts';

const calendar = (overrides: Parameters<typeof aCalendar>[0]) =>
  aDealer({ calendar: aCalendar(overrides) }).calendar;

describe('the years whose public holidays are known', () => {
  it('are in China those that the government has published, in America all', () => {
    expect(chinesePublicDays([2026, 2040]).holidayYears).toEqual([2026]);
    expect(americanPublicDays('TX', [2026, 2040]).holidayYears).toEqual([2026, 2040]);
  });

  it('are those that the calendar names, else those of its closed dates', () => {
    const named = calendar({ closedDates: ['2027-01-01'], holidayYears: [2026] });
    expect([day('2026-05-01'), day('2027-05-01')].map((date) => knowsHolidaysOf(named, date))).toEqual([
      true,
      false,
    ]);
    const dated = calendar({ closedDates: ['2027-01-01'] });
    expect([day('2026-05-01'), day('2027-05-01')].map((date) => knowsHolidaysOf(dated, date))).toEqual([
      false,
      true,
    ]);
  });
});
