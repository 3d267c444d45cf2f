import { Temporal } from 'temporal-polyfill';
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
  return instantOf(Temporal.Instant.from(rfc3339).epochMilliseconds);
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

/** The earliest of some instants; the array holds at least one. */
export function earliest(first: Instant, ...others: readonly Instant[]): Instant {
  return others.reduce((least, each) => (each < least ? each : least), first);
}

/** The latest of some instants. */
export function latest(first: Instant, ...others: readonly Instant[]): Instant {
  return others.reduce((most, each) => (each > most ? each : most), first);
}

/** The calendar day on which an instant falls in a zone. */
export function localDate(instant: Instant, zone: Zone): LocalDate {
  const wall = Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
  return v.parse(LocalDateSchema, wall.toPlainDate().toString());
}

/** The day that lies some days after (or before) another. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return v.parse(LocalDateSchema, Temporal.PlainDate.from(date).add({ days }).toString());
}

/** When a time of day on a calendar day falls in a zone; a time that a clock change skips moves forward with it. */
export function instantAt(date: LocalDate, time: LocalTime, zone: Zone): Instant {
  const endOfDay = time === '24:00';
  const day = Temporal.PlainDate.from(endOfDay ? addDays(date, 1) : date);
  const zoned = day.toZonedDateTime({ timeZone: zone, plainTime: endOfDay ? '00:00' : time });
  return instantOf(zoned.epochMilliseconds);
}
