import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidScheduleExpression, nextFiring } from '../../../infra/local/rules/schedule-expression.ts';

const MONDAY = Date.parse('2026-03-02T00:00:00Z');
const properties = { seed: 20260302, numRuns: 200 };

/** The next firings after a time, as `2026-03-02T10:00`. */
function firings(expression: string, from: string, count: number): string[] {
  const times: string[] = [];
  let after = Date.parse(from);
  while (times.length < count) {
    after = nextFiring(expression, after, MONDAY);
    if (after === Infinity) return [...times, 'never'];
    times.push(new Date(after).toISOString().slice(0, 16));
  }
  return times;
}

describe('cron: the examples in AWS’s documentation, from Monday 2 March 2026, 00:00 UTC', () => {
  test.each([
    ['cron(0 10 * * ? *)', ['2026-03-02T10:00', '2026-03-03T10:00']],
    ['cron(15 12 * * ? *)', ['2026-03-02T12:15', '2026-03-03T12:15']],
    [
      'cron(0 18 ? * MON-FRI *)',
      [
        '2026-03-02T18:00',
        '2026-03-03T18:00',
        '2026-03-04T18:00',
        '2026-03-05T18:00',
        '2026-03-06T18:00',
        '2026-03-09T18:00',
      ],
    ],
    ['cron(0 8 1 * ? *)', ['2026-04-01T08:00', '2026-05-01T08:00']],
    [
      'cron(0/15 * * * ? *)',
      ['2026-03-02T00:15', '2026-03-02T00:30', '2026-03-02T00:45', '2026-03-02T01:00'],
    ],
    ['cron(0/10 * ? * MON-FRI *)', ['2026-03-02T00:10', '2026-03-02T00:20']],
    ['cron(0/5 8-17 ? * MON-FRI *)', ['2026-03-02T08:00', '2026-03-02T08:05']],
    [
      'cron(0/30 20-2 ? * MON-FRI *)',
      [
        '2026-03-02T00:30',
        '2026-03-02T01:00',
        '2026-03-02T01:30',
        '2026-03-02T02:00',
        '2026-03-02T02:30',
        '2026-03-02T20:00',
      ],
    ],
    ['cron(0 9 ? * 2#1 *)', ['2026-03-02T09:00', '2026-04-06T09:00']],
    ['cron(15 10 ? * 6L 2022-2026)', ['2026-03-27T10:15', '2026-04-24T10:15']],
    ['cron(0 0 3W * ? *)', ['2026-03-03T00:00', '2026-04-03T00:00', '2026-05-04T00:00']],
    ['cron(0 0 ? * 3#2 *)', ['2026-03-10T00:00', '2026-04-14T00:00']],
    [
      'cron(1/10 * * * ? *)',
      ['2026-03-02T00:01', '2026-03-02T00:11', '2026-03-02T00:21', '2026-03-02T00:31'],
    ],
    [
      'cron(0 0 1 JAN,FEB,MAR ? *)',
      ['2027-01-01T00:00', '2027-02-01T00:00', '2027-03-01T00:00', '2028-01-01T00:00'],
    ],
    ['cron(0 0 1-15 * ? *)', ['2026-03-03T00:00', '2026-03-04T00:00']],
  ])('%s', (expression, expected) => {
    expect(firings(expression, '2026-03-02T00:00:00Z', expected.length)).toEqual(expected);
  });

  test('within the five minutes from 8 to 17:55 on the last working day, then over the weekend', () => {
    expect(firings('cron(0/5 8-17 ? * MON-FRI *)', '2026-03-06T17:50:00Z', 2)).toEqual([
      '2026-03-06T17:55',
      '2026-03-09T08:00',
    ]);
  });
});

