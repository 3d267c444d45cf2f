import chineseDays from 'chinese-days';
import Holidays from 'date-holidays';

/** The days on which dealers of a country are closed by law, and the make-up work days, of some years. */
export interface PublicDays {
  readonly closedDates: string[];
  readonly makeUpDates: string[];
  /** The years of which they are known: a year that is not published yet has none. */
  readonly holidayYears: number[];
}

/** Mainland China's holidays with make-up work days (调休), as published for the years. */
export function chinesePublicDays(years: readonly number[]): PublicDays {
  const days = years.flatMap((year) => daysOf(year));
  // A festival's day has a name in three parts; of a plain weekend the dealer's own week decides.
  const festive = days.map((day) => chineseDays.getDayDetail(day)).filter((day) => day.name.includes(','));
  return {
    closedDates: festive.filter((day) => !day.work).map((day) => day.date),
    makeUpDates: festive.filter((day) => day.work).map((day) => day.date),
    holidayYears: years.filter((year) => festive.some((day) => day.date.startsWith(String(year)))),
  };
}

/** The public holidays of the United States, with those of a state. */
export function americanPublicDays(state: string, years: readonly number[]): PublicDays {
  const calendar = new Holidays('US', state);
  const closed = years.flatMap((year) =>
    calendar
      .getHolidays(year)
      .filter((holiday) => holiday.type === 'public')
      .map((holiday) => holiday.date.slice(0, 10)),
  );
  return { closedDates: [...new Set(closed)].sort(), makeUpDates: [], holidayYears: [...years] };
}

function daysOf(year: number): string[] {
  const first = Date.UTC(year, 0, 1);
  const length = (Date.UTC(year + 1, 0, 1) - first) / 86_400_000;
  return Array.from({ length }, (_, index) =>
    new Date(first + index * 86_400_000).toISOString().slice(0, 10),
  );
}
