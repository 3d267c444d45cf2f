import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { CalendarSchema } from '../../../shared/dealers/calendar.ts';
import type { Calendar } from '../../../shared/dealers/calendar.ts';
import {
  addWorkingDays,
  addWorkingTime,
  isOpenDay,
  isWorking,
  nextWorkingMoment,
  shiftsOn,
  workingMinutesBetween as workingMinutes,
} from '../../../shared/dealers/working-hours.ts';
import { InstantSchema, instantFrom, instantOf, LocalDateSchema } from '../../../shared/platform/time.ts';
import { calendars } from '../../builders/calendars.ts';
import { workingMinutesBetween } from './working-minutes.ts';

const day = [{ from: '09:00', until: '17:00' }];
const split = [
  { from: '08:30', until: '12:00' },
  { from: '13:30', until: '18:00' },
];

function calendar(overrides: Record<string, unknown> = {}, week: Record<string, unknown> = {}): Calendar {
  const weekOfFive = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [], ...week };
  return v.parse(CalendarSchema, {
    zone: 'Asia/Shanghai',
    week: weekOfFive,
    closedDates: [],
    makeUpDates: [],
    ...overrides,
  });
}

const on = (date: string) => v.parse(LocalDateSchema, date);
const shanghai = (wall: string) => instantFrom(`${wall}+08:00`);

describe('working time', () => {
  it('a shift begins with its first moment and ends before its last', () => {
    expect(isWorking(calendar(), shanghai('2026-03-02T08:59:59.999'))).toBe(false);
    expect(isWorking(calendar(), shanghai('2026-03-02T09:00'))).toBe(true);
    expect(isWorking(calendar(), shanghai('2026-03-02T16:59:59.999'))).toBe(true);
    expect(isWorking(calendar(), shanghai('2026-03-02T17:00'))).toBe(false);
  });

  it('the next working moment is the moment itself in working time, else the next opening', () => {
    const inside = shanghai('2026-03-02T10:15:30.250');
    expect(nextWorkingMoment(calendar(), inside)).toBe(inside);
    expect(nextWorkingMoment(calendar(), shanghai('2026-03-06T17:00'))).toBe(shanghai('2026-03-09T09:00'));
    expect(nextWorkingMoment(calendar(), shanghai('2026-03-02T00:30'))).toBe(shanghai('2026-03-02T09:00'));
  });

  it('one hour set on Friday 16:30 falls on Monday 9:30', () => {
    expect(addWorkingTime(calendar(), shanghai('2026-03-06T16:30'), 60)).toBe(shanghai('2026-03-09T09:30'));
  });

  it('time that is up at closing falls on the next opening', () => {
    expect(addWorkingTime(calendar(), shanghai('2026-03-06T16:00'), 60)).toBe(shanghai('2026-03-09T09:00'));
    expect(addWorkingTime(calendar({}, { mon: split }), shanghai('2026-03-02T11:00'), 60)).toBe(
      shanghai('2026-03-02T13:30'),
    );
  });

  it('several shifts a day: the break does not count', () => {
    const withBreak = calendar({}, { mon: split });
    expect(isWorking(withBreak, shanghai('2026-03-02T12:30'))).toBe(false);
    expect(addWorkingTime(withBreak, shanghai('2026-03-02T11:45'), 30)).toBe(shanghai('2026-03-02T13:45'));
  });

  it('shifts out of order and overlapping count each minute once', () => {
    const untidy = [
      { from: '11:00', until: '15:00' },
      { from: '09:00', until: '12:00' },
    ];
    const hours = calendar({}, { mon: untidy });
    expect(addWorkingTime(hours, shanghai('2026-03-02T00:00'), 359)).toBe(shanghai('2026-03-02T14:59'));
    expect(addWorkingTime(hours, shanghai('2026-03-02T00:00'), 360)).toBe(shanghai('2026-03-03T09:00'));
  });

  it('24:00 is the end of the day and runs on into a shift from midnight', () => {
    const night = calendar(
      {},
      { mon: [{ from: '18:00', until: '24:00' }], tue: [{ from: '00:00', until: '02:00' }] },
    );
    expect(isWorking(night, shanghai('2026-03-02T23:59:59'))).toBe(true);
    expect(isWorking(night, shanghai('2026-03-03T00:00'))).toBe(true);
    expect(addWorkingTime(night, shanghai('2026-03-02T23:30'), 60)).toBe(shanghai('2026-03-03T00:30'));
  });
});

