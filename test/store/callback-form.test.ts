import { beforeEach, describe, expect, it } from 'vitest';
import { followVisit } from '../../shared/callbacks/follow-visit.ts';
import { showCallback } from '../../shared/callbacks/show.ts';
import { callbackIdOf } from '../../shared/callbacks/store.ts';
import { openComplaint } from '../../shared/complaints/received.ts';
import { complaints } from '../../shared/complaints/store.ts';
import { learnFromVisit } from '../../shared/customers/learn-visit.ts';
import { traceVehicle } from '../../shared/customers/trace.ts';
import type { AnyEvent } from '../../shared/events/envelope.ts';
import { historyOf } from '../../shared/events/history.ts';
import { keepWords } from '../../shared/events/words.ts';
import { aDealer } from '../builders/dealer.ts';
import { aPerson } from '../builders/person.ts';
import { monday, shanghai } from '../builders/times.ts';
import { aVisitBody } from '../builders/visit.ts';
import { byCommand, openDealer, post } from './a-group.ts';
import { aSecret } from './a-secret.ts';
import { useTable } from './a-table.ts';
import { refusal } from './refusal.ts';

const store = useTable();
const { secret } = aSecret();
const liNa = aPerson();
const tuesday = shanghai('2026-03-03T10:00');
const offer = {
  id: 'spring',
  from: '2026-03-01',
  until: '2026-03-31',
  texts: { 'zh-CN': '制动检查八折' },
};

beforeEach(() =>
  openDealer(store.table, aDealer({ settings: { offers: [offer], improvementFocus: 'price' } })),
);

/** A visit of Monday whose brake pads were declined, with its callback. */
async function visited(
  marketing?: boolean,
  n = 1,
): Promise<{ callbackId: string; visitId: string; customerId: string }> {
  const body = aVisitBody();
  const { visitId, customerId } = await post(
    {
      ...body,
      repairOrder: {
        ...body.repairOrder,
        number: `RO-${n}`,
        updatedAt: undefined,
        promisedAt: '2026-03-02T16:00:00+08:00',
      },
      contact: { consent: { service: true, ...(marketing !== undefined && { marketing }) } },
      totals: { estimated: '1000', actual: '1280.50', currency: 'CNY' },
    },
    { at: shanghai('2026-03-02T17:40'), id: `msg_${n}` },
    { table: store.table, secret },
  );
  const [event] = await historyOf(store.table, visitId);
  if (!event) throw new Error('the visit was not recorded');
  await follow(event);
  return { callbackId: callbackIdOf(visitId), visitId, customerId };
}

async function follow(event: AnyEvent): Promise<void> {
  await learnFromVisit(event, event.recordedAt, store.table);
  await traceVehicle(event, undefined, event.recordedAt, store.table);
  await followVisit(event, event.recordedAt, store.table);
}

async function complain(customerId: string, visitId: string): Promise<void> {
  const id = 'complaint_1';
  const { ref, attachment } = keepWords(id, 'words', { text: '价格没讲清楚', at: monday, by: 'customer' });
  const facts = {
    dealerId: 'cd-south',
    customerId,
    visitId,
    handsetId: 'handset_1',
    locale: 'zh-CN',
    source: 'survey',
    severity: 'ordinary',
  } as const;
  const at = { dealer: aDealer(), roster: [liNa], now: monday };
  await complaints(store.table).change(id, byCommand, (known) =>
    openComplaint(known, id, { ...facts, about: [] }, [ref], at, [attachment]),
  );
}

const lines = (form: Awaited<ReturnType<typeof showCallback>>) =>
  form.script?.sections.flatMap((section) => section.lines).join('\n') ?? '';

