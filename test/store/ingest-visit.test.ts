import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { registerDealer } from '../../shared/dealers/dealers.ts';
import { historyOf } from '../../shared/events/history.ts';
import { idOf } from '../../shared/platform/ids.ts';
import { later } from '../../shared/platform/time.ts';
import { detailsKey, VisitSchema } from '../../shared/visits/visit.ts';
import { findVisit, findVisitDetails, findVisitRevisions } from '../../shared/visits/visits.ts';
import { aDealer } from '../builders/dealer.ts';
import { shanghai } from '../builders/times.ts';
import { aVisitBody } from '../builders/visit.ts';
import { byCommand, openDealer, post, type Posting } from './a-group.ts';
import { aSecret } from './a-secret.ts';
import { useTable } from './a-table.ts';
import { kill, Killed } from './interrupted-table.ts';
import { refusal } from './refusal.ts';

const store = useTable();
const { secret, reads } = aSecret();
const evening = shanghai('2026-03-02T17:40');
const visitId = idOf('visit', 'cd-south', 'RO-1001', '2026-03-02');

beforeEach(() => openDealer(store.table));

const tell = (body: object | string = aVisitBody(), posting: Partial<Posting> = {}, table = store.table) =>
  post(body, { at: evening, ...posting }, { table, secret });

/** The visit as the DMS tells it later, with another reading of the odometer. */
function revised(updatedAt: string | undefined, odometerKm: number) {
  const body = aVisitBody();
  return {
    ...body,
    repairOrder: { ...body.repairOrder, updatedAt },
    vehicle: { ...body.vehicle, odometerKm },
  };
}

const odometer = async () => (await findVisitDetails(store.table, visitId))?.vehicle.odometerKm;

