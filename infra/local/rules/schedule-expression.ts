import { Cron } from 'croner';

/** A schedule expression that EventBridge would refuse; the message says why. */
export class InvalidScheduleExpression extends Error {
  override readonly name = 'ValidationException';

  constructor(expression: string, reason: string) {
    super(`Parameter ScheduleExpression is not valid: ${expression}: ${reason}`);
  }
}

type Schedule = (afterEpochMs: number, anchorEpochMs: number) => number;

/** Reading an expression costs more than asking it. */
const read = new Map<string, Schedule>();

/**
 * When a rule with this schedule fires next, strictly after a time; Infinity when never again. `rate(…)` counts from the anchor
 * (when the rule was made) and first fires one period after it; `cron(…)` is in UTC. Throws InvalidScheduleExpression.
 */
export function nextFiring(expression: string, afterEpochMs: number, anchorEpochMs: number): number {
  const schedule = read.get(expression) ?? scheduleOf(expression);
  read.set(expression, schedule);
  return schedule(afterEpochMs, anchorEpochMs);
}

function scheduleOf(expression: string): Schedule {
  const [, kind, inside] = /^(rate|cron)\(([^()]*)\)$/.exec(expression) ?? [];
  if (kind === 'rate' && inside !== undefined) return rate(expression, inside);
  if (kind === 'cron' && inside !== undefined) return cron(expression, inside);
  throw new InvalidScheduleExpression(expression, 'it must be rate(value unit) or cron(six fields)');
}

const PERIODS: ReadonlyMap<string, number> = new Map([
  ['minute', 60_000],
  ['hour', 3_600_000],
  ['day', 86_400_000],
]);

function rate(expression: string, inside: string): Schedule {
  const [, digits, unit, plural] = /^([1-9]\d*)\s+(minute|hour|day)(s?)$/.exec(inside.trim()) ?? [];
  const unitLength = PERIODS.get(unit ?? '');
  if (unitLength === undefined) {
    throw new InvalidScheduleExpression(
      expression,
      'a rate is a positive whole number of minutes, hours or days',
    );
  }
  const value = Number(digits);
  if ((value === 1) === (plural === 's')) {
    throw new InvalidScheduleExpression(
      expression,
      'the unit is singular after 1 and plural after any other number',
    );
  }
  const period = value * unitLength;
  return (after, anchor) => anchor + period * Math.max(1, Math.floor((after - anchor) / period) + 1);
}

interface Field {
  readonly name: string;
  readonly least: number;
  readonly greatest: number;
  readonly names?: string;
}

const MINUTES: Field = { name: 'minutes', least: 0, greatest: 59 };
const HOURS: Field = { name: 'hours', least: 0, greatest: 23 };
const DAY_OF_MONTH: Field = { name: 'day-of-month', least: 1, greatest: 31 };
const MONTH: Field = {
  name: 'month',
  least: 1,
  greatest: 12,
  names: 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC',
};
const DAY_OF_WEEK: Field = {
  name: 'day-of-week',
  least: 1,
  greatest: 7,
  names: 'SUN MON TUE WED THU FRI SAT',
};
const YEAR: Field = { name: 'year', least: 1970, greatest: 2199 };

function cron(expression: string, inside: string): Schedule {
  const fields = inside.trim().toUpperCase().split(/\s+/);
  const [minutes, hours, dayOfMonth, month, dayOfWeek, year] = fields;
  if (!minutes || !hours || !dayOfMonth || !month || !dayOfWeek || !year || fields.length !== 6) {
    throw new InvalidScheduleExpression(expression, 'cron has six fields');
  }
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw new InvalidScheduleExpression(expression, 'exactly one of day-of-month and day-of-week must be ?');
  }
  const refuse = (reason: string): never => {
    throw new InvalidScheduleExpression(expression, reason);
  };
  const pattern = [
    '0',
    plain(MINUTES, minutes, refuse),
    plain(HOURS, hours, refuse),
    dayOfMonth === '?' || /^(?:L|LW|\d{1,2}W)$/.test(dayOfMonth)
      ? dayOfMonth
      : plain(DAY_OF_MONTH, dayOfMonth, refuse),
    plain(MONTH, month, refuse),
    dayOfWeek === '?' ? dayOfWeek : weekdays(dayOfWeek, refuse),
    plain(YEAR, year, refuse),
  ].join(' ');
  const job = cronJob(pattern, refuse);
  // croner looks for times after the whole second that it is given.
  return (after) => job.nextRun(new Date(Math.floor(after / 1000) * 1000))?.getTime() ?? Infinity;
}

function cronJob(pattern: string, refuse: (reason: string) => never): Cron {
  try {
    return new Cron(pattern, {
      timezone: 'UTC',
      alternativeWeekdays: true,
      sloppyRanges: true,
      mode: '7-part',
    });
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

/** `L` alone is the last day of the week; `6L`, `2#1` are croner's own. */
function weekdays(written: string, refuse: (reason: string) => never): string {
  if (written === 'L') return '7';
  if (/^(?:[1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(?:L|#[1-5])$/.test(written)) return written;
  return plain(DAY_OF_WEEK, written, refuse);
}

/** Values, ranges and steps of one field as a list of numbers; a range may run over the end (hours 20-2). `*` stays. */
function plain(field: Field, written: string, refuse: (reason: string) => never): string {
  if (written === '*') return written;
  return written
    .split(',')
    .flatMap((part) => valuesOf(field, part) ?? refuse(`${field.name} cannot be ${part}`))
    .join(',');
}

/** Undefined when it is none of `*`, `7`, `7/5`, `7-9`, `7-9/2`. */
function valuesOf(field: Field, part: string): number[] | undefined {
  const [, start, end, stepDigits] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part) ?? [];
  if (start === undefined || (start === '*' && end !== undefined)) return undefined;
  const first = start === '*' ? field.least : valueOf(field, start);
  const toTheEnd = start === '*' || stepDigits !== undefined ? field.greatest : first;
  const last = end === undefined ? toTheEnd : valueOf(field, end);
  const step = Number(stepDigits ?? 1);
  if (first === undefined || last === undefined || step < 1 || step > field.greatest) return undefined;
  if (last < first && field === YEAR) return undefined;

  const size = field.greatest - field.least + 1;
  const steps = Math.floor((last < first ? last + size - first : last - first) / step);
  return Array.from({ length: steps + 1 }, (_, n) => field.least + ((first - field.least + n * step) % size));
}

function valueOf(field: Field, written: string): number | undefined {
  const named = field.names?.split(' ').indexOf(written) ?? -1;
  const value = named >= 0 ? named + 1 : /^\d+$/.test(written) ? Number(written) : NaN;
  return value >= field.least && value <= field.greatest ? value : undefined;
}
