import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { ComplaintSchema } from '../../../shared/complaints/complaint.ts';
import { countComplaints } from '../../../shared/complaints/count.ts';
import { read } from '../../../shared/complaints/read.ts';
import { takeCommand } from '../../../shared/complaints/take-command.ts';
import { CategoryTreeSchema } from '../../../shared/dealers/complaint-categories.ts';
import { seededCategories } from '../../../shared/dealers/seeded-categories.ts';
import { complete, type NewEvent } from '../../../shared/events/aggregate.ts';
import { type DomainEvent, EventSchema } from '../../../shared/events/catalogue.ts';
import { type Instant, later } from '../../../shared/platform/time.ts';
import { aCommand, aComplaint, after, anOrder, at } from '../../builders/complaint.ts';
import { committed } from '../../builders/committed.ts';
import { aDealer } from '../../builders/dealer.ts';
import { aRoster } from '../../builders/person.ts';
import { monday } from '../../builders/times.ts';
import { aWordsRef } from '../../builders/words.ts';

describe('R83: who is concerned reads the words at once', () => {
  const confirmed = after(aComplaint(), [['li-na', 'confirm', { about: ['wang-lei'], category: 'charges' }]]);

  it('the person complained of finds them in the worklist until they have read them, and nobody is told if not', () => {
    const [task] = confirmed.tasks;
    expect(task).toMatchObject({ kind: 'read-it', ownerId: 'wang-lei' });
    const clock = confirmed.clocks.find(({ taskId }) => taskId === task?.id);
    expect(clock).toMatchObject({ name: 'task' });
    expect(clock?.climbsAt).toBeUndefined();
    const change = read(confirmed, 'complaint_1', 'wang-lei', monday);
    const { state } = committed(change, ComplaintSchema);
    expect(state.tasks[0]?.doneBy).toBe('wang-lei');
    expect(change?.attached).toMatchObject([{ sk: 'TASK#1', content: { task: '1' } }]);
  });

  it('so does the head of the department in which the cause lies, once', () => {
    const workshop = { department: 'workshop', system: 'brakes' };
    const analysed = after(confirmed, [
      ['li-na', 'analyse', workshop],
      ['li-na', 'analyse', workshop],
    ]);
    expect(analysed.tasks.map(({ kind, ownerId }) => `${kind} ${ownerId}`)).toEqual([
      'read-it wang-lei',
      'read-it sun-qiang',
    ]);
  });

  it('a reading right before does not hide what came after it', () => {
    const seen = read(confirmed, 'complaint_1', 'sun-qiang', monday)?.state;
    const analysed = after(seen ?? confirmed, [['li-na', 'analyse', { department: 'workshop' }]]);
    const again = read(analysed, 'complaint_1', 'sun-qiang', later(monday, { minutes: 1 }));
    expect(again?.state.tasks.at(-1)?.doneBy).toBe('sun-qiang');
  });
});

describe('R41: the tree of categories', () => {
  it('is the dealer’s: a complaint is filed under one of it', () => {
    const command = aCommand('confirm', { category: 'noise' });
    expect(() => takeCommand(aComplaint(), command, anOrder('li-na', command))).toThrow('not valid');
    const complaintCategories = [{ id: 'noise', names: { 'zh-CN': '异响', 'en-US': 'Noise' } }];
    const dealer = aDealer({ settings: { complaintCategories } });
    const own = takeCommand(aComplaint(), command, anOrder('li-na', command, at(undefined, { dealer })));
    expect(own?.state.category).toBe('noise');
  });

  it.each([
    ['is seeded', seededCategories, true],
    ['branches', [...seededCategories, { id: 'labour', under: 'charges', names: {} }], true],
    ['names each once', [...seededCategories, { id: 'charges', names: {} }], false],
    ['hangs from nothing', [{ id: 'labour', under: 'charges', names: {} }], false],
    ['hangs from itself', [{ id: 'labour', under: 'labour', names: {} }], false],
  ])('%s', (_, tree, isValid) => {
    expect(v.safeParse(CategoryTreeSchema, tree).success).toBe(isValid);
  });
});

