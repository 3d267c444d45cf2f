import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  claim,
  conclude,
  type Delivery,
  DeliverySchema,
  drop,
  file,
  postpone,
  replay,
  tryResults,
  webhookIdOf,
} from '../../../../shared/events/outbound/delivery.ts';
import { nextTry, pauseWanted, waits } from '../../../../shared/events/outbound/schedule.ts';
import { epochMilliseconds, type Instant, instantOf, later } from '../../../../shared/platform/time.ts';
import { monday } from '../../../builders/times.ts';

const told = {
  endpointId: 'endpoint_1',
  ownerId: 'endpoints_cd-south',
  eventId: 'complaint_1.1',
  type: 'complaint.opened',
  body: '{}',
} as const;
const fresh = () => file(told, monday);
const refused = (at: Instant) => ({ at, result: 'refused', status: 500 }) as const;

function claimed(delivery: Delivery, now: Instant): Delivery {
  const taken = claim(delivery, now);
  if (!taken) throw new Error('not due');
  return taken;
}

describe('the schedule of Standard Webhooks', () => {
  it('tries at once, then after 5 s, 5 min, 30 min, 2, 5, 10, 14, 20 and 24 hours, then no more', () => {
    const hour = 3600;
    const seconds = [5, 300, 1800, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour];
    let delivery = fresh();
    let now = monday;
    const gaps: number[] = [];
    while (delivery.dueAt) {
      gaps.push((epochMilliseconds(delivery.dueAt) - epochMilliseconds(now)) / 1000);
      now = delivery.dueAt;
      delivery = conclude(claimed(delivery, now), refused(now), now);
    }
    expect(gaps).toEqual([0, ...seconds]);
    expect(delivery).toMatchObject({ state: 'failed', tries: 10 });
    expect(delivery.attempts).toHaveLength(10);
  });

  it('stops after success, and at once where the receiver is gone', () => {
    const sending = claimed(fresh(), monday);
    const taken = conclude(sending, { at: monday, result: 'taken', status: 204 }, monday);
    expect(taken).toMatchObject({ state: 'delivered', dueAt: undefined });
    expect(claim(taken, later(monday, { days: 9 }))).toBeUndefined();
    const gone = conclude(sending, { at: monday, result: 'gone', status: 410 }, monday);
    expect(gone).toMatchObject({ state: 'failed', dueAt: undefined });
  });

  it.each([
    [{ status: 500 }, undefined],
    [{ status: 429 }, 300],
    [{ status: 502 }, 300],
    [{ status: 504 }, 300],
    [{ status: 503, retryAfter: '120' }, 120],
    [{ status: 429, retryAfter: '3' }, 300],
    [{ status: 429, retryAfter: '3600' }, 3600],
    [{ status: 500, retryAfter: '999999999' }, 24 * 3600],
    [{ status: 503, retryAfter: new Date(epochMilliseconds(monday) + 600_000).toUTCString() }, 600],
    [{ status: 503, retryAfter: 'Sun, 01 Mar 2020 00:00:00 GMT' }, 0],
    [{ status: 500, retryAfter: 'soon' }, undefined],
    [{ status: 429, retryAfter: 'soon' }, 300],
  ])('%j asks for %s seconds', (answer, seconds) => {
    const until = pauseWanted(answer, monday);
    const asked = until && (epochMilliseconds(until) - epochMilliseconds(monday)) / 1000;
    expect(asked).toBe(seconds);
  });

  it('waits for whichever is longer, the schedule or what the receiver asked for', () => {
    const soon = later(monday, { minutes: 1 });
    const late = later(monday, { hours: 3 });
    expect(nextTry(1, monday, soon)).toBe(soon);
    expect(nextTry(4, monday, soon)).toBe(later(monday, { hours: 2 }));
    expect(nextTry(4, monday, late)).toBe(late);
    expect(nextTry(10, monday)).toBeUndefined();
  });
});

describe('one that nobody came back from', () => {
  it('is not taken up while somebody may be at it, and is sent again after that', () => {
    const sending = claimed(fresh(), monday);
    expect(claim(sending, later(monday, { minutes: 1 }))).toBeUndefined();
    const again = claimed(sending, later(monday, { minutes: 2 }));
    expect(again).toMatchObject({ state: 'sending', tries: 2, attempts: [{ result: 'interrupted' }] });
    expect(webhookIdOf(again)).toBe(webhookIdOf(sending));
  });

  it('is given up when that was the last try', () => {
    const last: Delivery = { ...claimed(fresh(), monday), tries: 10 };
    expect(claim(last, later(monday, { days: 1 }))).toMatchObject({ state: 'failed', dueAt: undefined });
  });
});

describe('a replay', () => {
  const failed: Delivery = { ...fresh(), state: 'failed', dueAt: undefined, tries: 10 };
  it('gives ten tries anew, once for each request, under the same id', () => {
    const anew = replay(failed, 'endpoints_cd-south.4', monday);
    expect(anew).toMatchObject({ state: 'waiting', dueAt: monday, tries: 0, body: failed.body });
    expect(anew && webhookIdOf(anew)).toBe(webhookIdOf(failed));
    expect(anew && replay(anew, 'endpoints_cd-south.4', monday)).toBeUndefined();
  });

  it('does not disturb a try under way', () => {
    expect(replay(claimed(fresh(), monday), 'e.1', monday)).toBeUndefined();
  });
});

describe('whatever happens to a delivery', () => {
  const steps = fc.array(
    fc.record({
      minutes: fc.integer({ min: 0, max: 2000 }),
      does: fc.constantFrom('try', 'crash', 'postpone', 'drop'),
      result: fc.constantFrom(...tryResults),
    }),
    { maxLength: 40 },
  );

  it('it is never tried before its time, never more than ten times, never after it was taken', () => {
    fc.assert(
      fc.property(steps, (story) => {
        let delivery = fresh();
        let now = monday;
        let tries = 0;
        let earliest = monday;
        let isTaken = false;
        for (const { minutes, does, result } of story) {
          now = later(now, { minutes });
          if (does === 'drop') delivery = drop(delivery);
          if (does === 'postpone' && delivery.state === 'waiting')
            delivery = postpone(delivery, later(now, { hours: 1 }));
          const taken = claim(delivery, now);
          if (!taken) continue;
          delivery = taken;
          if (taken.state !== 'sending') continue;
          expect(now >= earliest).toBe(true);
          expect(isTaken).toBe(false);
          tries += 1;
          if (does === 'crash') earliest = later(now, { minutes: 2 });
          else {
            delivery = conclude(taken, { at: now, result }, now);
            earliest = instantOf(epochMilliseconds(now) + (waits[tries] ?? 0));
          }
          isTaken = isTaken || delivery.state === 'delivered';
          expect(v.parse(DeliverySchema, JSON.parse(JSON.stringify(delivery)))).toEqual(
            JSON.parse(JSON.stringify(delivery)),
          );
        }
        expect(tries).toBeLessThanOrEqual(10);
        expect(delivery.dueAt === undefined).toBe(
          ['delivered', 'failed', 'dropped'].includes(delivery.state),
        );
      }),
      { seed: 4, numRuns: 1000 },
    );
  });
});
