import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextDue } from '../../../shared/complaints/clock.ts';
import type { Command } from '../../../shared/complaints/commands.ts';
import {
  type Complaint,
  ComplaintSchema,
  type Decision,
  openTasks,
} from '../../../shared/complaints/complaint.ts';
import { turnClock } from '../../../shared/complaints/escalate.ts';
import { topLevel } from '../../../shared/complaints/ladder.ts';
import {
  commandNames,
  type ComplaintState,
  complaintStates,
  customerMoves,
  finished,
  life,
} from '../../../shared/complaints/life.ts';
import { handOver } from '../../../shared/complaints/question.ts';
import { openComplaint } from '../../../shared/complaints/received.ts';
import { type ComplaintReply, hear } from '../../../shared/complaints/reply.ts';
import { takeCommand } from '../../../shared/complaints/take-command.ts';
import { isWorking } from '../../../shared/dealers/working-hours.ts';
import { Problem } from '../../../shared/platform/problem.ts';
import { type Instant, later } from '../../../shared/platform/time.ts';
import { calendars } from '../../builders/calendars.ts';
import { committed } from '../../builders/committed.ts';
import { aCommand, aComplaint, aComplaintReply, anOrder, at } from '../../builders/complaint.ts';
import { aDealer } from '../../builders/dealer.ts';
import { aRoster } from '../../builders/person.ts';
import { monday } from '../../builders/times.ts';
import { aWordsRef } from '../../builders/words.ts';

/** What a complaint is, told as simply as can be: where it may go, and what may never happen. */
class Model {
  state: ComplaintState = 'received';
  readonly words: string[] = ['reply_0'];
  readonly heard = new Set<string>();
  readonly told = new Set<string>();
  asked = false;
  forcedBy: string | undefined;
}

/** The system under test: the rules and the moment. */
class World {
  known: Complaint;
  now: Instant = monday;
  readonly dealer: ReturnType<typeof aDealer>;
  readonly been = new Set<ComplaintState>(['received']);
  counts = { closed: 0, forced: 0, escalated: 0, refused: 0 };

  constructor(
    calendar: ReturnType<typeof aDealer>['calendar'],
    severity: Complaint['severity'],
    about: string[],
  ) {
    this.dealer = aDealer({ calendar });
    const { dealerId, customerId, handsetId, locale } = aComplaint();
    const facts = { dealerId, customerId, handsetId, locale, source: 'staff', severity, about };
    const opened = openComplaint(undefined, 'complaint_1', facts, [aWordsRef('reply_0')], this.at(), []);
    if (!opened) throw new Error('it did not open');
    this.known = opened.state;
  }

  at() {
    return at(this.now, { dealer: this.dealer });
  }

  /** Takes what was decided, once it is sure that it can be stored and that nothing is amiss in it. */
  take(decision: Decision | undefined, model: Model): readonly string[] {
    if (!decision) return [];
    const before = this.known;
    const { state, events, names } = committed(decision, ComplaintSchema);
    this.known = state;
    this.been.add(state.state);
    expect(isLegal(before.state, state.state)).toBe(true);
    model.state = state.state;
    expect(state.words.slice(0, before.words.length)).toEqual(before.words);
    expect(state.level).toBeGreaterThanOrEqual(before.level);
    expect(state.about).not.toContain(state.assigneeId);
    for (const { kind, ownerId } of openTasks(state))
      if (kind !== 'read-it') expect(state.about).not.toContain(ownerId);
    for (const { climbsAt } of state.clocks)
      if (climbsAt) expect(isWorking(this.dealer.calendar, climbsAt)).toBe(true);
    if (finished.includes(state.state)) {
      expect(nextDue(state)).toBeUndefined();
      expect(openTasks(state)).toEqual([]);
    }
    if (names.includes('complaint.solution-proposed') || names.includes('complaint.refused'))
      model.asked = true;
    if (names.includes('complaint.reopened')) model.asked = false;
    for (const event of events) {
      if (event.name !== 'complaint.escalated' || event.facts.clock === undefined) continue;
      this.counts.escalated += 1;
      expect(isWorking(this.dealer.calendar, this.now)).toBe(true);
    }
    return names;
  }
}

