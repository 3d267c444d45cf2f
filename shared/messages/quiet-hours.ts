import * as v from 'valibot';
import type { Purpose } from '../events/text-request.ts';
import {
  addDays,
  epochMilliseconds,
  instantAt,
  instantOf,
  localDate,
  LocalTimeSchema,
  wallTime,
} from '../platform/time.ts';
import type { Instant, LocalTime, Zone } from '../platform/time.ts';

/** The times of day, in the recipient's zone, between which a text may go out; it lies within one day. */
export const SendingWindowSchema = v.pipe(
  v.object({ from: LocalTimeSchema, until: LocalTimeSchema }),
  v.check(
    (window) => window.from < window.until,
    'a sending window must end after it begins, on the same day',
  ),
);
export type SendingWindow = v.InferOutput<typeof SendingWindowSchema>;

const solicited = v.parse(SendingWindowSchema, { from: '08:00', until: '21:00' });

/**
 * The dealer's sending window as the law lets it stand: what is no service goes out between 8:00 and 21:00 only, however
 * wide the dealer has set its own.
 */
export function lawfulWindow(window: SendingWindow, purpose: Purpose): SendingWindow {
  if (purpose === 'service') return window;
  const from = window.from > solicited.from ? window.from : solicited.from;
  const until = window.until < solicited.until ? window.until : solicited.until;
  return from < until ? { from, until } : solicited;
}

/** Whether a text may go out at a moment; the window's first moment is open, its end is quiet again. */
export function maySendAt(window: SendingWindow, zone: Zone, instant: Instant): boolean {
  const time = wallTime(instant, zone);
  return window.from <= time && time < window.until;
}

/** The moment at or after `from` until which quiet hours hold a text back; they never drop it. */
export function nextSendingMoment(window: SendingWindow, zone: Zone, from: Instant): Instant {
  let moment = from;
  // Again only when a clock change swallows the whole window of a day.
  while (!maySendAt(window, zone, moment)) moment = nextOpening(window, zone, moment);
  return moment;
}

function nextOpening(window: SendingWindow, zone: Zone, after: Instant): Instant {
  if (wallTime(after, zone) >= window.from) {
    return instantAt(addDays(localDate(after, zone), 1), window.from, zone);
  }
  return laterToday(after, window.from, zone);
}

/** Where a clock change makes the hour happen twice, the first of the two may have passed: then the second counts. */
function laterToday(after: Instant, time: LocalTime, zone: Zone): Instant {
  const opening = instantAt(localDate(after, zone), time, zone);
  if (opening >= after) return opening;
  return instantOf(epochMilliseconds(after) + millisecondsOf(time) - millisecondsOf(wallTime(after, zone)));
}

/** Of the day; a time such as `08:30` or `08:30:00.000`. */
function millisecondsOf(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return Math.round(((hours * 60 + minutes) * 60 + seconds) * 1000);
}
