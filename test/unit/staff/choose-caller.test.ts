import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Call, chooseCaller, type Crew, whoCouldCall } from '../../../shared/staff/choose-caller.ts';
import { type Person, roles } from '../../../shared/staff/person.ts';
import { aPerson, aRoster } from '../../builders/person.ts';
import { day } from '../../builders/times.ts';

const limits = { best: 10, ceiling: 12 };
const tuesday = day('2026-03-03');
const call = (overrides: Partial<Call> = {}): Call => ({
  by: 'receiving-advisor',
  advisorId: 'A01',
  customer: 'customer_1',
  on: tuesday,
  never: [],
  ...overrides,
});
const crew = (overrides: Partial<Crew> = {}): Crew => ({
  roster: aRoster(),
  teams: [],
  callsPerDay: limits,
  ...overrides,
});
const idle = () => 0;
const loads = (known: Readonly<Record<string, number>>) => (id: string) => known[id] ?? 0;
const away = (id: string) => (person: Person) =>
  person.id === id
    ? { ...person, absences: [{ from: tuesday, until: tuesday, kind: 'leave' as const }] }
    : person;

describe('R17: who calls', () => {
  it.each([
    ['by the id of the DMS', 'A01'],
    ['by staff id', 'wang-lei'],
  ])('the advisor who received the visit, named %s', (_, advisorId) => {
    expect(chooseCaller(call({ advisorId }), crew(), idle)).toEqual({
      assigneeId: 'wang-lei',
      rule: 'receiving-advisor',
    });
  });

  it.each([
    ['an advisor who has left', 'A99'],
    ['nobody', ''],
    ['somebody who is no advisor', 'sun-qiang'],
  ])('%s received it: customer service calls', (_, advisorId) => {
    expect(chooseCaller(call({ advisorId }), crew(), idle)).toEqual({
      assigneeId: 'li-na',
      rule: 'customer-service',
    });
  });

  it('an advisor who is away that day is stood in for', () => {
    const roster = aRoster().map(away('wang-lei'));
    expect(chooseCaller(call(), crew({ roster }), idle)).toEqual({
      assigneeId: 'li-na',
      rule: 'customer-service',
    });
    const wednesday = call({ on: day('2026-03-04') });
    expect(chooseCaller(wednesday, crew({ roster }), idle).assigneeId).toBe('wang-lei');
  });

  it('where everybody is away it stands on the list of a general manager, so that it stands on some list', () => {
    const roster = aRoster().reduce((people, { id }) => people.map(away(id)), aRoster());
    const general = roster.find(({ role }) => role === 'general-manager');
    expect(chooseCaller(call(), crew({ roster }), () => 100)).toEqual({
      assigneeId: general?.id,
      rule: 'nobody-present',
    });
  });

  it('where nobody works, nobody is named, and the rule says so', () => {
    expect(chooseCaller(call(), crew({ roster: [] }), idle)).toEqual({ rule: 'nobody' });
  });
});

describe('R80: the team of the advisor comes before customer service', () => {
  const colleagues = ['chen-jing', 'zhou-tao'].map((id) => aPerson({ id, role: 'advisor' }));
  const team = {
    id: 'one',
    name: '一组',
    leadId: 'sun-qiang',
    memberIds: ['wang-lei', 'chen-jing', 'sun-qiang'],
  };
  const staffed = crew({ roster: [...aRoster(), ...colleagues], teams: [team] });

  it('when the advisor has the best number of calls, an advisor of the team takes the next', () => {
    expect(chooseCaller(call(), staffed, loads({ 'wang-lei': 9 })).assigneeId).toBe('wang-lei');
    expect(chooseCaller(call(), staffed, loads({ 'wang-lei': 10 }))).toEqual({
      assigneeId: 'chen-jing',
      rule: 'team',
    });
  });

  it('an advisor of another team, or of none, does not', () => {
    const full = loads({ 'wang-lei': 10, 'chen-jing': 10 });
    expect(chooseCaller(call(), staffed, full)).toEqual({ assigneeId: 'li-na', rule: 'overflow' });
  });
});

describe('R79: the load of a day', () => {
  const ten = { 'wang-lei': 10, 'li-na': 10 };

  it.each<[string, Record<string, number>, string, string]>([
    [
      'nobody passes the best number while customer service has room',
      { 'wang-lei': 10 },
      'li-na',
      'overflow',
    ],
    ['then the advisor goes on up to the ceiling', ten, 'wang-lei', 'receiving-advisor'],
    ['then customer service does', { ...ten, 'wang-lei': 12 }, 'li-na', 'overflow'],
    ['then its heads help out', { 'wang-lei': 12, 'li-na': 12 }, 'zhao-min', 'overflow'],
    [
      'and beyond the ceiling only when all have reached it',
      { 'wang-lei': 13, 'li-na': 12, 'zhao-min': 13, 'huang-wei': 13, 'gao-jun': 13 },
      'li-na',
      'over-ceiling',
    ],
  ])('%s', (_, known, assigneeId, rule) => {
    expect(chooseCaller(call(), crew(), loads(known))).toEqual({ assigneeId, rule });
  });
});