describe('a visit that is posted', () => {
  it('is recorded once with its details, and the webhook is its cause', async () => {
    const answer = await tell();
    expect(answer).toMatchObject({ visitId, status: 'recorded', orderedBy: 'updatedAt' });
    expect(answer.customerId).toMatch(/^customer_\w{20}$/);
    expect(await historyOf(store.table, visitId)).toMatchObject([
      { name: 'visit.recorded', cause: { kind: 'request', id: 'msg_1' }, happenedAt: evening },
    ]);
    expect(await findVisitDetails(store.table, visitId)).toMatchObject({
      customer: { name: '王小明', phone: '+8613800138000' },
    });
  });

  it('ten times at once is one visit', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => tell()));
    const statuses = answers.map((answer) => answer.status).sort();
    expect(statuses).toEqual(['recorded', ...Array.from({ length: 9 }, () => 'unchanged')]);
    expect(new Set(answers.map((answer) => answer.visitId))).toEqual(new Set([visitId]));
    expect(await historyOf(store.table, visitId)).toHaveLength(1);
    expect(await findVisit(store.table, visitId)).toMatchObject({ version: 1 });
  });

  it('in five revisions at once ends as the newest one says, and each answer says what was done', async () => {
    const minutes = [33, 31, 35, 32, 34];
    const answers = await Promise.all(
      minutes.map((minute) => tell(revised(`2026-03-02T17:${minute}:00+08:00`, 41_200 + minute))),
    );
    expect(await odometer()).toBe(41_235);
    const statuses = answers.map((answer) => answer.status);
    expect(statuses.filter((status) => status === 'recorded')).toHaveLength(1);
    expect(await findVisitRevisions(store.table, visitId)).toHaveLength(
      (await historyOf(store.table, visitId)).length,
    );
  });

  it('again, after its answer was lost, is unchanged', async () => {
    await expect(tell(aVisitBody(), {}, store.interrupted({ afterCommit: kill }))).rejects.toThrow(Killed);
    expect((await tell()).status).toBe('unchanged');
    expect(await historyOf(store.table, visitId)).toHaveLength(1);
  });

  it('and could not be committed is not there', async () => {
    await expect(tell(aVisitBody(), {}, store.interrupted({ beforeCommit: kill }))).rejects.toThrow(Killed);
    expect(await store.table.collection(visitId)).toEqual([]);
    expect((await tell()).status).toBe('recorded');
  });

  it('is corrected by a newer revision and left alone by an older one', async () => {
    await tell(revised('2026-03-02T17:35:00+08:00', 41_230));
    expect((await tell(revised('2026-03-02T17:38:00+08:00', 41_300))).status).toBe('corrected');
    expect((await tell(revised('2026-03-02T17:36:00+08:00', 41_250))).status).toBe('stale');
    expect(await odometer()).toBe(41_300);
  });

  it('names who served it at delivery, whichever revision of it arrives when', async () => {
    const named = (minute: number, id: string, name: string) => ({
      ...revised(`2026-03-02T17:${minute}:00+08:00`, 41_200 + minute),
      advisor: { id, name, team: name },
      technicians: [{ id: `T${minute}`, name }],
    });
    await tell(named(38, 'A02', '李娜'));
    await tell(named(39, 'A03', '赵敏'));
    const late = await tell(named(36, 'A01', '王磊'));
    expect(late).toMatchObject({ status: 'stale', orderedBy: 'updatedAt' });
    expect(late.note).toContain('advisor, team and technicians');
    expect((await tell(named(36, 'A01', '王磊'))).status).toBe('unchanged');
    expect((await tell(named(37, 'A04', '孙强'))).note).not.toContain('advisor');
    expect((await findVisit(store.table, visitId))?.state).toMatchObject({
      advisorId: 'A01',
      team: '王磊',
      technicianIds: ['T36'],
    });
    expect(await findVisitDetails(store.table, visitId)).toMatchObject({
      vehicle: { odometerKm: 41_239 },
      advisor: { id: 'A01', name: '王磊', team: '王磊' },
      technicians: [{ id: 'T36', name: '王磊' }],
    });
  });

  it('in several revisions keeps what was believed with each, and the events say which', async () => {
    for (const [minute, km] of [
      [35, 41_230],
      [38, 41_300],
      [36, 41_250],
      [39, 41_310],
    ] as const)
      await tell(revised(`2026-03-02T17:${minute}:00+08:00`, km));
    const believed = await findVisitRevisions(store.table, visitId);
    expect(believed.map(({ vehicle }) => vehicle.odometerKm)).toEqual([41_230, 41_300, 41_310]);
    const history = await historyOf(store.table, visitId);
    expect(history.map(({ facts }) => facts['revision'])).toEqual([1, 2, 3]);
    expect(await odometer()).toBe(41_310);
  });

  it('and kept by older code is read, and corrected without losing what it said', async () => {
    await tell(revised('2026-03-02T17:35:00+08:00', 41_230));
    const items = await store.table.collection(visitId);
    const [details, state] = ['DETAILS#000001', 'STATE'].map((sk) => items.find((item) => item['sk'] === sk));
    const { revision: _, newestUpdatedAt: __, served: ___, ...old } = v.parse(VisitSchema, state?.['state']);
    await store.table.commit([
      store.table.put({ pk: visitId, sk: 'DETAILS', v: 1, details: details?.['details'] }),
      store.table.put({ ...state, pk: visitId, sk: 'STATE', state: old }),
    ]);
    await store.table.remove(visitId, 'DETAILS#000001');
    expect(await odometer()).toBe(41_230);
    await tell({ ...revised('2026-03-02T17:38:00+08:00', 41_300), advisor: { id: 'A09', name: '李娜' } });
    const believed = await findVisitRevisions(store.table, visitId);
    expect(believed.map(({ vehicle }) => vehicle.odometerKm)).toEqual([41_230, 41_300]);
    expect((await findVisitDetails(store.table, visitId))?.advisor.name).toBe('王磊');
  });

  it('and was taken in when intake was less strict is still read as it was told', async () => {
    const file = path.resolve(import.meta.dirname, '../fixtures/visits/stored-details.v1.json');
    const details: unknown = JSON.parse(readFileSync(file, 'utf8'));
    await store.table.putNew({
      pk: 'visit_old',
      sk: detailsKey(1),
      v: 1,
      details,
      receivedAt: evening,
    });
    expect(await findVisitRevisions(store.table, 'visit_old')).toEqual([details]);
    await expect(tell(v.parse(v.looseObject({}), details))).rejects.toMatchObject({ status: 400 });
  });

  it('with the updatedAt of another one says in words which of them counts and how to set it right', async () => {
    const at = '2026-03-02T18:00:00+08:00';
    const first = await tell(revised(at, 100));
    const second = await tell(revised(at, 200), { id: 'msg_2' });
    const third = await tell(revised(at, 300), { id: 'msg_3' });
    expect(first.note).toBeUndefined();
    for (const { status, orderedBy, note } of [second, third]) {
      expect(orderedBy).toBe('content');
      expect(note).toContain(status === 'stale' ? 'this one does not' : 'this one does.');
      expect(note).toContain('with a later updatedAt');
    }
    const resent = await tell(revised('2026-03-02T18:00:01+08:00', 200), { id: 'msg_4' });
    expect(resent).toMatchObject({ status: 'corrected', orderedBy: 'updatedAt' });
    expect(await odometer()).toBe(200);
  });

  it('without updatedAt is ordered by arrival, and the answer says so', async () => {
    await tell(revised(undefined, 41_230));
    expect(await tell(revised(undefined, 41_300))).toMatchObject({
      status: 'corrected',
      orderedBy: 'arrival',
    });
    expect(await odometer()).toBe(41_300);
  });

  it('is another one under the same number at another dealer or on another day', async () => {
    await openDealer(store.table, aDealer({ id: 'cd-north', name: '成都北店' }), []);
    const body = aVisitBody();
    const nextYear = { ...body.repairOrder, openedAt: '2025-03-02T09:10:00+08:00' };
    const answers = [
      await tell(body),
      await tell(body, { dealerId: 'cd-north' }),
      await tell({ ...body, repairOrder: nextYear }),
    ];
    expect(answers.map((answer) => answer.status)).toEqual(['recorded', 'recorded', 'recorded']);
    expect(new Set(answers.map((answer) => answer.visitId)).size).toBe(3);
    const customers = answers.map((answer) => answer.customerId);
    expect(customers[0]).not.toBe(customers[1]);
    expect(customers[0]).toBe(customers[2]);
  });

  it('leaves names, phone, plate, VIN and remarks in its details only', async () => {
    await tell();
    const items = await store.table.collection(visitId);
    const others = items.filter((item) => item['sk'] !== 'DETAILS#000001');
    expect(others).toHaveLength(2);
    for (const personal of ['王', '赵刚', '13800138000', '川A12345', 'LSVAM4187C2184847', '无异响'])
      expect(JSON.stringify(others)).not.toContain(personal);
  });
});

