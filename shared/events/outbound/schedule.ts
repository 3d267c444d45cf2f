import { epochMilliseconds, type Instant, instantOf, latest } from '../../platform/time.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** How long each try waits for the one before it, in milliseconds: the schedule of Standard Webhooks, ten tries. */
export const waits: readonly number[] = [
  0,
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
];

const longestPause = 24 * hour;
const shortestPause = 5 * minute;
/** Answers by which a receiver says that it has too much to do. */
const overloads = new Set([429, 502, 504]);

/** When to try again after so many tries; undefined when there were enough. A receiver may ask for more time. */
export function nextTry(tries: number, now: Instant, notBefore: Instant = now): Instant | undefined {
  const wait = waits[tries];
  return wait === undefined ? undefined : latest(after(now, wait), notBefore);
}

/**
 * Until when a receiver wants to be left alone, by its status and `retry-after` (seconds or an HTTP date): at least five
 * minutes where it has too much to do, at most a day; undefined when it does not say.
 */
export function pauseWanted(
  { status, retryAfter }: { status: number; retryAfter?: string | undefined },
  now: Instant,
): Instant | undefined {
  const asked = millisecondsAsked(retryAfter, now);
  if (asked === undefined) return overloads.has(status) ? after(now, shortestPause) : undefined;
  const least = overloads.has(status) ? shortestPause : 0;
  return after(now, Math.min(Math.max(asked, least), longestPause));
}

function millisecondsAsked(retryAfter: string | undefined, now: Instant): number | undefined {
  if (retryAfter === undefined) return undefined;
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter) * second;
  const date = Date.parse(retryAfter);
  return Number.isNaN(date) ? undefined : date - epochMilliseconds(now);
}

function after(now: Instant, milliseconds: number): Instant {
  return instantOf(epochMilliseconds(now) + milliseconds);
}
