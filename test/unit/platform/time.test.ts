import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  epochMilliseconds,
  InstantSchema,
  instantAt,
  instantFrom,
  instantOf,
  later,
  latest,
  LocalDateSchema,
  localDate,
  LocalTimeSchema,
  ZoneSchema,
} from '../../../shared/platform/time.ts';
import { day, monday, shanghai, time, zone } from '../../builders/times.ts';

const runs = { seed: 20260302, numRuns: 300 };
const moments = fc
  .integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2099, 11, 31) })
  .map((milliseconds) => instantOf(milliseconds));
const zones = fc.constantFrom('Asia/Shanghai', 'America/Chicago', 'Australia/Lord_Howe', 'UTC').map(zone);

describe('an instant', () => {
  it.each([
    ['2026-03-02T17:30:00+08:00', '2026-03-02T09:30:00.000Z'],
    ['2026-03-02T17:30:00.1234567+08:00', '2026-03-02T09:30:00.123Z'],
    ['2026-03-02T00:00:00-06:00', '2026-03-02T06:00:00.000Z'],
    ['2026-12-31T23:59:59.999Z', '2026-12-31T23:59:59.999Z'],
  ])('%s is %s', (written, instant) => {
    expect(instantFrom(written)).toBe(instant);
  });

  it.each(['', 'now', '2026-03-02', '2026-03-02T17:30:00', '2026-02-30T10:00:00Z', '2026-03-02T25:00:00Z'])(
    '%j is none',
    (written) => {
      expect(() => instantFrom(written)).toThrow(RangeError);
    },
  );

  it.each(['2026-03-02T09:30:00Z', '2026-03-02T09:30:00.000+00:00', '2026-03-02 09:30:00.000Z', 'x'])(
    'one kept as %j is not read: it would not sort',
    (kept) => {
      expect(v.is(InstantSchema, kept)).toBe(false);
    },
  );

  it('sorts as text as it does in time, and keeps its milliseconds', () => {
    fc.assert(
      fc.property(moments, moments, (a, b) => {
        expect(a < b).toBe(epochMilliseconds(a) < epochMilliseconds(b));
        expect(instantOf(epochMilliseconds(a))).toBe(a);
        expect(v.is(InstantSchema, a)).toBe(true);
      }),
      runs,
    );
  });

  it('later and back again is the same, and lies after', () => {
    const spans = fc.record({
      minutes: fc.integer({ min: 0, max: 500 }),
      hours: fc.integer({ min: 0, max: 50 }),
      days: fc.integer({ min: 0, max: 400 }),
    });
    fc.assert(
      fc.property(moments, spans, (moment, { minutes, hours, days }) => {
        const end = later(moment, { minutes, hours, days });
        const total = minutes + hours * 60 + days * 24 * 60;
        expect(epochMilliseconds(end) - epochMilliseconds(moment)).toBe(total * 60_000);
        expect(later(end, { minutes: -minutes, hours: -hours, days: -days })).toBe(moment);
      }),
      runs,
    );
  });

  it('the latest of some', () => {
    const [first, second, third] = [monday, later(monday, { hours: 1 }), later(monday, { days: 1 })];
    expect(latest(second, third, first)).toBe(third);
    expect(latest(second)).toBe(second);
  });
});

describe('a calendar day', () => {
  it('is the one of the zone', () => {
    const evening = instantFrom('2026-03-02T23:30:00Z');
    expect(localDate(evening, zone('Asia/Shanghai'))).toBe('2026-03-03');
    expect(localDate(evening, zone('America/Chicago'))).toBe('2026-03-02');
  });

  it('days are added over the ends of months and years', () => {
    expect(addDays(day('2026-02-27'), 2)).toBe('2026-03-01');
    expect(addDays(day('2028-02-28'), 1)).toBe('2028-02-29');
    expect(addDays(day('2026-01-01'), -1)).toBe('2025-12-31');
  });

  it('a time of day falls where the wall clock shows it; 24:00 is the beginning of the next day', () => {
    expect(instantAt(day('2026-03-02'), time('09:00'), zone('Asia/Shanghai'))).toBe(monday);
    expect(instantAt(day('2026-03-02'), time('24:00'), zone('Asia/Shanghai'))).toBe(
      shanghai('2026-03-03T00:00'),
    );
  });

  it('a time that a clock change skips moves forward, one that it repeats is the first', () => {
    const chicago = zone('America/Chicago');
    expect(instantAt(day('2026-03-08'), time('02:30'), chicago)).toBe(
      instantFrom('2026-03-08T03:30:00-05:00'),
    );
    expect(instantAt(day('2026-11-01'), time('01:30'), chicago)).toBe(
      instantFrom('2026-11-01T01:30:00-05:00'),
    );
  });

  it('every moment lies within its own day', () => {
    fc.assert(
      fc.property(moments, zones, (moment, where) => {
        const date = localDate(moment, where);
        expect(instantAt(date, time('00:00'), where) <= moment).toBe(true);
        expect(moment < instantAt(date, time('24:00'), where)).toBe(true);
        expect(instantAt(addDays(date, 1), time('00:00'), where)).toBe(instantAt(date, time('24:00'), where));
      }),
      runs,
    );
  });

  it.each([
    [LocalDateSchema, '2026-3-2'],
    [LocalDateSchema, '2026-13-01'],
    [LocalTimeSchema, '9:00'],
    [LocalTimeSchema, '24:01'],
    [LocalTimeSchema, '12:60'],
    [ZoneSchema, 'Shanghai'],
    [ZoneSchema, ''],
  ])('what is no day, time or zone is refused', (schema, written) => {
    expect(v.is(schema, written)).toBe(false);
  });
});