describe('closed dates and make-up days 调休', () => {
  const holiday = calendar({
    closedDates: ['2026-02-16', '2026-02-17', '2026-02-28'],
    makeUpDates: ['2026-02-28', '2026-03-01'],
  });

  it('a closed date is closed whatever the weekday', () => {
    expect(isOpenDay(holiday, on('2026-02-16'))).toBe(false);
    expect(nextWorkingMoment(holiday, shanghai('2026-02-13T18:00'))).toBe(shanghai('2026-02-18T09:00'));
  });

  it("a make-up day is worked with Monday's shifts and beats a closed date", () => {
    const own = calendar(
      { closedDates: ['2026-02-28'], makeUpDates: ['2026-02-28'] },
      { mon: split, sat: [{ from: '10:00', until: '11:00' }] },
    );
    expect(shiftsOn(own, on('2026-02-28'))).toEqual(split);
    expect(isOpenDay(holiday, on('2026-03-01'))).toBe(true);
  });
});

describe('clock changes', () => {
  const chicago = calendar({ zone: 'America/Chicago' }, { sun: [{ from: '00:00', until: '06:00' }] });

  it('the short Sunday has one working hour less, the long one an hour more', () => {
    const minutesFrom = (from: string, minutes: number) =>
      addWorkingTime(chicago, instantFrom(from), minutes);
    expect(minutesFrom('2026-03-08T00:00-06:00', 299)).toBe(instantFrom('2026-03-08T05:59-05:00'));
    expect(minutesFrom('2026-03-08T00:00-06:00', 300)).toBe(instantFrom('2026-03-09T09:00-05:00'));
    expect(minutesFrom('2026-11-01T00:00-05:00', 419)).toBe(instantFrom('2026-11-01T05:59-06:00'));
    expect(minutesFrom('2026-11-01T00:00-05:00', 420)).toBe(instantFrom('2026-11-02T09:00-06:00'));
  });

  it('opening time follows the wall clock', () => {
    expect(nextWorkingMoment(chicago, instantFrom('2026-03-06T17:00-06:00'))).toBe(
      instantFrom('2026-03-08T00:00-06:00'),
    );
    expect(nextWorkingMoment(chicago, instantFrom('2026-03-08T07:00-05:00'))).toBe(
      instantFrom('2026-03-09T09:00-05:00'),
    );
  });

  it('a shift that the change swallows is not worked', () => {
    const swallowed = calendar(
      { zone: 'America/Chicago' },
      {
        sun: [{ from: '02:00', until: '03:00' }],
      },
    );
    expect(nextWorkingMoment(swallowed, instantFrom('2026-03-08T00:00-06:00'))).toBe(
      instantFrom('2026-03-09T09:00-05:00'),
    );
  });
});

describe('what cannot be answered', () => {
  it('a calendar that never opens says so', () => {
    const never = calendar({}, { mon: [], tue: [], wed: [], thu: [], fri: [] });
    expect(() => nextWorkingMoment(never, shanghai('2026-03-02T09:00'))).toThrow(
      /no working time for 400 days/,
    );
  });

  it('a calendar that opens only once runs out of working time', () => {
    const once = calendar({ makeUpDates: ['2026-03-07'] }, { tue: [], wed: [], thu: [], fri: [] });
    const onlyMakeUp = { ...once, closedDates: everyMonday('2026-03-02', 70) };
    expect(addWorkingTime(onlyMakeUp, shanghai('2026-03-02T09:00'), 60)).toBe(shanghai('2026-03-07T10:00'));
    expect(() => addWorkingTime(onlyMakeUp, shanghai('2026-03-02T09:00'), 481)).toThrow(/no working time/);
  });

  it('negative or unknown minutes are refused', () => {
    expect(() => addWorkingTime(calendar(), shanghai('2026-03-02T09:00'), -1)).toThrow(RangeError);
    expect(() => addWorkingTime(calendar(), shanghai('2026-03-02T09:00'), Number.NaN)).toThrow(RangeError);
  });

  function everyMonday(first: string, weeks: number) {
    const start = Date.parse(`${first}T00:00:00Z`);
    return Array.from({ length: weeks }, (_, week) =>
      on(new Date(start + week * 7 * 86_400_000).toISOString().slice(0, 10)),
    );
  }
});