describe('what is refused, and leaves nothing behind', () => {
  const nothingThere = async () => expect(await store.table.collection(visitId)).toEqual([]);

  it('an unknown dealer looks exactly like a wrong signature', async () => {
    const [unknown, wrong] = [
      await refusal(tell(aVisitBody(), { dealerId: 'nowhere' })),
      await refusal(tell(aVisitBody(), { generation: 9 })),
    ];
    expect(unknown).toMatchObject({ status: 401, type: 'wrong-signature' });
    expect({ ...unknown }).toEqual({ ...wrong });
    await nothingThere();
  });

  it("another dealer's secret is a wrong signature", async () => {
    await openDealer(store.table, aDealer({ id: 'cd-north', name: '成都北店' }), []);
    const call = tell(aVisitBody(), { signedFor: 'cd-north' });
    expect(await refusal(call)).toMatchObject({ status: 401, type: 'wrong-signature' });
    await nothingThere();
  });

  it('while a secret is rotated both generations count, and then only the new one', async () => {
    const rotate = (generations: number[]) =>
      registerDealer(store.table, aDealer({ settings: { secretGenerations: generations } }), byCommand);
    const says = (generation: number) =>
      tell(aVisitBody(), { generation }).then(
        ({ status }) => status,
        () => 'refused',
      );
    expect([await says(1), await says(2)]).toEqual(['recorded', 'refused']);
    await rotate([1, 2]);
    expect([await says(1), await says(2)]).toEqual(['unchanged', 'unchanged']);
    await rotate([2]);
    expect([await says(1), await says(2)]).toEqual(['refused', 'unchanged']);
  });

  it('a timestamp of another time is stale, and the refusal tells the time here', async () => {
    const problem = await refusal(tell(aVisitBody(), { signedAt: later(evening, { minutes: -6 }) }));
    expect(problem).toMatchObject({ status: 401, type: 'stale-timestamp' });
    expect(problem.detail).toContain(evening);
    await nothingThere();
  });

  const limit = 256 * 1024;
  it.each([
    ['plain', ''],
    ['in characters of several bytes', '注'.repeat(20_000)],
  ])('a body of 256 KiB is taken, one byte more is not: %s', async (_, filling) => {
    const text = JSON.stringify({ ...aVisitBody(), unknownToUs: filling });
    const padded = (bytes: number) => text + ' '.repeat(bytes - Buffer.byteLength(text));
    expect(await refusal(tell(padded(limit + 1)))).toMatchObject({ status: 413 });
    await nothingThere();
    expect((await tell(padded(limit))).status).toBe('recorded');
  });

  it('the signature comes first: nobody else learns of size or faults', async () => {
    expect(await refusal(tell('x'.repeat(limit + 1), { generation: 9 }))).toMatchObject({ status: 401 });
    expect(await refusal(tell('{', { generation: 9 }))).toMatchObject({ status: 401 });
  });

  it.each([
    ['no JSON', '{"repairOrder":', ''],
    ['an empty body', '', ''],
    [
      'a phone that is none',
      { ...aVisitBody(), customer: { ...aVisitBody().customer, phone: '12' } },
      '/customer/phone',
    ],
    ['a visit without a vehicle', { ...aVisitBody(), vehicle: undefined }, '/vehicle'],
  ])('%s is a 400 that says where', async (_, body, pointer) => {
    expect(await refusal(tell(body))).toMatchObject({ status: 400, errors: [{ pointer }] });
    await nothingThere();
  });
});

it("the group's secret is read once", async () => {
  await tell();
  await tell();
  expect(reads()).toBe(1);
});