function isLegal(from: ComplaintState, to: ComplaintState): boolean {
  if (from === to) return true;
  const byStaff = commandNames.some((name) => {
    const { from: states, ordinaryFrom = [], to: targets } = life[name];
    return [...states, ...ordinaryFrom].includes(from) && targets.includes(to);
  });
  return byStaff || customerMoves.some((move) => move.from.includes(from) && move.to === to);
}

type Step = fc.Command<Model, World>;

class Says implements Step {
  readonly reply: ComplaintReply;
  constructor(reply: ComplaintReply) {
    this.reply = reply;
  }
  check = () => true;
  run(model: Model, world: World) {
    const before = world.known.state;
    const names = world.take(hear(world.known, 'complaint_1', this.reply, world.at()), model);
    if (model.heard.has(this.reply.id)) {
      expect(names).toEqual([]);
      return;
    }
    model.heard.add(this.reply.id);
    model.words.push(this.reply.id);
    expect(world.known.words.map(({ aggregateId }) => aggregateId)).toEqual(model.words);
    if (!names.includes('complaint.closed')) return;
    world.counts.closed += 1;
    expect([before, model.asked]).toEqual([before === 'refused' ? 'refused' : 'solution-proposed', true]);
    expect(this.reply).toMatchObject({ asks: 'yes-no', solved: 'yes' });
  }
  toString = () => `says ${JSON.stringify(this.reply)}`;
}

class Commands implements Step {
  readonly staffId: string;
  readonly command: Command;
  constructor(staffId: string, command: Command) {
    this.staffId = staffId;
    this.command = command;
  }
  check = () => true;
  run(model: Model, world: World) {
    const { known } = world;
    const order = anOrder(this.staffId, this.command, world.at());
    const handled = known.handledBy.includes(this.staffId);
    let names: readonly string[];
    try {
      names = world.take(takeCommand(known, this.command, order), model);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      world.counts.refused += 1;
      expect(world.known).toBe(known);
      return;
    }
    expect(known.about).not.toContain(this.staffId);
    expect(order.by.role === 'advisor' && this.command.command !== 'complete-task').toBe(false);
    if (this.command.command === 'record-answer') {
      model.words.push('complaint_1');
      expect(handled).toBe(false);
    }
    if (names.includes('complaint.force-close-approved')) model.forcedBy = this.staffId;
    if (names.includes('complaint.closed')) expect(this.command.command).toBe('record-answer');
    if (!names.includes('complaint.force-closed')) return;
    world.counts.forced += 1;
    expect(model.forcedBy).toBeDefined();
    expect(model.forcedBy).not.toBe(this.staffId);
  }
  toString = () => `${this.staffId}: ${this.command.command}`;
}

class Waits implements Step {
  readonly hours: number;
  constructor(hours: number) {
    this.hours = hours;
  }
  check = () => true;
  run(model: Model, world: World) {
    const until = later(world.now, { hours: this.hours });
    for (let due = nextDue(world.known); due && due <= until; due = nextDue(world.known)) {
      // A sweep that finds the store closed comes again.
      world.now = due > world.now ? due : later(world.now, { minutes: 30 });
      if (world.now > until) break;
      const before = world.known;
      world.take(turnClock(before, 'complaint_1', world.at()), model);
      // Each breach of a clock is told once to each level: what was told only ever rises.
      for (const clock of before.clocks) {
        const after = world.known.clocks.find(
          (each) => each.name === clock.name && each.taskId === clock.taskId,
        );
        if (!after || after.told === clock.told) continue;
        expect(after.told).toBeGreaterThan(clock.told ?? -1);
        expect(after.told).toBeLessThanOrEqual(topLevel);
      }
    }
    world.now = until;
  }
  toString = () => `${this.hours} hours pass`;
}

class FailsToReach implements Step {
  check = () => true;
  run(model: Model, world: World) {
    world.take(handOver(world.known, 'not-sent', world.at()), model);
  }
  toString = () => 'the text does not reach the customer';
}

