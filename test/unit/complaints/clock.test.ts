import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { climb, resumeWhenDue } from '../../../shared/complaints/climb.ts';
import {
  actBy,
  askAgainAt,
  contactClock,
  mayClimb,
  nextDue,
  paused,
  resumed,
  settleClock,
  startClock,
} from '../../../shared/complaints/clock.ts';
import { type Complaint, ComplaintSchema } from '../../../shared/complaints/complaint.ts';
import { topLevel } from '../../../shared/complaints/ladder.ts';
import { openComplaint } from '../../../shared/complaints/received.ts';
import { hear } from '../../../shared/complaints/reply.ts';
import { takeCommand } from '../../../shared/complaints/take-command.ts';
import { isWorking } from '../../../shared/dealers/working-hours.ts';
import { demo } from '../../../infra/groups/demo.ts';
import { instantFrom, later } from '../../../shared/platform/time.ts';
import { calendars } from '../../builders/calendars.ts';
import { committed } from '../../builders/committed.ts';
import { aCommand, aComplaint, aComplaintReply, after, anOrder, at } from '../../builders/complaint.ts';
import { aCalendar, aDealer } from '../../builders/dealer.ts';
import { monday, shanghai } from '../../builders/times.ts';
import { aWordsRef } from '../../builders/words.ts';
import { workingMinutesBetween } from '../dealers/working-minutes.ts';

const demoDealer = (id: string) => aDealer(demo.dealers.find((dealer) => dealer.id === id));
const austin = (wall: string, offset = '-06:00') => instantFrom(`${wall}${offset}`);

describe('R49: the clocks run in working time', () => {
  it('one hour set on Friday 16:30 is up on Monday 9:30', () => {
    const friday = { dealer: aDealer(), now: shanghai('2026-03-06T16:30') };
    expect(startClock('contact', friday, 60).dueAt).toBe(shanghai('2026-03-09T09:30'));
  });

  it('limits are one, three and seven working days by severity, at the time of day of the receipt', () => {
    const friday = { dealer: aDealer(), now: shanghai('2026-03-06T16:00') };
    const limits = (['ordinary', 'complex', 'major'] as const).map(
      (severity) => settleClock(friday, { severity }).dueAt,
    );
    expect(limits).toEqual([
      shanghai('2026-03-09T16:00'),
      shanghai('2026-03-11T16:00'),
      shanghai('2026-03-17T16:00'),
    ]);
  });

  it('what arrives at night counts from the morning', () => {
    const night = { dealer: aDealer(), now: shanghai('2026-03-06T22:00') };
    expect(settleClock(night, { severity: 'ordinary' }).dueAt).toBe(shanghai('2026-03-10T09:00'));
    expect(contactClock(night, 'major').dueAt).toBe(shanghai('2026-03-09T10:00'));
  });

  it('China: the festival stands still, and its make-up days are worked; two shifts a day', () => {
    const chengdu = demoDealer('cd-south');
    // National Day 2026 is closed from 1 to 7 October; Saturday 10 October is worked, as every Saturday here.
    const eve = { dealer: chengdu, now: shanghai('2026-09-30T17:30') };
    expect(startClock('contact', eve, 60).dueAt).toBe(shanghai('2026-10-08T09:00'));
    expect(settleClock(eve, { severity: 'ordinary' }).dueAt).toBe(shanghai('2026-10-08T17:30'));
    // Sunday 20 September 2026 is a make-up day.
    const saturday = { dealer: chengdu, now: shanghai('2026-09-19T17:30') };
    expect(startClock('contact', saturday, 60).dueAt).toBe(shanghai('2026-09-20T09:00'));
    const noon = { dealer: chengdu, now: shanghai('2026-03-02T11:30') };
    expect(startClock('contact', noon, 60).dueAt).toBe(shanghai('2026-03-02T14:00'));
  });

  it('United States: a public holiday stands still, and the clocks go on over the change of the hour', () => {
    const dealer = demoDealer('austin-north');
    // Thanksgiving 2026 is Thursday 26 November.
    const wednesday = { dealer, now: austin('2026-11-25T16:30') };
    expect(startClock('contact', wednesday, 60).dueAt >= austin('2026-11-27T08:00')).toBe(true);
    // Clocks go forward on Sunday 8 March 2026; the store works on Saturday until 13:00.
    const saturday = { dealer, now: austin('2026-03-07T12:30') };
    expect(startClock('contact', saturday, 60).dueAt).toBe(austin('2026-03-09T08:30', '-05:00'));
    expect(settleClock(saturday, { severity: 'ordinary' }).dueAt).toBe(austin('2026-03-09T12:30', '-05:00'));
  });

  it('all of them are settings of the dealer', () => {
    const dealer = aDealer({
      settings: {
        contactWithinMinutes: { ordinary: 30, complex: 20, major: 10 },
        settleWithinDays: { ordinary: 2, complex: 4, major: 5 },
      },
    });
    const from = { dealer, now: monday };
    expect(contactClock(from, 'complex').dueAt).toBe(shanghai('2026-03-02T09:20'));
    expect(settleClock(from, { severity: 'ordinary' }).dueAt).toBe(shanghai('2026-03-04T09:00'));
  });

  it('whether it is solved is asked again after two days, or what the dealer says', () => {
    expect(askAgainAt(aDealer(), monday)).toBe(shanghai('2026-03-04T09:00'));
    const patient = aDealer({ settings: { askSolvedAgainAfterHours: 72 } });
    expect(askAgainAt(patient, monday)).toBe(shanghai('2026-03-05T09:00'));
  });

  it('stood still and gone on, a clock has its working minutes in whatever calendar', () => {
    fc.assert(
      fc.property(calendars, fc.nat(20_000), fc.nat(2000), fc.nat(5000), (calendar, begins, after, rest) => {
        const dealer = aDealer({ calendar });
        const now = later(monday, { minutes: begins });
        const clock = startClock('settle', { dealer, now }, 600);
        const stopsAt = later(now, { minutes: after });
        if (stopsAt > clock.dueAt) return;
        const stopped = paused(clock, dealer, stopsAt);
        expect(stopped.climbsAt).toBeUndefined();
        const goesOnAt = later(stopsAt, { minutes: rest });
        const { climbsAt = now } = resumed(stopped, dealer, goesOnAt);
        const used = workingMinutesBetween(dealer.calendar, now, stopsAt);
        expect(used + workingMinutesBetween(dealer.calendar, goesOnAt, climbsAt)).toBeCloseTo(600, 4);
        expect(isWorking(dealer.calendar, climbsAt)).toBe(true);
      }),
      { seed: 20260302, numRuns: 200 },
    );
  });
});

