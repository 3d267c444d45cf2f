import * as v from 'valibot';
import { expect, test } from 'vitest';
import { useCloud } from './a-cloud.ts';
import { freshPhone, visitInChengdu, type VisitChanges } from './a-visit.ts';

const home = useCloud();

/** What customers of a kind agreed to at the desk, and what they do. */
interface Kind {
  readonly count: number;
  readonly changes?: VisitChanges;
  /** What they answer by text. */
  readonly reply?: string;
  /** What comes of a call to them. */
  readonly call?: Readonly<Record<string, unknown>>;
}

const reached = { outcome: 'reached', words: '都挺好，谢谢关心' };
const inTheAfternoon = (from: string, until: string) => ({
  from: `2026-03-02T${from}:00+08:00`,
  until: `2026-03-02T${until}:00+08:00`,
});
const kinds: Readonly<Record<string, Kind>> = {
  content: { count: 12, reply: '5' },
  'so-so': { count: 2, reply: '3，等得有点久' },
  unhappy: { count: 2, reply: '1 空调还是不凉' },
  silent: { count: 6, call: reached },
  'refuses to talk': { count: 1, call: { outcome: 'refused' } },
  'has another number': { count: 1, call: { outcome: 'wrong-number' } },
  'does not pick up': { count: 1, call: { outcome: 'no-answer' } },
  books: {
    count: 2,
    call: { ...reached, booking: { from: '2026-03-06T09:00:00+08:00', work: ['air-conditioning'] } },
  },
  'agreed to a call': {
    count: 4,
    changes: { contact: { method: 'call', time: inTheAfternoon('14:00', '16:00') } },
    call: reached,
  },
  'agreed to a text': {
    count: 2,
    changes: { contact: { method: 'text', time: inTheAfternoon('15:00', '17:00') } },
    reply: '4',
  },
  'wants no contact': { count: 2, changes: { contact: { method: 'none' } } },
  'gave no consent': { count: 2, changes: { contact: { consent: { service: false } } } },
  'was voided': { count: 1 },
  'was told late': {
    count: 1,
    changes: {
      repairOrder: { openedAt: '2026-02-20T08:40:00+08:00', deliveredAt: '2026-02-20T17:20:00+08:00' },
    },
  },
  'is still in the workshop': {
    count: 1,
    changes: { repairOrder: { status: 'open', deliveredAt: undefined } },
  },
};

const advisors = ['A01', 'A02', 'A03'];
const customers = Object.entries(kinds)
  .flatMap(([kind, { count, ...facts }]) => Array.from({ length: count }, () => ({ kind, ...facts })))
  .map((customer, n) => {
    const phone = freshPhone('CN');
    const serial = String(n).padStart(2, '0');
    const changes: VisitChanges = {
      ...customer.changes,
      vehicle: { vin: `LSVAA4182E21234${serial}`, plate: `川A123${serial}` },
      advisor: { id: advisors[n % 3], name: '王磊' },
    };
    return { ...customer, phone, visit: visitInChengdu('2026-03-01', phone, changes) };
  });

const callers = ['wang-lei', 'zhou-tao', 'li-na', 'liu-yang', 'zhao-min'];
const batch = v.object({
  answers: v.array(v.object({ visit: v.object({ visitId: v.string(), customerId: v.string() }) })),
});
const worklist = v.object({
  items: v.array(v.object({ id: v.string(), kind: v.string(), customer: v.object({ id: v.string() }) })),
});
const form = v.object({ visit: v.optional(v.object({ id: v.string() })) });
const counted = v.object({ count: v.number(), visitIds: v.array(v.string()) });
const census = v.object({
  delivered: counted,
  asked: counted,
  notAsked: counted,
  reasons: v.record(v.string(), counted),
  outcomes: v.record(v.string(), counted),
  firstContact: v.record(v.string(), counted),
  agreements: v.record(v.string(), counted),
});

let visits: { visitId: string; customerId: string; kind: string }[] = [];

async function callsOf(staffId: string) {
  const { items } = v.parse(worklist, (await home.play.as(staffId, 'GET', '/v1/worklist')).body);
  return items.filter(({ kind }) => kind === 'callback');
}

/** Everybody looks at each call on their list and makes it; answers how many each made. */
async function makeCalls(): Promise<number[]> {
  const made: number[] = [];
  for (const caller of callers) {
    const calls = await callsOf(caller);
    for (const { id, customer } of calls) {
      const shown = await home.play.as(caller, 'GET', `/v1/callbacks/${id}`);
      expect(shown.status).toBe(200);
      v.parse(form, shown.body);
      const kind = visits.find(({ customerId }) => customerId === customer.id)?.kind ?? '';
      const report = kinds[kind]?.call ?? reached;
      expect(await home.play.as(caller, 'POST', `/v1/callbacks/${id}/attempts`, report)).toMatchObject({
        status: 201,
      });
    }
    made.push(calls.length);
  }
  return made;
}

