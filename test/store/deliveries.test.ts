import { createHmac, randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { beforeEach, describe, expect, it } from 'vitest';
import { whatBecameOf } from '../../shared/console/repair-order.ts';
import { getDealer, registerDealer } from '../../shared/dealers/dealers.ts';
import { invalid } from '../../shared/platform/problem.ts';
import { epochMilliseconds, type Instant, later } from '../../shared/platform/time.ts';
import { findDelivery, keepDelivery, listDeliveries } from '../../shared/visits/delivery.ts';
import { takeImport } from '../../shared/visits/imports/take-import.ts';
import { intake, noteUnreadable, replay } from '../../shared/visits/intake.ts';
import { mustBeWithinRate } from '../../shared/visits/rate.ts';
import { aDealer } from '../builders/dealer.ts';
import { monday } from '../builders/times.ts';
import { aVisitBody } from '../builders/visit.ts';
import { byCommand, openDealer } from './a-group.ts';
import { aSecret } from './a-secret.ts';
import { useTable } from './a-table.ts';

const store = useTable();
const { secret } = aSecret();
beforeEach(() => openDealer(store.table));
const week = later(monday, { days: 7 });

async function signed(body: object, at: Instant, id: string) {
  const text = JSON.stringify(body);
  const key = await secret.webhookSecret('cd-south', 1);
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(epochMilliseconds(at) / 1000)),
    'webhook-signature': new Webhook(key).sign(id, new Date(at), text),
  };
  return { text, headers };
}

async function replayed(deliveryId: string) {
  const times = { arrivedAt: monday, now: monday };
  return replay(await getDealer(store.table, 'cd-south'), deliveryId, times, { table: store.table, secret });
}

async function deliver(body: object, at: Instant, id = 'msg_1') {
  const { text, headers } = await signed(body, at, id);
  const times = { arrivedAt: at, now: at };
  return intake({ dealerId: 'cd-south', headers, body: text }, times, { table: store.table, secret });
}
const list = (now: Instant, outcome?: 'accepted' | 'refused') =>
  listDeliveries(store.table, 'cd-south', { outcome }, now);