const replies = fc.record({
  id: fc.integer({ min: 1, max: 12 }).map((n) => `reply_${n}`),
  asks: fc.constantFrom<ComplaintReply['asks'][]>('yes-no', 'yes-no', 'words', undefined),
  solved: fc.constantFrom<ComplaintReply['solved'][]>('yes', 'no', undefined),
  severity: fc.constantFrom('ordinary' as const, 'ordinary' as const, 'major' as const),
  isCourtesy: fc.boolean(),
});
const staff = aRoster().map(({ id }) => id);
const orders = fc
  .tuple(
    fc.constantFrom(...staff, 'li-na', 'zhao-min', 'gao-jun'),
    fc.constantFrom(...commandNames),
    fc.nat(8),
    fc.boolean(),
  )
  .map(([staffId, name, n, flag]) => {
    const overrides: Partial<Record<Command['command'], Readonly<Record<string, unknown>>>> = {
      confirm: flag ? {} : { about: [staff[n % staff.length]] },
      'complete-task': { taskId: String(n) },
      'record-answer': { solved: flag },
      'decide-extension': { granted: flag },
      wait: { until: `2026-03-${String(5 + n).padStart(2, '0')}T10:00:00+08:00` },
      'request-extension': { until: `2026-03-${String(10 + n)}T10:00:00+08:00` },
      settle: flag ? {} : { options: [{ money: n * 100_000 + 1 }], tasks: [] },
    };
    return new Commands(staffId, aCommand(name, overrides[name]));
  });
const mainLine: Partial<Record<ComplaintState, Command['command']>> = {
  received: 'confirm',
  confirmed: 'analyse',
  reopened: 'analyse',
  analysed: 'settle',
  negotiated: 'approve',
  approved: 'complete-task',
  'carried-out': 'propose-solution',
  'solution-proposed': 'record-answer',
  refused: 'record-answer',
};

/** Staff who go on as they should: everybody tries the next step, and one of them may. */
class Proceeds implements Step {
  check = () => true;
  run(model: Model, world: World) {
    const name = mainLine[world.known.state];
    const before = world.known;
    for (const staffId of staff) {
      const taskId = openTasks(before).find(({ kind }) => kind === 'carry-out')?.id ?? '0';
      const overrides = name === 'complete-task' ? { taskId } : {};
      if (name && world.known === before) new Commands(staffId, aCommand(name, overrides)).run(model, world);
    }
  }
  toString = () => 'staff go on';
}

const steps = [
  fc.constant(new Proceeds()),
  fc.constant(new Proceeds()),
  replies.map((reply) => new Says(aComplaintReply(reply))),
  orders,
  orders,
  fc.constantFrom('zhao-min', 'gao-jun').map((staffId) => new Commands(staffId, aCommand('force-close'))),
  fc.integer({ min: 1, max: 60 }).map((hours) => new Waits(hours)),
  fc.constant(new FailsToReach()),
];

describe('R48 R50 R54: whatever customers, staff and the clock do to a complaint', () => {
  it('no state is illegal, no word is lost, only the customer closes it, no clock is up outside working time, and every breach is told once a level', () => {
    const all = { closed: 0, forced: 0, escalated: 0, refused: 0 };
    const seen = new Set<ComplaintState>();
    fc.assert(
      fc.property(
        calendars,
        fc.constantFrom('ordinary' as const, 'complex' as const, 'major' as const),
        fc.constantFrom<string[][]>([], [], ['li-na'], ['sun-qiang', 'huang-wei']),
        fc.commands(steps, { maxCommands: 40, size: 'max' }),
        (calendar, severity, about, commands) => {
          const world = new World(aDealer({ calendar }).calendar, severity, about);
          const model = new Model();
          fc.modelRun(() => ({ model, real: world }), commands);
          expect(world.known.state).toBe(model.state);
          expect(world.known.words).toHaveLength(model.words.length);
          for (const state of world.been) seen.add(state);
          for (const key of ['closed', 'forced', 'escalated', 'refused'] as const)
            all[key] += world.counts[key];
        },
      ),
      { seed: 20260302, numRuns: 150 },
    );
    expect(complaintStates.filter((state) => !seen.has(state))).toEqual([]);
    for (const times of Object.values(all)) expect(times).toBeGreaterThan(0);
  });
});
