import { TZDateMini } from '@date-fns/tz/date/mini';
import * as v from 'valibot';

/** A moment in UTC with milliseconds, `2026-03-02T01:00:00.000Z`: one shape, so that instants sort as strings. */
export const InstantSchema = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, 'must be a UTC instant with milliseconds'),
  v.brand('Instant'),
);
export type Instant = v.InferOutput<typeof InstantSchema>;

/** A calendar day without a zone, `2026-03-02`. */
export const LocalDateSchema = v.pipe(v.string(), v.isoDate(), v.brand('LocalDate'));
export type LocalDate = v.InferOutput<typeof LocalDateSchema>;

/** A time of day without a zone, `08:30`; `24:00` is the end of the day. */
export const LocalTimeSchema = v.pipe(
  v.string(),
  v.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time of day such as 08:30'),
  v.brand('LocalTime'),
);
export type LocalTime = v.InferOutput<typeof LocalTimeSchema>;

/** An IANA time zone that this runtime knows, `Asia/Shanghai`. */
export const ZoneSchema = v.pipe(
  v.string(),
  v.check(isZone, 'must be an IANA time zone such as Asia/Shanghai'),
  v.brand('Zone'),
);
export type Zone = v.InferOutput<typeof ZoneSchema>;

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

/** The instant of a number of milliseconds since 1970 (Lambda's `timeEpoch`, `Date.now()`). */
export function instantOf(epochMilliseconds: number): Instant {
  return v.parse(InstantSchema, new Date(epochMilliseconds).toISOString());
}

/** Any RFC 3339 time with offset as an instant. Throws a RangeError when the text is no such time. */
export function instantFrom(rfc3339: string): Instant {
  const moment = Date.parse(rfc3339);
  if (Number.isNaN(moment) || !writesItself(rfc3339)) throw new RangeError('no such time');
  return instantOf(moment);
}

/** Whether a text has an offset and names a day that exists: `Date.parse` reads 30 February as 2 March. */
function writesItself(rfc3339: string): boolean {
  const date = rfc3339.slice(0, 10);
  const day = Date.parse(`${date}T00:00:00Z`);
  const hasOffset = /(?:z|[+-]\d\d(?::?\d\d)?)$/i.test(rfc3339.slice(11));
  return hasOffset && !Number.isNaN(day) && new Date(day).toISOString().startsWith(date);
}

/** Milliseconds since 1970. */
export function epochMilliseconds(instant: Instant): number {
  return Date.parse(instant);
}

/** A length of exact time; days are 24 hours here, calendar days are the calendar's business. */
export interface Span {
  readonly minutes?: number;
  readonly hours?: number;
  readonly days?: number;
}

/** The instant that lies a span later. */
export function later(instant: Instant, span: Span): Instant {
  const minutes = (span.minutes ?? 0) + 60 * (span.hours ?? 0) + 24 * 60 * (span.days ?? 0);
  return instantOf(epochMilliseconds(instant) + minutes * 60_000);
}

/** The latest of some instants. */
export function latest(first: Instant, ...others: readonly Instant[]): Instant {
  return others.reduce((most, each) => (each > most ? each : most), first);
}

/** The calendar day on which an instant falls in a zone. */
export function localDate(instant: Instant, zone: Zone): LocalDate {
  const wall = new TZDateMini(epochMilliseconds(instant), zone);
  return dateOf(wall.getFullYear(), wall.getMonth() + 1, wall.getDate());
}

/** The time of day of an instant in a zone, `08:59:59.999`; it sorts against times of day such as `08:30`. */
export function wallTime(instant: Instant, zone: Zone): string {
  const wall = new TZDateMini(epochMilliseconds(instant), zone);
  const [hours, minutes, seconds] = [wall.getHours(), wall.getMinutes(), wall.getSeconds()];
  return `${two(hours)}:${two(minutes)}:${two(seconds)}.${String(wall.getMilliseconds()).padStart(3, '0')}`;
}

/** The day that lies some days after (or before) another. */
export function addDays(date: LocalDate, days: number): LocalDate {
  const [year, month, day] = numbersOf(date);
  const moved = new Date(Date.UTC(year, month - 1, day + days));
  return dateOf(moved.getUTCFullYear(), moved.getUTCMonth() + 1, moved.getUTCDate());
}

/** The day of the week, from 0 for Monday to 6 for Sunday. */
export function weekdayOf(date: LocalDate): number {
  const [year, month, day] = numbersOf(date);
  return (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
}

/** When a time of day on a calendar day falls in a zone; a time that a clock change skips moves forward with it. */
export function instantAt(date: LocalDate, time: LocalTime, zone: Zone): Instant {
  const [year, month, day] = numbersOf(date);
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return instantOf(new TZDateMini(year, month - 1, day, hours, minutes, zone).getTime());
}

function numbersOf(date: LocalDate): [year: number, month: number, day: number] {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return [year, month, day];
}

function dateOf(year: number, month: number, day: number): LocalDate {
  return v.parse(LocalDateSchema, `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