describe('deliveries', () => {
  it('are kept with body and outcome, refused ones too, for seven days', async () => {
    const body = aVisitBody();
    const next = later(monday, { minutes: 1 });
    await deliver(body, monday);
    await expect(deliver({ repairOrder: 1 }, next, 'msg_2')).rejects.toMatchObject({ status: 400 });
    const { items } = await list(next);
    expect(items).toMatchObject([
      { webhookId: 'msg_2', status: 400, outcome: 'refused', answer: { title: 'The request is not valid' } },
      { webhookId: 'msg_1', status: 202, outcome: 'accepted', answer: { status: 'recorded' } },
    ]);
    expect((await list(next, 'refused')).items).toHaveLength(1);
    const [, first] = items;
    const kept = await findDelivery(store.table, 'cd-south', first?.id ?? '', next);
    expect(JSON.parse(kept.body ?? '')).toEqual(body);
    expect((await list(later(week, { minutes: -1 }))).items).toHaveLength(2);
    // Expired, though nobody has deleted them from the table.
    expect((await list(later(week, { minutes: 2 }))).items).toEqual([]);
    await expect(findDelivery(store.table, 'cd-south', first?.id ?? '', week)).rejects.toMatchObject({
      status: 404,
    });
  });

  it('that nobody signed are not', async () => {
    const times = { arrivedAt: monday, now: monday };
    const request = { dealerId: 'cd-south', headers: {}, body: '{}' };
    await expect(intake(request, times, { table: store.table, secret })).rejects.toMatchObject({
      status: 401,
    });
    expect((await list(monday)).items).toEqual([]);
  });

  it('are kept where nobody can read them, if they are signed; a wrong signature goes before that', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"客户":"'),
      Buffer.from([0xcd, 0xf5, 0xce, 0xb0]),
      Buffer.from('"}'),
    ]);
    const refusal = invalid('The body is not UTF-8.', []);
    const tell = async (signed: Uint8Array) => {
      const key = Buffer.from((await secret.webhookSecret('cd-south', 1)).replace('whsec_', ''), 'base64');
      const seconds = epochMilliseconds(monday) / 1000;
      const mac = createHmac('sha256', key).update(`msg_1.${seconds}.`).update(signed).digest('base64');
      const headers = {
        'webhook-id': 'msg_1',
        'webhook-timestamp': String(seconds),
        'webhook-signature': `v1,${mac}`,
      };
      const request = { dealerId: 'cd-south', headers, body: bytes };
      return noteUnreadable(
        request,
        refusal,
        { arrivedAt: monday, now: monday },
        { table: store.table, secret },
      );
    };
    await expect(tell(Buffer.from('{}'))).rejects.toMatchObject({ status: 401 });
    expect((await list(monday)).items).toEqual([]);
    await tell(bytes);
    const [kept] = (await list(monday, 'refused')).items;
    expect(kept).toMatchObject({ status: 400, bytes: bytes.length, encoding: 'base64' });
    const found = await findDelivery(store.table, 'cd-south', kept?.id ?? '', monday);
    expect(Buffer.from(found.body ?? '', 'base64').equals(bytes)).toBe(true);
    await expect(replayed(kept?.id ?? '')).rejects.toMatchObject({ status: 409 });
  });

  it('that are batches of an import are kept where the whole of it was refused, and are not replayed', async () => {
    const at = later(monday, { minutes: 1 });
    const tell = async (batch: object) => {
      const { headers, text } = await signed(batch, monday, 'msg_1');
      const request = { dealerId: 'cd-south', headers, body: text };
      return takeImport(request, { arrivedAt: at, now: at }, { table: store.table, secret });
    };
    const rows = [{ row: 1, visit: aVisitBody() }];
    await tell({ importId: 'of-2025', rows });
    expect((await list(at)).items).toEqual([]);
    await expect(tell({ importId: 'of 2025', rows })).rejects.toMatchObject({ status: 400 });
    const [kept] = (await list(at)).items;
    expect(kept).toMatchObject({ of: 'import', outcome: 'refused', status: 400 });
    await expect(replayed(kept?.id ?? '')).rejects.toMatchObject({ status: 409 });
  });

  it('are replayed safely: told already is unchanged, older than what is known is stale', async () => {
    const body = aVisitBody();
    const { updatedAt: _, ...undated } = body.repairOrder;
    const at = (minutes: number) => later(monday, { minutes });
    const again = async (index: number, minute: number) => {
      const { id } = (await list(at(minute))).items[index] ?? { id: '' };
      const times = { arrivedAt: at(minute), now: at(minute) };
      const dealer = await getDealer(store.table, 'cd-south');
      return replay(dealer, id, times, { table: store.table, secret });
    };
    // A number that the dealer's country does not know, until it is set right.
    await registerDealer(store.table, aDealer({ country: 'XX' }), byCommand);
    const local = { ...body, repairOrder: undated, customer: { ...body.customer, phone: '13800138000' } };
    await expect(deliver(local, at(0), 'msg_0')).rejects.toMatchObject({ status: 400 });
    await registerDealer(store.table, aDealer(), byCommand);
    expect(await again(0, 1)).toMatchObject({ status: 'recorded' });
    expect(await again(0, 2)).toMatchObject({ status: 'unchanged' });
    const newer = { ...local, items: [] };
    expect(await deliver(newer, at(3), 'msg_3')).toMatchObject({ status: 'corrected' });
    await deliver({ ...local, repairOrder: { ...undated, number: 'RO-2' } }, at(4), 'msg_4');
    expect(await again(2, 5)).toMatchObject({ status: 'unchanged' });
  });

  it('of several visits are found among the refused where one was, with its place and its faults', async () => {
    const refused = { ...aVisitBody(), vehicle: 7 };
    await deliver([aVisitBody(), refused], monday);
    await deliver([aVisitBody()], later(monday, { minutes: 1 }), 'msg_2');
    const { items } = await list(monday, 'refused');
    expect(items).toMatchObject([
      {
        webhookId: 'msg_1',
        status: 207,
        outcome: 'partly-refused',
        answer: {
          accepted: 1,
          refused: 1,
          answers: [{ index: 1, status: 400, problem: { errors: [{ pointer: '/vehicle' }] } }],
        },
      },
    ]);
    expect(await list(monday, 'accepted')).toMatchObject({ items: [{ webhookId: 'msg_2', status: 207 }] });
  });

  it('are kept too where each of 100 visits has more faults than an item has room', async () => {
    const items = Array.from({ length: 200 }, () => ({ outcome: 'lost', description: '', amount: 'x' }));
    await deliver(
      Array.from({ length: 100 }, () => ({ ...aVisitBody(), items })),
      monday,
    );
    const [kept] = (await list(monday)).items;
    expect(kept).toMatchObject({ outcome: 'refused', answer: { refused: 100 } });
  });

  it.each([
    ['a visit with every member', JSON.stringify(aVisitBody()), 2],
    ['256 KB that cannot be compressed', randomBytes(128 * 1024).toString('hex'), 150],
  ])('%s costs few write units to keep', async (_, body, most) => {
    const outcome = { status: 202, outcome: 'accepted' as const, answer: { status: 'recorded' } };
    const told = { webhookId: 'msg_1', receivedAt: monday, ...outcome };
    store.meter.reset();
    await keepDelivery(store.table, 'cd-south', told, body);
    expect(store.meter.calls).toEqual(['PutItem']);
    expect(store.meter.writeUnits).toBeLessThanOrEqual(most);
    expect(store.meter.writeUnits).toBeGreaterThan(0);
  });
});

describe('the rate of a dealer', () => {
  it('lets so many through a minute, for one write unit each, and says when to come again', async () => {
    const dealer = aDealer({ settings: { visitsPerMinute: 3 } });
    store.meter.reset();
    for (let n = 0; n < 3; n += 1) await mustBeWithinRate(store.table, dealer, monday);
    expect(store.meter.calls).toEqual(['UpdateItem', 'UpdateItem', 'UpdateItem']);
    expect(store.meter.writeUnits).toBe(3);
    await expect(mustBeWithinRate(store.table, dealer, monday)).rejects.toMatchObject({
      status: 429,
      headers: { 'retry-after': '60' },
    });
    await mustBeWithinRate(store.table, aDealer({ ...dealer, id: 'cd-west' }), monday);
    await mustBeWithinRate(store.table, dealer, later(monday, { minutes: 1 }));
  });
});

it('what became of a repair order is told by its number, without words or names', async () => {
  await deliver(aVisitBody(), monday);
  const told = await whatBecameOf(store.table, 'cd-south', 'RO-1001');
  expect(told.items).toMatchObject([
    {
      status: 'delivered',
      openedOn: '2026-03-02',
      revisions: [{ name: 'visit.recorded', webhookId: 'msg_1' }],
    },
  ]);
  expect(JSON.stringify(told)).not.toContain(aVisitBody().customer.name);
  await expect(whatBecameOf(store.table, 'cd-south', 'RO-9')).rejects.toMatchObject({ status: 404 });
});