describe('for every calendar and moment', () => {
  const runs = { seed: 20260302, numRuns: 150 };
  const time = fc
    .integer({ min: 0, max: 96 })
    .map((n) => `${String(Math.floor(n / 4)).padStart(2, '0')}:${String((n % 4) * 15).padStart(2, '0')}`);
  const shift = fc
    .tuple(time, time)
    .filter(([a, b]) => a !== b)
    .map(([a, b]) => (a < b ? { from: a, until: b } : { from: b, until: a }));
  const shifts = fc.array(shift, { maxLength: 3 });
  const date = fc
    .integer({ min: 0, max: 380 })
    .map((n) => new Date(Date.UTC(2026, 0, 1) + n * 86_400_000).toISOString().slice(0, 10));
  const calendars = fc
    .record({
      zone: fc.constantFrom('Asia/Shanghai', 'America/Chicago', 'Europe/Berlin', 'Australia/Lord_Howe'),
      week: fc.record({
        mon: fc.array(shift, { minLength: 1, maxLength: 3 }),
        tue: shifts,
        wed: shifts,
        thu: shifts,
        fri: shifts,
        sat: shifts,
        sun: shifts,
      }),
      closedDates: fc.array(date, { maxLength: 6 }),
      makeUpDates: fc.array(date, { maxLength: 4 }),
    })
    .map((raw) => v.parse(CalendarSchema, raw));
  const moments = fc
    .integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 31) })
    .map((milliseconds) => instantOf(milliseconds));
  const minutes = fc.integer({ min: 0, max: 6000 });

  it('what is added is what lies between, and the end is working time', () => {
    fc.assert(
      fc.property(calendars, moments, minutes, (hours, from, added) => {
        const end = addWorkingTime(hours, from, added);
        expect(workingMinutesBetween(hours, from, end)).toBeCloseTo(added, 9);
        expect(isWorking(hours, end)).toBe(true);
        expect(v.is(InstantSchema, end)).toBe(true);
      }),
      runs,
    );
  });

  it('adding in two parts is adding at once', () => {
    fc.assert(
      fc.property(calendars, moments, minutes, minutes, (hours, from, first, second) => {
        expect(addWorkingTime(hours, addWorkingTime(hours, from, first), second)).toBe(
          addWorkingTime(hours, from, first + second),
        );
      }),
      runs,
    );
  });

  it('no working moment lies before the next working moment', () => {
    fc.assert(
      fc.property(calendars, moments, fc.double({ min: 0, max: 0.999, noNaN: true }), (hours, from, part) => {
        const next = nextWorkingMoment(hours, from);
        expect(next >= from).toBe(true);
        const between = instantOf(
          Math.floor(Date.parse(from) + part * (Date.parse(next) - Date.parse(from))),
        );
        expect(isWorking(hours, between)).toBe(between === next);
      }),
      runs,
    );
  });
});

describe('working days and the time between', () => {
  it('the same time of day, so many open days later, make-up days among them', () => {
    const busy = calendar({ closedDates: ['2026-03-09'], makeUpDates: ['2026-03-07'] });
    expect(addWorkingDays(busy, shanghai('2026-03-06T16:00'), 1)).toBe(shanghai('2026-03-07T16:00'));
    expect(addWorkingDays(busy, shanghai('2026-03-06T16:00'), 2)).toBe(shanghai('2026-03-10T16:00'));
    expect(addWorkingDays(busy, shanghai('2026-03-06T18:00'), 0)).toBe(shanghai('2026-03-07T09:00'));
  });

  it('what would fall into a break or after closing falls on the next opening', () => {
    const uneven = calendar({}, { tue: split, wed: [{ from: '09:00', until: '12:00' }] });
    expect(addWorkingDays(uneven, shanghai('2026-03-02T12:30'), 1)).toBe(shanghai('2026-03-03T13:30'));
    expect(addWorkingDays(uneven, shanghai('2026-03-02T15:00'), 2)).toBe(shanghai('2026-03-05T09:00'));
  });

  it('the minutes between are what was added, in whatever calendar', () => {
    fc.assert(
      fc.property(calendars, fc.nat(20_000), fc.nat(3000), (input, begins, minutes) => {
        const hours = v.parse(CalendarSchema, input);
        const from = instantOf(Date.UTC(2026, 2, 1) + begins * 60_000);
        const until = addWorkingTime(hours, from, minutes);
        expect(workingMinutes(hours, from, until)).toBeCloseTo(minutes, 6);
        expect(workingMinutes(hours, from, until)).toBeCloseTo(workingMinutesBetween(hours, from, until), 6);
        expect(workingMinutes(hours, until, from)).toBe(0);
      }),
      { seed: 20260302, numRuns: 150 },
    );
  });
});