describe('cron: the corners', () => {
  test.each([
    ['last day of the month', 'cron(0 0 L * ? *)', ['2026-03-31T00:00', '2026-04-30T00:00']],
    ['last day of February', 'cron(0 0 L 2 ? *)', ['2027-02-28T00:00', '2028-02-29T00:00']],
    [
      'last working day of the month',
      'cron(0 0 LW * ? *)',
      ['2026-03-31T00:00', '2026-04-30T00:00', '2026-05-29T00:00'],
    ],
    ['working day nearest to the 15th', 'cron(0 0 15W * ? *)', ['2026-03-16T00:00', '2026-04-15T00:00']],
    ['nearest working day stays in its month', 'cron(0 0 1W 8 ? *)', ['2026-08-03T00:00']],
    ['last Friday by name', 'cron(0 0 ? * FRIL *)', ['2026-03-27T00:00', '2026-04-24T00:00']],
    ['last day of the week', 'cron(0 0 ? * L *)', ['2026-03-07T00:00', '2026-03-14T00:00']],
    ['fifth Monday', 'cron(0 0 ? * 2#5 *)', ['2026-03-30T00:00', '2026-06-29T00:00']],
    ['leap days', 'cron(0 0 29 2 ? *)', ['2028-02-29T00:00', '2032-02-29T00:00']],
    ['one year', 'cron(0 0 1 1 ? 2027)', ['2027-01-01T00:00', 'never']],
    ['a year that is over', 'cron(0 0 1 1 ? 2024)', ['never']],
    ['a day that does not exist', 'cron(0 0 30 2 ? *)', ['never']],
    [
      'days over the end of the week',
      'cron(0 0 ? * SAT-MON *)',
      ['2026-03-07T00:00', '2026-03-08T00:00', '2026-03-09T00:00', '2026-03-14T00:00'],
    ],
    [
      'months over the end of the year',
      'cron(0 0 1 NOV-FEB ? *)',
      ['2026-11-01T00:00', '2026-12-01T00:00', '2027-01-01T00:00', '2027-02-01T00:00', '2027-11-01T00:00'],
    ],
    [
      'steps in the other fields',
      'cron(0 0 1 1/3 ? 2026/2)',
      ['2026-04-01T00:00', '2026-07-01T00:00', '2026-10-01T00:00', '2028-01-01T00:00'],
    ],
    [
      'steps in a range',
      'cron(10-40/15 6 ? * 1 *)',
      ['2026-03-08T06:10', '2026-03-08T06:25', '2026-03-08T06:40', '2026-03-15T06:10'],
    ],
    ['small letters', 'cron(0 0 ? mar fri *)', ['2026-03-06T00:00']],
  ])('%s: %s', (_, expression, expected) => {
    expect(firings(expression, '2026-03-02T00:00:00Z', expected.length)).toEqual(expected);
  });

  test.each([
    ['neither day field is ?', 'cron(0 0 1 * MON *)'],
    ['* in both day fields', 'cron(0 0 * * * *)'],
    ['? in both day fields', 'cron(0 0 ? * ? *)'],
    ['five fields', 'cron(0 10 * * ?)'],
    ['seven fields', 'cron(0 0 10 * * ? *)'],
    ['minute 60', 'cron(60 * * * ? *)'],
    ['hour 24', 'cron(0 24 * * ? *)'],
    ['day 0', 'cron(0 0 0 * ? *)'],
    ['day 32', 'cron(0 0 32 * ? *)'],
    ['month 13', 'cron(0 0 1 13 ? *)'],
    ['weekday 0', 'cron(0 0 ? * 0 *)'],
    ['weekday 8', 'cron(0 0 ? * 8 *)'],
    ['year 2200', 'cron(0 0 1 1 ? 2200)'],
    ['two counted weekdays', 'cron(0 0 ? * 3#1,6#3 *)'],
    ['sixth weekday of a month', 'cron(0 0 ? * 3#6 *)'],
    ['L in the minutes', 'cron(L * * * ? *)'],
    ['? in the hours', 'cron(0 ? * * ? *)'],
    ['W without a day', 'cron(0 0 W * ? *)'],
    ['day 32W', 'cron(0 0 32W * ? *)'],
    ['a step of nothing', 'cron(0/0 * * * ? *)'],
    ['an empty list entry', 'cron(0,,5 * * * ? *)'],
    ['a month name among the days', 'cron(0 0 ? * JAN *)'],
    ['no parentheses', '0 10 * * ? *'],
    ['something else', 'at(2026-03-02T00:00:00)'],
  ])('%s is refused', (_, expression) => {
    expect(() => nextFiring(expression, MONDAY, MONDAY)).toThrow(InvalidScheduleExpression);
  });
});