describe('R61: important customers are called by a manager', () => {
  const byManager = call({ by: 'manager', never: ['A01'] });

  it.each([
    [[], 'sun-qiang', 'manager'],
    [['workshop-manager'], 'huang-wei', 'manager'],
    [['workshop-manager', 'service-director'], 'gao-jun', 'manager'],
    [['workshop-manager', 'service-director', 'general-manager'], 'zhao-min', 'customer-service'],
  ] as const)('without %j it is %s', (without, assigneeId, rule) => {
    expect(chooseCaller(byManager, crew({ roster: aRoster(...without) }), idle)).toEqual({
      assigneeId,
      rule,
    });
  });

  it('also where the dealer lets advisors call them: never the one complained of, however named', () => {
    for (const name of ['A01', 'wang-lei']) {
      expect(chooseCaller(call({ never: [name] }), crew(), idle)).toEqual({
        assigneeId: 'li-na',
        rule: 'customer-service',
      });
    }
  });
});

describe('whoever is there, whatever they have to do', () => {
  const people = fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 40 }).map((n) => `person-${n}`),
      role: fc.constantFrom(...roles),
      isAway: fc.boolean(),
      load: fc.integer({ min: 0, max: 14 }),
    }),
    { selector: (person) => person.id, maxLength: 12 },
  );
  const cases = fc
    .record({
      people,
      by: fc.constantFrom('manager', 'receiving-advisor', 'customer-service'),
      advisor: fc.integer({ min: 1, max: 40 }).map((n) => `person-${n}`),
      never: fc.array(
        fc.integer({ min: 1, max: 40 }).map((n) => `person-${n}`),
        { maxLength: 3 },
      ),
      customer: fc.integer({ min: 1, max: 500 }).map((n) => `customer_${n}`),
      teamed: fc.array(
        fc.integer({ min: 1, max: 40 }).map((n) => `person-${n}`),
        { maxLength: 8 },
      ),
    })
    .map(({ people: all, by, advisor, never, customer, teamed }) => {
      const roster = all.map(({ id, role, isAway }) => {
        const person = aPerson({ id, role, dmsId: `dms-${id}` });
        return isAway ? away(id)(person) : person;
      });
      const teams = [{ id: 'one', name: '一组', leadId: 'person-1', memberIds: teamed }];
      return {
        crew: crew({ roster, teams }),
        call: call({ by, advisorId: `dms-${advisor}`, never, customer }),
        loadOf: loads(Object.fromEntries(all.map(({ id, load }) => [id, load]))),
      };
    });
  const runs = { seed: 20260302, numRuns: 1000 };

  it('R79: nobody passes the ceiling while somebody who could call has room', () => {
    fc.assert(
      fc.property(cases, ({ crew: all, call: wanted, loadOf }) => {
        const { assigneeId } = chooseCaller(wanted, all, loadOf);
        const free = whoCouldCall(wanted, all).filter(({ id }) => loadOf(id) < limits.ceiling);
        if (free.length > 0) expect(free.map(({ id }) => id)).toContain(assigneeId);
        else expect(assigneeId === undefined).toBe(whoCouldCall(wanted, all).length === 0);
      }),
      runs,
    );
  });

  it('nobody is chosen whom the customer complained of, or who is away while anybody is there', () => {
    fc.assert(
      fc.property(cases, ({ crew: all, call: wanted, loadOf }) => {
        const { assigneeId, rule } = chooseCaller(wanted, all, loadOf);
        expect(wanted.never).not.toContain(assigneeId);
        const chosen = all.roster.find(({ id }) => id === assigneeId);
        if (rule === 'nobody-present') expect(chosen?.role).toBe('general-manager');
        else expect(chosen?.absences ?? []).toEqual([]);
      }),
      runs,
    );
  });

  it('R54 R87: where customer service is to call, it is never an advisor or the workshop', () => {
    fc.assert(
      fc.property(cases, ({ crew: all, call: wanted, loadOf }) => {
        const { assigneeId } = chooseCaller({ ...wanted, by: 'customer-service' }, all, loadOf);
        const role = all.roster.find(({ id }) => id === assigneeId)?.role;
        expect(['advisor', 'workshop-manager']).not.toContain(role);
      }),
      runs,
    );
  });

  it('the same facts choose the same person, in whatever order the roster stands', () => {
    fc.assert(
      fc.property(cases, fc.integer(), ({ crew: all, call: wanted, loadOf }, n) => {
        const turned = all.roster.map((_, index) => all.roster.at((index + n) % all.roster.length));
        const roster = turned.flatMap((person) => person ?? []);
        expect(chooseCaller(wanted, { ...all, roster }, loadOf)).toEqual(chooseCaller(wanted, all, loadOf));
      }),
      runs,
    );
  });

  it('calls that nobody has precedence for are spread within one of each other', () => {
    const agents = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(agents, fc.integer({ min: 0, max: 60 }), fc.integer(), (size, calls, salt) => {
        const roster = Array.from({ length: size }, (_, n) => aPerson({ id: `agent-${n}` }));
        const taken = new Map<string, number>();
        for (let n = 0; n < calls; n += 1) {
          const wanted = call({ by: 'customer-service', customer: `customer_${salt}_${n}` });
          const { assigneeId = '' } = chooseCaller(wanted, crew({ roster }), (id) => taken.get(id) ?? 0);
          taken.set(assigneeId, (taken.get(assigneeId) ?? 0) + 1);
        }
        const counts = roster.map(({ id }) => taken.get(id) ?? 0);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
      { seed: 20260302, numRuns: 100 },
    );
  });
});
