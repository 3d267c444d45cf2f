import * as v from 'valibot';
import { type Instant, instantFrom, instantOf, localDate, wallTime, type Zone } from '../../platform/time.ts';

/** A time without offset as it was written: the day, and the time of day where one was written. */
export interface WrittenTime {
  readonly day: string;
  readonly time?: string;
}

/** What a written time is in a zone; `change` says that a change of clocks skipped it, or made it come twice. */
export interface ReadTime {
  readonly at: Instant;
  readonly change?: 'skipped' | 'twice';
}

const dates =
  /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d\d)(\d\d))/;
const times = /^(?:[T\s]*)(\d{1,2})(?:[:时点](\d{1,2})(?:[:分](\d{1,2})(?:\.\d+)?秒?)?分?|(\d\d)(\d\d)?)$/;

/**
 * A time as systems write it that know no zones: `2026-03-02 17:30`, `2026/3/2`, `20260302173000`, `2026年3月2日 17时30分`.
 * Undefined for anything else, also for days that do not exist and for `03/02/2026`, which two countries read differently.
 */
export function writtenTime(text: string): WrittenTime | undefined {
  const trimmed = text.trim();
  const found = dates.exec(trimmed);
  if (!found) return undefined;
  const [year = '', month = '', date = ''] = found.slice(1).filter((each) => each !== undefined);
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  if (!isDay(day)) return undefined;
  const rest = trimmed.slice(found[0].length).trim();
  if (rest === '') return { day };
  const clock = times.exec(rest);
  if (!clock) return undefined;
  const [hours = '', minutes = '0', seconds = '0'] = clock.slice(1).filter((each) => each !== undefined);
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  return { day, time: [hours, minutes, seconds].map((each) => each.padStart(2, '0')).join(':') };
}

function isDay(day: string): boolean {
  return v.is(v.pipe(v.string(), v.isoDate()), day) && isSame(Date.parse(`${day}T00:00:00Z`), day);
}

function isSame(moment: number, day: string): boolean {
  return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(day);
}

/**
 * When a wall clock in a zone showed a time. One that a change of clocks skipped moves forward by what was skipped; of
 * one that came twice the first is taken.
 */
export function readInZone(day: string, time: string, zone: Zone): ReadTime {
  const asUtc = Date.parse(`${day}T${time}Z`);
  const around = [-24, 24].map((hours) => offsetAt(asUtc + hours * 3_600_000, zone));
  const candidates = [...new Set(around.map((offset) => asUtc - offset))].sort((a, b) => a - b);
  const fitting = candidates.filter((each) => offsetAt(each, zone) === asUtc - each);
  const [first] = fitting;
  // Before the change the offset was smaller, so the earlier offset leads to the later, existing time.
  if (first === undefined) return { at: instantOf(asUtc - (around[0] ?? 0)), change: 'skipped' };
  return { at: instantOf(first), ...(fitting.length > 1 && { change: 'twice' as const }) };
}

/** By how many milliseconds clocks of a zone are ahead of UTC at a moment. */
function offsetAt(moment: number, zone: Zone): number {
  const instant = instantOf(moment);
  return Date.parse(`${localDate(instant, zone)}T${wallTime(instant, zone)}Z`) - moment;
}

/** A time with an offset, `2026-03-02T17:30:00+08:00`; undefined when it has none or is none. */
export function timeWithOffset(text: string): Instant | undefined {
  // Some systems put a blank for the T, or write the offset without its colon.
  const tidied = text
    .trim()
    .replace(/^(\d{4}-\d\d-\d\d) (?=\d)/, '$1T')
    .replace(/ (?=[+-]\d|Z$)/, '')
    .replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
  if (!/T\d\d:\d\d/.test(tidied)) return undefined;
  try {
    return instantFrom(tidied);
  } catch {
    return undefined;
  }
}