describe('rate: counted from the anchor', () => {
  test.each([
    ['rate(1 minute)', '2026-03-02T00:01'],
    ['rate(5 minutes)', '2026-03-02T00:05'],
    ['rate(1 hour)', '2026-03-02T01:00'],
    ['rate(12 hours)', '2026-03-02T12:00'],
    ['rate(1 day)', '2026-03-03T00:00'],
    ['rate(7 days)', '2026-03-09T00:00'],
  ])('%s first fires one period after the anchor', (expression, expected) => {
    expect(firings(expression, '2026-03-02T00:00:00Z', 1)).toEqual([expected]);
    expect(firings(expression, '2020-01-01T00:00:00Z', 1)).toEqual([expected]);
  });

  test('an anchor off the full minute stays so', () => {
    expect(nextFiring('rate(5 minutes)', MONDAY + 600_000, MONDAY + 7)).toBe(MONDAY + 600_007);
  });

  test.each([
    ...[
      'rate(1 hours)',
      'rate(5 hour)',
      'rate(1 minutes)',
      'rate(2 day)',
      'rate(0 minutes)',
      'rate(-1 minutes)',
    ],
    ...[
      'rate(1.5 hours)',
      'rate(5 seconds)',
      'rate(5)',
      'rate(minutes)',
      'rate()',
      'rate(5 minutes',
      'Rate(5 minutes)',
    ],
  ])('%s is refused', (expression) => {
    expect(() => nextFiring(expression, MONDAY, MONDAY)).toThrow(InvalidScheduleExpression);
  });
});

describe('every schedule', () => {
  const minutes = fc.oneof(
    fc.constant('*'),
    fc.integer({ min: 0, max: 59 }).map(String),
    fc.integer({ min: 1, max: 30 }).map((n) => `0/${n}`),
  );
  const hours = fc.oneof(
    fc.constant('*'),
    fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 23 })).map(([a, b]) => `${a}-${b}`),
  );
  const days = fc.constantFrom(
    '* * ?',
    '? * MON-FRI',
    '? * 2#1',
    'L * ?',
    'LW * ?',
    '15W * ?',
    '? * 6L',
    '1/5 * ?',
    '? JAN-MAR SUN',
    '29 2 ?',
  );
  const cron = fc
    .tuple(minutes, hours, days)
    .map(([minute, hour, day]) => `cron(${minute} ${hour} ${day} *)`);
  const rate = fc
    .tuple(fc.integer({ min: 2, max: 90 }), fc.constantFrom('minutes', 'hours', 'days'))
    .map(([n, unit]) => `rate(${n} ${unit})`);
  const expression = fc.oneof(cron, rate);
  const moment = fc.integer({ min: MONDAY, max: MONDAY + 3 * 365 * 86_400_000 });

  test('fires strictly after the time asked for, and on a full minute when it is cron', () => {
    fc.assert(
      fc.property(expression, moment, (schedule, after) => {
        const next = nextFiring(schedule, after, MONDAY);
        expect(next).toBeGreaterThan(after);
        if (schedule.startsWith('cron')) expect(next % 60_000).toBe(0);
      }),
      properties,
    );
  });

  test('never goes back, and skips nothing', () => {
    fc.assert(
      fc.property(expression, moment, moment, (schedule, one, other) => {
        const [earlier, later] = one < other ? [one, other] : [other, one];
        const next = nextFiring(schedule, earlier, MONDAY);
        expect(nextFiring(schedule, later, MONDAY)).toBeGreaterThanOrEqual(next);
        // Whatever lies between two firings is followed by the second of them.
        if (next > later) expect(nextFiring(schedule, later, MONDAY)).toBe(next);
        expect(nextFiring(schedule, next - 1, MONDAY)).toBe(next);
      }),
      properties,
    );
  });
});
