import { beforeEach, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import type { AttemptBody } from '../../shared/callbacks/attempt.ts';
import { remind } from '../../shared/callbacks/deferred/remind.ts';
import { generateCallbacks } from '../../shared/callbacks/generate.ts';
import { reportAttempt } from '../../shared/callbacks/report-attempt.ts';
import { callbackIdOf, callbacks, deferredIdOf } from '../../shared/callbacks/store.ts';
import { traceVehicle } from '../../shared/customers/trace.ts';
import { CallbackAttempted } from '../../shared/events/callbacks.ts';
import { historyOf } from '../../shared/events/history.ts';
import { VehicleUpdated } from '../../shared/events/vehicles.ts';
import { findVisit } from '../../shared/visits/visits.ts';
import { Problem } from '../../shared/platform/problem.ts';
import type { Instant } from '../../shared/platform/time.ts';
import { aCallback } from '../builders/callback.ts';
import { aPerson } from '../builders/person.ts';
import { shanghai } from '../builders/times.ts';
import { aVisitBody } from '../builders/visit.ts';
import { byCommand, openDealer, post } from './a-group.ts';
import { aSecret } from './a-secret.ts';
import { useTable } from './a-table.ts';

const store = useTable();
const { secret } = aSecret();
const now = shanghai('2026-03-02T17:45');
const agent = aPerson();
const pads = { description: '更换前刹车片', outcome: 'deferred' };

beforeEach(() => openDealer(store.table));

/** A visit that put off the front brake pads, or what is said instead, of a vehicle, at a day. */
async function visit(number: string, day: string, vin: string, items: object[] = [pads]) {
  const body = aVisitBody();
  const order = {
    number,
    status: 'delivered',
    openedAt: `${day}T08:40:00+08:00`,
    deliveredAt: `${day}T15:20:00+08:00`,
    type: 'repair',
  };
  const at = shanghai(`${day}T15:30`);
  const told = { ...body, contact: {}, repairOrder: order, vehicle: { ...body.vehicle, vin }, items };
  const { visitId } = await post(told, { at, id: `msg_${number}` }, { table: store.table, secret });
  const [event] = await historyOf(store.table, visitId);
  if (event) await traceVehicle(event, undefined, at, store.table);
  const vehicleId = (await findVisit(store.table, visitId))?.state.vehicleId ?? '';
  await hear(vehicleId, at);
  return { visitId, vehicleId };
}

/** Lets the newest news of a vehicle be heard. */
async function hear(vehicleId: string, at: Instant): Promise<void> {
  const event = (await historyOf(store.table, vehicleId)).at(-1);
  await remind(v.parse(VehicleUpdated, event), at, store.table);
}

const own = async (vehicleId: string) => (await callbacks(store.table).load(deferredIdOf(vehicleId)))?.state;

async function conversation(visitId: string, overrides: Parameters<typeof aCallback>[0]) {
  const state = aCallback({
    visitId,
    customerId: undefined,
    channel: 'call',
    assigneeId: agent.id,
    ...overrides,
  });
  await callbacks(store.table).change(callbackIdOf(visitId), byCommand, () => ({
    state,
    events: [{ name: 'callback.withdrawn', dealerId: 'cd-south', facts: {} }],
  }));
}

const due = shanghai('2026-03-09T15:30');
const [vin, otherVin] = ['LSVAA4182E2123456', 'LFV3A23C8K3000017'];

describe('R23: calls about safety work that was put off', () => {
  it('are one for a vehicle, however often its news are heard, and another visit that has it done ends them', async () => {
    const { vehicleId } = await visit('RO-1', '2026-03-02', vin);
    await Promise.all([hear(vehicleId, now), hear(vehicleId, now)]);
    expect(await own(vehicleId)).toMatchObject({ status: 'planned', dueAt: shanghai('2026-03-09T15:20') });
    expect(await historyOf(store.table, deferredIdOf(vehicleId))).toHaveLength(1);
    await visit('RO-2', '2026-03-05', vin, [{ ...pads, outcome: 'done' }]);
    expect(await own(vehicleId)).toMatchObject({ status: 'withdrawn' });
  });

  it('wait for the conversation about the visit, and then open for the advisor', async () => {
    const { vehicleId, visitId } = await visit('RO-1', '2026-03-02', vin);
    await conversation(visitId, { status: 'open' });
    await generateCallbacks(due, store.table);
    expect(await own(vehicleId)).toMatchObject({ status: 'planned', rule: 'deferred-after-talk' });
    await conversation(visitId, { status: 'closed', outcome: 'answered' });
    await generateCallbacks(shanghai('2026-03-17T10:00'), store.table);
    expect(await own(vehicleId)).toMatchObject({ status: 'open', assignedBy: 'receiving-advisor' });
  });

  it('open one by one for the owner of two vehicles', async () => {
    const [one, two] = [await visit('RO-1', '2026-03-02', vin), await visit('RO-2', '2026-03-02', otherVin)];
    await generateCallbacks(due, store.table);
    const after = [await own(one.vehicleId), await own(two.vehicleId)];
    expect(after.map((each) => each?.status).sort()).toEqual(['open', 'planned']);
    expect(after.map((each) => each?.rule).sort()).toEqual(['deferred-by-turns', 'deferred-safety-work']);
  });

  it('end where the customer refuses in the conversation about the visit, in their words', async () => {
    const { vehicleId, visitId } = await visit('RO-1', '2026-03-02', vin);
    await conversation(visitId, { status: 'open' });
    const report = (item: number) => {
      const deferred: AttemptBody['deferred'] = [{ visitId, item, answer: 'refused' }];
      const request = { id: 'request_1', key: 'request_1', by: agent, now };
      const body: AttemptBody = { outcome: 'reached', words: '不换', deferred };
      return reportAttempt(callbackIdOf(visitId), body, request, store.table);
    };
    const fault = await report(7).catch((error: unknown) => error);
    expect(fault instanceof Problem && fault.errors).toMatchObject([{ pointer: '/deferred/0/item' }]);
    await report(0);
    const told = (await historyOf(store.table, callbackIdOf(visitId))).find(
      ({ name }) => name === 'callback.attempted',
    );
    expect(told?.facts['safety']).toBe(true);
    for (const _ of ['once', 'twice']) await remind(v.parse(CallbackAttempted, told), now, store.table);
    expect(await own(vehicleId)).toMatchObject({
      status: 'withdrawn',
      deferral: { said: [{ answer: 'refused' }] },
    });
    expect(await historyOf(store.table, deferredIdOf(vehicleId))).toHaveLength(3);
  });
});
