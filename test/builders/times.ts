import * as v from 'valibot';
import {
  type Instant,
  instantFrom,
  type LocalDate,
  LocalDateSchema,
  type LocalTime,
  LocalTimeSchema,
  type Zone,
  ZoneSchema,
} from '../../shared/platform/time.ts';

/** The moment at which most tests begin: Monday 2 March 2026, 09:00 in Shanghai. */
export const monday: Instant = instantFrom('2026-03-02T09:00:00+08:00');

/** A time of a wall clock in Shanghai, `2026-03-02T09:00`. */
export function shanghai(wall: string): Instant {
  return instantFrom(`${wall}+08:00`);
}

export function day(date: string): LocalDate {
  return v.parse(LocalDateSchema, date);
}

export function time(timeOfDay: string): LocalTime {
  return v.parse(LocalTimeSchema, timeOfDay);
}

export function zone(name: string): Zone {
  return v.parse(ZoneSchema, name);
}
