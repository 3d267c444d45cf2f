import type { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import { nextFiring } from '../rules/schedule-expression.ts';
import type { VirtualClock } from './virtual-clock.ts';

const ScheduleRow = v.object({
  expression: v.string(),
  anchor_at: v.number(),
  next_at: v.nullable(v.number()),
});

interface Schedule {
  expression: string;
  /** What `rate(…)` counts from: when the rule was first seen with this expression. */
  anchorAt: number;
  /** Infinity when it never fires again. */
  nextAt: number;
}

/** When each scheduled rule fires next, in epoch milliseconds. Survives a restart: nothing is fired twice or left out. */
export class Schedules {
  readonly #clock: VirtualClock;
  readonly #read;
  readonly #write;
  readonly #roundMs: number;
  readonly #schedules = new Map<string, Schedule>();

  /** With `roundMs` a rule fires once a round of that time at most, the first time that falls into it. */
  constructor(db: DatabaseSync, clock: VirtualClock, roundMs = 1) {
    this.#clock = clock;
    this.#roundMs = roundMs;
    this.#read = db.prepare('SELECT * FROM schedule WHERE rule = ?');
    this.#write = db.prepare(
      `INSERT INTO schedule VALUES (?, ?, ?, ?) ON CONFLICT (rule)
       DO UPDATE SET expression = excluded.expression, anchor_at = excluded.anchor_at, next_at = excluded.next_at`,
    );
  }

  /** Starts a rule's schedule, or goes on where it stood. Throws when the expression is not valid. */
  define(rule: string, expression: string): void {
    const now = this.#clock.now();
    const row = this.#read.get(rule);
    const stood = row === undefined ? undefined : v.parse(ScheduleRow, row);
    const isSame = stood?.expression === expression;
    const anchorAt = isSame ? stood.anchor_at : now;
    // A firing that lies in the past fell into a time in which the rule was switched off.
    const isStillDue = isSame && (stood.next_at ?? Infinity) >= now;
    const nextAt = isStillDue ? (stood.next_at ?? Infinity) : this.#next(expression, now, anchorAt);
    this.#keep(rule, { expression, anchorAt, nextAt });
  }

  /** The rule that is due, the longest waiting first and then in the order of definition. */
  due(): { rule: string; plannedAt: number } | undefined {
    const now = this.#clock.now();
    let due: { rule: string; plannedAt: number } | undefined;
    for (const [rule, { nextAt }] of this.#schedules) {
      if (nextAt <= now && (due === undefined || nextAt < due.plannedAt)) due = { rule, plannedAt: nextAt };
    }
    return due;
  }

  /** Notes that a rule has fired; to be committed together with what the firing set going. */
  fired(rule: string): void {
    const schedule = this.#schedules.get(rule);
    if (schedule === undefined) return;
    const { expression, anchorAt } = schedule;
    this.#keep(rule, { expression, anchorAt, nextAt: this.#next(expression, schedule.nextAt, anchorAt) });
  }

  nextAt(): number {
    let next = Infinity;
    for (const schedule of this.#schedules.values()) next = Math.min(next, schedule.nextAt);
    return next;
  }

  #next(expression: string, after: number, anchorAt: number): number {
    const nextRound = (Math.floor(after / this.#roundMs) + 1) * this.#roundMs;
    return nextFiring(expression, nextRound - 1, anchorAt);
  }

  #keep(rule: string, schedule: Schedule): void {
    const { expression, anchorAt, nextAt } = schedule;
    this.#write.run(rule, expression, anchorAt, nextAt === Infinity ? null : nextAt);
    this.#schedules.set(rule, schedule);
  }
}