describe('R50: a complaint climbs', () => {
  it('nothing climbs before a time is up', () => {
    expect(climb(aComplaint(), 'complaint_1', at(shanghai('2026-03-02T12:59')))).toBeUndefined();
  });

  it('with what the next level must decide', () => {
    const { state, events } = committed(
      climb(aComplaint(), 'complaint_1', at(shanghai('2026-03-02T13:00'))),
      ComplaintSchema,
    );
    expect(events.map(({ facts }) => facts)).toEqual([
      {
        level: 1,
        assigneeId: 'zhao-min',
        dueAt: shanghai('2026-03-03T13:00'),
        clock: 'contact',
        decide: 'contact-or-hand-on',
      },
    ]);
    expect(state).toMatchObject({ level: 1, assigneeId: 'zhao-min' });
  });

  it('nobody reacting, every breach is told once to each level up to the top, only in working time', () => {
    const cases = fc.record({
      calendar: calendars,
      opened: fc.integer({ min: 0, max: 20 * 24 * 60 }),
      severity: fc.constantFrom('ordinary' as const, 'complex' as const, 'major' as const),
      late: fc.integer({ min: 0, max: 90 }),
    });
    fc.assert(
      fc.property(cases, ({ calendar, opened, severity, late }) => {
        const dealer = aDealer({ calendar });
        let now = later(monday, { minutes: opened });
        const { dealerId, customerId, handsetId, locale } = aComplaint();
        const facts = { dealerId, customerId, handsetId, locale, source: 'staff', severity, about: [] };
        const opening = openComplaint(
          undefined,
          'complaint_1',
          facts,
          [aWordsRef()],
          at(now, { dealer }),
          [],
        );
        let known = opening?.state ?? aComplaint();
        const told: string[] = [];
        for (let due = nextDue(known); due; due = nextDue(known)) {
          expect(isWorking(dealer.calendar, due)).toBe(true);
          now = later(due, { minutes: mayClimb(dealer, later(due, { minutes: late })) ? late : 0 });
          const change = climb(known, 'complaint_1', at(now, { dealer }));
          for (const event of change?.events ?? []) {
            if (event.name !== 'complaint.escalated') throw new Error(event.name);
            told.push(`${event.facts.clock ?? ''} ${event.facts.taskId ?? ''} ${event.facts.level}`);
          }
          expect(change).toBeDefined();
          known = change?.state ?? aComplaint({ state: 'closed' });
        }
        expect(new Set(told).size).toBe(told.length);
        const clocks = [
          'contact ',
          'settle ',
          ...(severity === 'major' ? ['task 1', 'task 2', 'task 3', 'task 4'] : []),
        ];
        for (const clock of clocks) expect(told).toContain(`${clock} ${topLevel}`);
        expect(known).toMatchObject({ level: topLevel, late: true });
      }),
      { seed: 20260302, numRuns: 60 },
    );
  });

  it('it climbs in working time too where the sweep comes half an hour late', () => {
    const sweeps = ['2026-03-03T17:00', '2026-03-04T00:00', '2026-03-04T08:59', '2026-03-04T09:00'].map(
      shanghai,
    );
    expect(sweeps.map((now) => mayClimb(aDealer(), now))).toEqual([false, false, false, true]);
  });

  it('on a holiday nothing is up', () => {
    const dealer = aDealer({ calendar: aCalendar({ closedDates: ['2026-03-03', '2026-03-04'] }) });
    expect(settleClock({ dealer, now: monday }, { severity: 'ordinary' }).dueAt).toBe(
      shanghai('2026-03-05T09:00'),
    );
  });
});