describe('the callback form', () => {
  it('R04, R08, R23, R24: on one request all that the caller must know, and what to say', async () => {
    const { callbackId } = await visited();
    const form = await showCallback(store.table, callbackId, liNa, tuesday);
    expect(form).toMatchObject({
      ageMonths: 35,
      odometerKm: 41_230,
      kept: { minutesLate: 90, costMore: '280.50' },
      stakes: [{ system: 'brakes' }],
      script: { id: 'group-price', version: 1, rule: ['focus'], locale: 'zh-CN' },
    });
    expect(form.vehicle?.openItems).toMatchObject([{ description: '前刹车片' }]);
    expect(form.conduct).toHaveLength(7);
    expect(lines(form)).toContain('您好，请问是王小明吗？我是成都南店的李娜。');
    expect(lines(form)).toContain('实际晚了90分钟');
    expect(lines(form)).toContain('多了¥280.50');
    expect(lines(form)).toContain('前刹车片');
    expect(lines(form)).toContain('刹车距离会变长');
  });

  it('R07: hints of test drive and final inspection are on it', async () => {
    const { callbackId } = await visited();
    const { visit } = await showCallback(store.table, callbackId, liNa, tuesday);
    expect(visit?.notes).toEqual({
      concern: '刹车时方向盘抖动',
      testDrive: '无异响',
      finalInspection: '刹车片剩余3毫米',
    });
  });

  it('R27: offers only with consent to marketing, and otherwise why not', async () => {
    const without = await showCallback(store.table, (await visited()).callbackId, liNa, tuesday);
    expect(without.offers).toEqual({ permitted: false, because: 'no-marketing-consent', items: [] });
    expect(lines(without)).not.toContain('八折');
    const { callbackId } = await visited(true, 2);
    const form = await showCallback(store.table, callbackId, liNa, tuesday);
    expect(form.offers).toMatchObject({ permitted: true, items: [{ id: 'spring' }] });
    expect(lines(form)).toContain('制动检查八折');
  });

  it('R04: open complaints and what the customer said before are on it', async () => {
    const { callbackId, customerId, visitId } = await visited();
    await complain(customerId, visitId);
    const form = await showCallback(store.table, callbackId, liNa, tuesday);
    expect(form.complaints).toMatchObject([{ id: 'complaint_1', state: 'received', advisorId: 'A01' }]);
    expect(form.earlier).toMatchObject([{ name: 'complaint.opened', text: '价格没讲清楚' }]);
  });

  it('R54: it is not for the advisor of whom the customer complained', async () => {
    const { callbackId, customerId, visitId } = await visited();
    const wangLei = aPerson({ id: 'wang-lei', role: 'advisor', dmsId: 'A01' });
    expect(await showCallback(store.table, callbackId, wangLei, tuesday)).toBeDefined();
    await complain(customerId, visitId);
    expect(await refusal(showCallback(store.table, callbackId, wangLei, tuesday))).toMatchObject({
      status: 403,
      type: 'complained-of-you',
    });
    const chenJing = aPerson({ id: 'chen-jing', role: 'advisor', dmsId: 'A02' });
    expect(await showCallback(store.table, callbackId, chenJing, tuesday)).toBeDefined();
  });

  it('costs no more reads for all that happened with other customers', async () => {
    const { callbackId } = await visited();
    const unitsOf = async () => {
      store.meter.reset();
      await showCallback(store.table, callbackId, liNa, tuesday);
      return store.meter.readUnits;
    };
    const first = await unitsOf();
    expect(first).toBeLessThanOrEqual(40);
    const body = aVisitBody();
    for (let n = 100; n < 130; n += 1) {
      const other = { ...body.customer, id: `K-${n}`, phone: `13800139${n}` };
      const vehicle = { ...body.vehicle, vin: `LSVAM4187C2184${n}`, plate: `川B${n}00` };
      await post(
        { ...body, repairOrder: { ...body.repairOrder, number: `RO-${n}` }, customer: other, vehicle },
        { at: tuesday, id: `msg_${n}` },
        { table: store.table, secret },
      );
    }
    expect(await unitsOf()).toBe(first);
  });
});
