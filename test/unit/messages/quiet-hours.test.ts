import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { maySendAt, nextSendingMoment, SendingWindowSchema } from '../../../shared/messages/quiet-hours.ts';
import { instantFrom, instantOf, ZoneSchema } from '../../../shared/platform/time.ts';

const shanghai = v.parse(ZoneSchema, 'Asia/Shanghai');
const chicago = v.parse(ZoneSchema, 'America/Chicago');
const window = (from: string, until: string) => v.parse(SendingWindowSchema, { from, until });
const serviceTexts = window('09:00', '20:00');

describe('quiet hours', () => {
  it.each([
    ['2026-03-02T08:59:59.999+08:00', false],
    ['2026-03-02T09:00:00.000+08:00', true],
    ['2026-03-02T19:59:59.999+08:00', true],
    ['2026-03-02T20:00:00.000+08:00', false],
    ['2026-03-02T03:00:00.000+08:00', false],
  ])('service texts at %s: %s', (at, may) => {
    expect(maySendAt(serviceTexts, shanghai, instantFrom(at))).toBe(may);
  });

  it("the zone is the recipient's", () => {
    const noonInShanghai = instantFrom('2026-03-02T12:00+08:00');
    expect(maySendAt(serviceTexts, shanghai, noonInShanghai)).toBe(true);
    expect(maySendAt(serviceTexts, chicago, noonInShanghai)).toBe(false);
  });

  it('a text of the early morning waits for the same day, one of the evening for the next', () => {
    const next = (from: string) => nextSendingMoment(serviceTexts, shanghai, instantFrom(from));
    expect(next('2026-03-02T06:12:30+08:00')).toBe(instantFrom('2026-03-02T09:00+08:00'));
    expect(next('2026-03-02T20:00+08:00')).toBe(instantFrom('2026-03-03T09:00+08:00'));
    expect(next('2026-03-02T11:11:11.111+08:00')).toBe(instantFrom('2026-03-02T11:11:11.111+08:00'));
  });

  it('a window until 24:00 stays open to the end of the day', () => {
    const late = window('18:00', '24:00');
    expect(maySendAt(late, shanghai, instantFrom('2026-03-02T23:59:59.999+08:00'))).toBe(true);
    expect(maySendAt(late, shanghai, instantFrom('2026-03-03T00:00+08:00'))).toBe(false);
  });

  it('nine in the morning stays nine across a clock change', () => {
    const evening = instantFrom('2026-03-07T22:00-06:00');
    expect(nextSendingMoment(serviceTexts, chicago, evening)).toBe(instantFrom('2026-03-08T09:00-05:00'));
  });

  it('a window that a clock change swallows opens the day after', () => {
    const before = instantFrom('2026-03-08T00:00-06:00');
    expect(nextSendingMoment(window('02:10', '02:50'), chicago, before)).toBe(
      instantFrom('2026-03-09T02:10-05:00'),
    );
  });

  it('in an hour that happens twice the next moment is never in the past', () => {
    const secondTime = instantFrom('2026-11-01T01:10-06:00');
    expect(nextSendingMoment(window('01:30', '05:00'), chicago, secondTime)).toBe(
      instantFrom('2026-11-01T01:30-06:00'),
    );
  });

  it('a window that does not end after it begins is refused', () => {
    expect(v.is(SendingWindowSchema, { from: '20:00', until: '09:00' })).toBe(false);
    expect(v.is(SendingWindowSchema, { from: '09:00', until: '09:00' })).toBe(false);
  });

  it('the next sending moment permits sending, and none lies before it', () => {
    const hour = (n: number) => `${String(n).padStart(2, '0')}:00`;
    const windows = fc
      .tuple(fc.integer({ min: 3, max: 23 }), fc.integer({ min: 4, max: 24 }))
      .filter(([from, until]) => from < until)
      .map(([from, until]) => window(hour(from), hour(until)));
    const zones = fc
      .constantFrom('Asia/Shanghai', 'America/Chicago', 'Asia/Kolkata', 'Australia/Lord_Howe')
      .map((name) => v.parse(ZoneSchema, name));
    const moments = fc
      .integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 31) })
      .map((milliseconds) => instantOf(milliseconds));
    fc.assert(
      fc.property(
        windows,
        zones,
        moments,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (open, zone, from, part) => {
          const next = nextSendingMoment(open, zone, from);
          expect(next >= from).toBe(true);
          expect(maySendAt(open, zone, next)).toBe(true);
          const wait = Date.parse(next) - Date.parse(from);
          const between = instantOf(Math.floor(Date.parse(from) + part * wait));
          expect(maySendAt(open, zone, between)).toBe(between === next);
        },
      ),
      { seed: 20260302, numRuns: 500 },
    );
  });
});
