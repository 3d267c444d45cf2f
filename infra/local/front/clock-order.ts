import { Temporal } from 'temporal-polyfill';
import * as v from 'valibot';
import { Problem } from './problem.ts';

const Order = v.union([v.strictObject({ advance: v.string() }), v.strictObject({ to: v.string() })]);

const HOW =
  'Send {"advance": "P3D"}, an ISO 8601 duration, or {"to": "2026-03-05T09:00:00+08:00"}, a time with its offset.';

/** The time to which an order wants the clock turned, epoch milliseconds. Throws a Problem: 400 unreadable, 409 backwards. */
export function timeOrdered(order: unknown, now: number): number {
  const parsed = v.safeParse(Order, order);
  if (!parsed.success) throw new Problem(400, 'Unreadable order to the clock', HOW);
  const to = 'to' in parsed.output ? instant(parsed.output.to) : later(parsed.output.advance, now);
  if (to < now) {
    const present = new Date(now).toISOString();
    throw new Problem(409, 'The clock goes forward only', `It is ${present} already; name a later time.`);
  }
  return to;
}

function instant(text: string): number {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    throw unreadable('/to', `${text} is not a time with its offset from UTC`);
  }
}

function later(text: string, now: number): number {
  try {
    const start = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO('UTC');
    return start.add(Temporal.Duration.from(text)).epochMilliseconds;
  } catch {
    throw unreadable('/advance', `${text} is not an ISO 8601 duration`);
  }
}

function unreadable(pointer: string, detail: string): Problem {
  return new Problem(400, 'Unreadable order to the clock', HOW, { errors: [{ pointer, detail }] });
}