interface Story {
  readonly opened?: Instant;
  readonly category?: string;
  readonly department?: 'workshop' | 'finance';
  readonly about?: readonly string[];
  readonly end?: 'complaint.closed' | 'complaint.force-closed';
}

/** The events of a complaint. */
function told(id: string, { opened = monday, category, department, about = [], end }: Story): DomainEvent[] {
  const charge = { level: 0, assigneeId: 'li-na' };
  const filed = { dealerId: 'cd-south', customerId: 'customer_1' };
  const words = aWordsRef();
  const facts: NewEvent[] = [
    {
      name: 'complaint.opened',
      ...filed,
      facts: { number: 'C-1', source: 'page', severity: 'ordinary', words, ...charge },
    },
    {
      name: 'complaint.confirmed',
      ...filed,
      facts: { severity: 'ordinary', about: [...about], category, ...charge },
    },
    {
      name: 'complaint.analysed',
      ...filed,
      facts: { causes: [], fault: 'full', findings: words, department },
    },
    ...(end === 'complaint.force-closed'
      ? [{ name: end, ...filed, facts: { reasons: [words, words], approverIds: ['a', 'b'] } }]
      : []),
  ];
  const occasion = {
    cause: { kind: 'request', id: 'r' },
    actor: { kind: 'system' },
    happenedAt: opened,
    now: opened,
  } as const;
  return facts.map((event, index) => v.parse(EventSchema, complete(event, id, index + 1, occasion)));
}

const count = (events: readonly DomainEvent[], upTo = later(monday, { days: 29 })) =>
  countComplaints(events, { month: '2026-03', dealer: aDealer(), roster: aRoster(), upTo });

describe('R83, R86: complaints counted', () => {
  const day = (n: number) => later(monday, { days: n });
  const events = [
    ...told('complaint_1', { category: 'repair-skill', department: 'workshop', about: ['wang-lei'] }),
    ...told('complaint_2', {
      opened: day(2),
      category: 'repair-skill',
      department: 'workshop',
      end: 'complaint.force-closed',
    }),
    ...told('complaint_3', { opened: day(4), category: 'repair-skill', department: 'workshop' }),
    ...told('complaint_4', { opened: day(5), category: 'charges', department: 'finance' }),
    ...told('complaint_5', { opened: day(-3), category: 'charges', department: 'finance' }),
    ...told('complaint_6', { opened: day(6) }),
  ];

  it('by category, department and person, each number with its complaints', () => {
    const counts = count(events);
    expect(counts.received.complaintIds).toEqual([
      'complaint_1',
      'complaint_2',
      'complaint_3',
      'complaint_4',
      'complaint_6',
    ]);
    expect(counts.categories).toMatchObject({
      'repair-skill': { count: 3 },
      charges: { complaintIds: ['complaint_4'] },
      unconfirmed: { complaintIds: ['complaint_6'] },
    });
    expect(counts.departments).toMatchObject({ workshop: { count: 3 }, finance: { count: 1 } });
    expect(counts.staff).toEqual({ 'wang-lei': { count: 1, complaintIds: ['complaint_1'] } });
    expect(counts.outcomes).toMatchObject({
      closed: { count: 0 },
      'force-closed': { count: 1 },
      unfinished: { count: 4 },
    });
  });

  it('what came back three times within thirty days is a point to improve, with an owner', () => {
    expect(count(events).improve).toEqual([
      {
        category: 'repair-skill',
        department: 'workshop',
        ownerId: 'sun-qiang',
        count: 3,
        complaintIds: ['complaint_1', 'complaint_2', 'complaint_3'],
      },
    ]);
    const late = told('complaint_7', { opened: day(60), category: 'repair-skill', department: 'workshop' });
    expect(count([...events, ...late], day(61)).improve).toEqual([]);
  });

  it('nobody who is complained of answers for the point', () => {
    const about = ['sun-qiang'];
    const three = [1, 2, 3].flatMap((n) =>
      told(`complaint_${n}`, { category: 'parts', department: 'workshop', about }),
    );
    expect(count(three).improve).toMatchObject([{ ownerId: 'huang-wei' }]);
  });

  it('whatever the order of the events', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (shuffled) => {
        expect(count(shuffled)).toEqual(count(events));
      }),
      { seed: 83, numRuns: 50 },
    );
  });
});