async function replyFrom(chosen: readonly string[]): Promise<void> {
  for (const { kind, phone, reply } of customers) {
    if (reply && chosen.includes(kind)) await home.play.reply(phone, reply);
  }
}

async function censusOf(month: string) {
  const answer = await home.play.as('huang-wei', 'GET', `/v1/dealers/cd-south/census?month=${month}`);
  return v.parse(census, answer.body);
}

const idsOf = (...chosen: string[]) =>
  visits
    .filter(({ kind }) => chosen.includes(kind))
    .map(({ visitId }) => visitId)
    .sort();

test('forty visits of all kinds come in, one is voided, and an advisor is on leave', async () => {
  const { play } = home;
  expect(customers).toHaveLength(40);
  const answer = await play.postVisit('cd-south', { visits: customers.map(({ visit }) => visit) });
  const { answers } = v.parse(batch, answer.body);
  visits = answers.map(({ visit }, n) => ({ ...visit, kind: customers[n]?.kind ?? '' }));
  expect(new Set(visits.map(({ customerId }) => customerId)).size).toBe(40);
  const voided = customers.find(({ kind }) => kind === 'was voided')?.visit;
  if (!voided) throw new Error('nobody has a voided visit');
  await play.postVisit('cd-south', { ...voided, repairOrder: { ...voided.repairOrder, status: 'void' } });
  const leave = { absences: [{ from: '2026-03-02', until: '2026-03-04', kind: 'leave' }] };
  expect((await play.as('huang-wei', 'PUT', '/v1/staff/chen-jing/absences', leave)).status).toBe(200);
});

test('R11, R12, R17, R79: customers are asked as agreed or by text, and called when silent, by whoever is there', async () => {
  const { play } = home;
  await play.turnTo('2026-03-02T10:10:00+08:00');
  await replyFrom(['content', 'so-so', 'unhappy']);
  await play.turnTo('2026-03-02T14:10:00+08:00');
  expect(await callsOf('chen-jing')).toEqual([]);
  const monday = await makeCalls();
  // The four who agreed to it, and the two who wrote more than a score.
  expect(monday.reduce((sum, each) => sum + each, 0)).toBe(6);
  await play.turnTo('2026-03-02T15:10:00+08:00');
  await replyFrom(['agreed to a text']);

  await play.turnTo('2026-03-03T11:10:00+08:00');
  expect(await callsOf('chen-jing')).toEqual([]);
  const tuesday = await makeCalls();
  expect(tuesday.reduce((sum, each) => sum + each, 0)).toBe(11);
  expect(Math.max(...monday, ...tuesday)).toBeLessThanOrEqual(12);
  expect(tuesday.filter((made) => made > 0).length).toBeGreaterThanOrEqual(3);
});

test('R21, R30, R36: every visit was contacted in time or has its one reason, and the census adds up', async () => {
  const march = await censusOf('2026-03');
  const told = visits.filter(({ kind }) => !['was told late', 'is still in the workshop'].includes(kind));
  expect(march.delivered.visitIds.toSorted()).toEqual(told.map(({ visitId }) => visitId).sort());
  expect([...march.asked.visitIds, ...march.notAsked.visitIds].sort()).toEqual(
    march.delivered.visitIds.toSorted(),
  );
  const reasons = Object.entries(march.reasons).map(([reason, { visitIds }]) => [
    reason,
    visitIds.toSorted(),
  ]);
  expect(Object.fromEntries(reasons)).toEqual({
    'declined-contact': idsOf('wants no contact'),
    'no-consent': idsOf('gave no consent'),
    void: idsOf('was voided'),
  });
  const outcomes = Object.entries(march.outcomes).map(([outcome, { visitIds }]) => [
    outcome,
    visitIds.toSorted(),
  ]);
  expect(Object.fromEntries(outcomes)).toEqual({
    answered: idsOf('content', 'so-so', 'unhappy', 'agreed to a text'),
    reached: idsOf('silent', 'books', 'agreed to a call'),
    refused: idsOf('refuses to talk'),
    silent: idsOf('does not pick up'),
    'wrong-number': idsOf('has another number'),
  });
  expect(march.firstContact['in-three-days']?.count).toBe(march.asked.count);
  expect(march.agreements['kept']?.visitIds.toSorted()).toEqual(
    idsOf('agreed to a call', 'agreed to a text'),
  );
  expect(march.agreements['not-kept']?.count).toBe(0);

  const february = await censusOf('2026-02');
  expect(february.reasons).toMatchObject({ 'received-late': { visitIds: idsOf('was told late') } });
  expect(await home.play.deadLetters()).toEqual([]);
});

test('R28: bookings reach the DMS as events', async () => {
  const requested = (await home.play.events()).filter(({ name }) => name === 'appointment.requested');
  expect(requested.map(({ facts }) => facts['visitId']).sort()).toEqual(idsOf('books'));
});
