import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askAgainAt, firstLevel, levelClock, mayClimb, topLevel } from '../../../shared/complaints/clock.ts';
import { type Complaint, escalate } from '../../../shared/complaints/complaint.ts';
import { isWorking } from '../../../shared/dealers/working-hours.ts';
import { later } from '../../../shared/platform/time.ts';
import { roles } from '../../../shared/staff/person.ts';
import { calendars } from '../../builders/calendars.ts';
import { aComplaint } from '../../builders/complaint.ts';
import { aCalendar, aDealer } from '../../builders/dealer.ts';
import { aPerson, aRoster } from '../../builders/person.ts';
import { monday, shanghai } from '../../builders/times.ts';
import { workingMinutesBetween } from '../dealers/working-minutes.ts';

const ordinary = { customer: 'customer_1', severity: 'ordinary' } as const;
const major = { customer: 'customer_1', severity: 'major' } as const;

describe('R49 R50: the clock of a level', () => {
  it('each level has its person: agent, lead of customer care, service director, general manager', () => {
    const assignees = [0, 1, 2, 3].map(
      (level) => levelClock(aDealer(), aRoster(), { ...ordinary, level }, monday).assigneeId,
    );
    expect(assignees).toEqual(['li-na', 'zhao-min', 'huang-wei', 'gao-jun']);
  });

  it('runs in working time: a day for an ordinary complaint, two hours for a major one', () => {
    const friday = shanghai('2026-03-06T16:00');
    expect(levelClock(aDealer(), aRoster(), { ...ordinary, level: 0 }, friday).dueAt).toBe(
      shanghai('2026-03-09T16:00'),
    );
    expect(levelClock(aDealer(), aRoster(), { ...major, level: 1 }, friday).dueAt).toBe(
      shanghai('2026-03-09T10:00'),
    );
  });

  it('stands still on a holiday', () => {
    const festival = aDealer({ calendar: aCalendar({ closedDates: ['2026-03-09', '2026-03-10'] }) });
    expect(levelClock(festival, aRoster(), { ...major, level: 0 }, shanghai('2026-03-06T16:00')).dueAt).toBe(
      shanghai('2026-03-11T10:00'),
    );
  });

  it('the times are settings of the dealer', () => {
    const swift = aDealer({ settings: { escalateAfterMinutes: { ordinary: 60, major: 15 } } });
    expect(levelClock(swift, aRoster(), { ...ordinary, level: 0 }, monday).dueAt).toBe(
      shanghai('2026-03-02T10:00'),
    );
    expect(levelClock(swift, aRoster(), { ...major, level: 0 }, monday).dueAt).toBe(
      shanghai('2026-03-02T09:15'),
    );
  });

  it('R52: a major complaint begins with the superior', () => {
    expect([firstLevel('ordinary'), firstLevel('major')]).toEqual([0, 1]);
  });

  it('where nobody holds the role of a level, the next one above is asked', () => {
    const roster = aRoster('agent', 'customer-care-lead');
    expect(levelClock(aDealer(), roster, { ...ordinary, level: 0 }, monday)).toMatchObject({
      level: 2,
      assigneeId: 'huang-wei',
    });
  });

  it('where nobody is left above, the clock of the top runs all the same', () => {
    const clock = levelClock(aDealer(), aRoster('general-manager'), { ...ordinary, level: 3 }, monday);
    expect(clock).toEqual({ level: topLevel, dueAt: shanghai('2026-03-03T09:00') });
  });

  it('beyond the top it begins at the top again', () => {
    expect(levelClock(aDealer(), aRoster(), { ...ordinary, level: 9 }, monday)).toMatchObject({
      level: topLevel,
      assigneeId: 'gao-jun',
    });
  });

  it('R54 R87: never an advisor or the workshop, whoever is there', () => {
    const people = fc.array(
      fc.record({
        role: fc.constantFrom(...roles),
        id: fc.integer({ min: 10, max: 99 }).map((n) => `p-${n}`),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(people, fc.integer({ min: 0, max: 3 }), (team, level) => {
        const roster = team.map(({ id, role }) => aPerson({ id: `${id}-${role}`, role }));
        const { assigneeId } = levelClock(aDealer(), roster, { ...ordinary, level }, monday);
        const chosen = roster.find((person) => person.id === assigneeId);
        expect(chosen?.role).not.toBe('advisor');
        expect(chosen?.role).not.toBe('workshop-manager');
      }),
      { seed: 20260302, numRuns: 200 },
    );
  });

  it('whether it is solved is asked again after two days, or what the dealer says', () => {
    expect(askAgainAt(aDealer(), monday)).toBe(shanghai('2026-03-04T09:00'));
    const patient = aDealer({ settings: { askSolvedAgainAfterHours: 72 } });
    expect(askAgainAt(patient, monday)).toBe(shanghai('2026-03-05T09:00'));
  });

  it('nobody reacting, a complaint climbs to the top, only in working time and with its working time at each level', () => {
    const cases = fc.record({
      calendar: calendars,
      opened: fc.integer({ min: 0, max: 20 * 24 * 60 }),
      severity: fc.constantFrom('ordinary' as const, 'major' as const),
    });
    fc.assert(
      fc.property(cases, ({ calendar, opened, severity }) => {
        const dealer = aDealer({ calendar });
        const clockAt = (level: number, from: typeof monday) =>
          levelClock(dealer, aRoster(), { customer: 'customer_1', severity, level }, from);
        let since = later(monday, { minutes: opened });
        let known: Complaint = aComplaint({ severity, ...clockAt(firstLevel(severity), since) });
        const levels = [known.level];
        while (levels.at(-1) !== topLevel) {
          const now = known.dueAt ?? since;
          expect(escalate(known, clockAt(known.level + 1, now), later(now, { minutes: -1 }))).toBeUndefined();
          const climbed = escalate(known, clockAt(known.level + 1, now), now);
          expect(isWorking(dealer.calendar, now)).toBe(true);
          const minutes = dealer.settings.escalateAfterMinutes[severity];
          expect(workingMinutesBetween(dealer.calendar, since, now)).toBeCloseTo(minutes, 6);
          if (!climbed) throw new Error('it did not climb');
          known = climbed.state;
          levels.push(known.level);
          since = now;
        }
        expect(levels).toEqual(severity === 'major' ? [1, 2, 3] : [0, 1, 2, 3]);
      }),
      { seed: 20260302, numRuns: 60 },
    );
  });

  it('it climbs in working time too where the sweep comes half an hour late', () => {
    const opened = shanghai('2026-03-02T16:45');
    const clock = levelClock(aDealer(), aRoster(), { ...ordinary, level: 0 }, opened);
    expect(clock.dueAt).toBe(shanghai('2026-03-03T16:45'));
    const sweeps = ['2026-03-03T17:00', '2026-03-04T00:00', '2026-03-04T08:59', '2026-03-04T09:00'].map(
      shanghai,
    );
    expect(sweeps.map((now) => mayClimb(aDealer(), now))).toEqual([false, false, false, true]);
  });
});