describe('waiting for the customer', () => {
  const waiting = after(aComplaint(), [['li-na', 'wait']]);

  it('needs a moment at which it ends, and nothing climbs until then', () => {
    expect(nextDue(waiting)).toBe(shanghai('2026-03-04T10:00'));
    expect(climb(waiting, 'complaint_1', at(shanghai('2026-03-04T09:59')))).toBeUndefined();
    const past = aCommand('wait', { until: '2026-03-02T09:59:00+08:00' });
    expect(() => takeCommand(aComplaint(), past, anOrder('li-na', past))).toThrow(
      expect.objectContaining({ status: 400 }),
    );
  });

  it('ends by itself, and the clocks go on with what was left', () => {
    const { state, names } = committed(
      resumeWhenDue(waiting, at(shanghai('2026-03-04T10:00'))),
      ComplaintSchema,
    );
    expect(names).toEqual(['complaint.resumed']);
    expect(state.clocks.map(({ name, climbsAt }) => [name, climbsAt])).toEqual([
      ['contact', shanghai('2026-03-04T13:00')],
      ['settle', shanghai('2026-03-05T09:00')],
    ]);
  });

  it('ends when the customer writes', () => {
    const heard = committed(hear(waiting, 'complaint_1', aComplaintReply(), at()), ComplaintSchema);
    expect(heard.names).toEqual(['complaint.words-added', 'complaint.resumed']);
    expect(actBy(heard.state)).toBe(shanghai('2026-03-02T13:00'));
  });
});

describe('more time', () => {
  const asked = after(aComplaint(), [['li-na', 'request-extension']]);
  const decide = (by: string, granted: boolean): Complaint =>
    after(asked, [[by, 'decide-extension', { granted }]]);

  it('is decided by the next level, in whose worklist it is', () => {
    expect(asked.tasks).toMatchObject([{ kind: 'decide-extension', ownerId: 'zhao-min', level: 1 }]);
    const limit = (known: Complaint) => known.clocks.find(({ name }) => name === 'settle')?.dueAt;
    expect(limit(decide('zhao-min', true))).toBe(shanghai('2026-03-06T10:00'));
    expect(limit(decide('zhao-min', false))).toBe(shanghai('2026-03-03T09:00'));
    expect(nextDue(decide('gao-jun', false))).toBe(nextDue(aComplaint()));
  });

  it('is not granted by whoever asked, nor below', () => {
    const byLead = after(aComplaint(), [['zhao-min', 'request-extension']]);
    expect(() => after(byLead, [['zhao-min', 'decide-extension']])).toThrow(
      expect.objectContaining({ status: 403, type: 'own-request' }),
    );
  });

  it('a missed limit stays missed', () => {
    const missed =
      climb(aComplaint(), 'complaint_1', at(shanghai('2026-03-03T09:00')))?.state ?? aComplaint();
    const granted = after(
      missed,
      [
        ['li-na', 'request-extension'],
        ['zhao-min', 'decide-extension'],
      ],
      at(shanghai('2026-03-03T10:00')),
    );
    expect(granted.late).toBe(true);
  });
});
