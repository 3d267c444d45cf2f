import * as v from 'valibot';
import { type Dealer, type DealerInput, DealerSchema } from '../../shared/dealers/dealer.ts';

const workday = [{ from: '09:00', until: '17:00' }];

type CalendarInput = DealerInput['calendar'];

/** Open Monday to Friday from 9 to 17 in Shanghai, never closed for a holiday. */
export function aCalendar(
  overrides: Partial<CalendarInput> = {},
  week: Partial<CalendarInput['week']> = {},
): CalendarInput {
  const weekOfFive = { mon: workday, tue: workday, wed: workday, thu: workday, fri: workday };
  return {
    zone: 'Asia/Shanghai',
    week: { ...weekOfFive, sat: [], sun: [], ...week },
    closedDates: [],
    makeUpDates: [],
    ...overrides,
  };
}

/** A Chinese store with every setting at its default. */
export function aDealer(overrides: Partial<DealerInput> = {}): Dealer {
  return v.parse(DealerSchema, {
    id: 'cd-south',
    name: '成都南店',
    locale: 'zh-CN',
    country: 'CN',
    currency: 'CNY',
    calendar: aCalendar(),
    ...overrides,
  });
}
