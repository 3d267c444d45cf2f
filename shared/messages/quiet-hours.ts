import { Temporal } from 'temporal-polyfill';
import * as v from 'valibot';
import { addDays, instantAt, instantOf, localDate, LocalTimeSchema } from '../platform/time.ts';
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

/** When service texts go out unless a dealer group sets something narrower or wider. */
export const serviceTexts: SendingWindow = v.parse(SendingWindowSchema, { from: '09:00', until: '20:00' });

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

/** Keeps the offset where a clock change makes the hour happen twice, so that the answer never lies in the past. */
function laterToday(after: Instant, time: LocalTime, zone: Zone): Instant {
  const { hour, minute } = Temporal.PlainTime.from(time);
  const opening = Temporal.Instant.from(after)
    .toZonedDateTimeISO(zone)
    .with({ hour, minute, second: 0, millisecond: 0 });
  return instantOf(opening.epochMilliseconds);
}

/** `08:59:59.999`, which sorts rightly against a LocalTime, `24:00` included. */
function wallTime(instant: Instant, zone: Zone): string {
  const wall = Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
  return wall.toPlainTime().toString({ fractionalSecondDigits: 3 });
}
