import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { followVisit } from '../../shared/callbacks/follow-visit.ts';
import { closeAnswered, handToPerson } from '../../shared/callbacks/follow-survey.ts';
import { generateCallbacks } from '../../shared/callbacks/generate.ts';
import { rescueSurvey } from '../../shared/callbacks/rescue.ts';
import { reportAttempt } from '../../shared/callbacks/report-attempt.ts';
import { callbackIdOf, callbacks, callbacksJob } from '../../shared/callbacks/store.ts';
import { showWorklist } from '../../shared/console/worklist.ts';
import { timelineOf } from '../../shared/customers/customers.ts';
import { learnFromVisit } from '../../shared/customers/learn-visit.ts';
import { complete } from '../../shared/events/aggregate.ts';
import { type AnyEvent, AnyEventSchema } from '../../shared/events/envelope.ts';
import { historyOf } from '../../shared/events/history.ts';
import { MessageUnconfirmed } from '../../shared/events/messages.ts';
import type { Item } from '../../shared/platform/table.ts';
import { type Instant, later } from '../../shared/platform/time.ts';
import { worklistOf } from '../../shared/staff/worklist.ts';
import { startSurvey } from '../../shared/surveys/start.ts';
import { surveyIdOf, surveys, surveysJob } from '../../shared/surveys/store.ts';
import { aPerson } from '../builders/person.ts';
import { aSurvey } from '../builders/survey.ts';
import { monday, shanghai } from '../builders/times.ts';
import { aVisitBody } from '../builders/visit.ts';
import { byCommand, openDealer, post } from './a-group.ts';
import { aSecret } from './a-secret.ts';
import { useTable } from './a-table.ts';

const store = useTable();
const { secret } = aSecret();
const evening = shanghai('2026-03-02T17:40');
const ten = shanghai('2026-03-03T10:00');
const dayAfter = shanghai('2026-03-04T10:00');

beforeEach(() => openDealer(store.table));

const wangLei = aPerson({ id: 'wang-lei', name: '王磊', role: 'advisor' });
const call = { id: 'request-1', key: 'request-1', by: wangLei, now: later(dayAfter, { minutes: 10 }) };

async function lastEvent(aggregateId: string): Promise<AnyEvent> {
  const event = (await historyOf(store.table, aggregateId)).at(-1);
  if (!event) throw new Error(`nothing happened to ${aggregateId}`);
  return event;
}

/** A visit of Monday, whose customer is to be asked on Tuesday at ten. */
async function plan(
  number = 'RO-1001',
): Promise<{ visitId: string; customerId: string; callbackId: string }> {
  const body = aVisitBody();
  const posted = { ...body, repairOrder: { ...body.repairOrder, number } };
  const { visitId, customerId } = await post(posted, { at: evening }, { table: store.table, secret });
  const event = await lastEvent(visitId);
  await learnFromVisit(event, evening, store.table);
  await followVisit(event, evening, store.table);
  return { visitId, customerId, callbackId: callbackIdOf(visitId) };
}

const due = (now: Instant, job = callbacksJob, dealerId = 'cd-south') =>
  callbacks(store.table).due(dealerId, job, now);
const work = async (staffId = 'wang-lei') => (await worklistOf(store.table, staffId)).items;

const eventItem = v.object({ event: AnyEventSchema });
const ledger = async (month: string, dealerId = 'cd-south') =>
  (await store.table.all({ index: 'ledger', key: `${dealerId}#${month}` })).map(
    (item) => v.parse(eventItem, item).event,
  );

describe('due', () => {
  it('holds a planned callback from its moment on until it is opened', async () => {
    const { callbackId } = await plan();
    expect(await due(later(ten, { minutes: -1 }))).toEqual([]);
    expect(await due(ten)).toEqual([callbackId]);
    expect(await due(later(ten, { days: 30 }))).toEqual([callbackId]);
    expect(await generateCallbacks(ten, store.table)).toEqual({ handled: 1, failed: [] });
    expect(await due(later(ten, { days: 30 }))).toEqual([]);
    expect(await generateCallbacks(ten, store.table)).toEqual({ handled: 0, failed: [] });
  });

  it('follows the plan when it moves', async () => {
    const { visitId, callbackId } = await plan();
    const body = aVisitBody();
    const moved = {
      ...body,
      repairOrder: { ...body.repairOrder, updatedAt: '2026-03-02T17:50:00+08:00' },
      contact: { time: { from: '2026-03-05T14:00:00+08:00', until: '2026-03-05T16:00:00+08:00' } },
    };
    await post(moved, { at: shanghai('2026-03-02T17:51') }, { table: store.table, secret });
    await followVisit(await lastEvent(visitId), shanghai('2026-03-02T17:51'), store.table);
    expect(await due(ten)).toEqual([]);
    expect(await due(shanghai('2026-03-05T14:00'))).toEqual([callbackId]);
  });

  it('lets go of what is void, for good', async () => {
    const { visitId } = await plan();
    const body = aVisitBody();
    const updatedAt = '2026-03-02T17:50:00+08:00';
    const gone = { ...body, repairOrder: { ...body.repairOrder, status: 'void', updatedAt } };
    await post(gone, { at: shanghai('2026-03-02T17:51') }, { table: store.table, secret });
    await followVisit(await lastEvent(visitId), shanghai('2026-03-02T17:51'), store.table);
    expect(await due(later(ten, { days: 30 }))).toEqual([]);
  });

  it('keeps dealers and jobs apart', async () => {
    const { callbackId } = await plan();
    await generateCallbacks(ten, store.table);
    await startSurvey(await lastEvent(callbackId), ten, store);
    const silent = await surveys(store.table).due('cd-south', surveysJob, dayAfter);
    expect(silent).toEqual([surveyIdOf(callbackId)]);
    expect(await due(dayAfter)).toEqual([]);
    expect(await due(dayAfter, surveysJob, 'cd-north')).toEqual([]);
  });

  it('answers everything up to now, soonest first, and nothing later, over several pages', async () => {
    const { callbackId } = await plan();
    const pattern = await store.table.get(callbackId, 'STATE');
    const copies = Array.from({ length: 520 }, (_, index): Item => {
      const pk = `callback_${String(index).padStart(4, '0')}`;
      // Every second of them at the same moment; the others minute by minute.
      const at = later(monday, { minutes: index % 2 ? index : 0 });
      return { ...pattern, pk, sk: 'STATE', dueAt: `${at}#${pk}` };
    });
    for (let start = 0; start < copies.length; start += 100) {
      await store.table.commit(copies.slice(start, start + 100).map((item) => store.table.put(item)));
    }
    const now = later(monday, { minutes: 449 });
    const expected = copies
      .filter((item) => String(item['dueAt']) < `${now}~`)
      .toSorted((a, b) => (String(a['dueAt']) < String(b['dueAt']) ? -1 : 1))
      .map((item) => item.pk);
    expect(expected).toHaveLength(485);
    store.meter.reset();
    expect(await due(now)).toEqual(expected);
    expect(store.meter.calls).toEqual(['Query', 'Query', 'Query']);
  });
});

describe('worklist', () => {
  it('holds what a person must do, from the handing over until it is done', async () => {
    const { callbackId, customerId } = await plan();
    await generateCallbacks(ten, store.table);
    expect(await work()).toEqual([]); // the text asks first
    const silence = await lastEvent(callbackId);
    await handToPerson(silence, { callbackId, reason: 'silent' }, dayAfter, store.table);
    expect(await work()).toEqual([{ id: callbackId, kind: 'callback', dueAt: dayAfter }]);
    expect(await showWorklist(store.table, wangLei)).toMatchObject({
      items: [{ id: callbackId, customer: { id: customerId, name: '王小明' }, reason: 'silent' }],
    });

    await reportAttempt(callbackId, { outcome: 'no-answer' }, call, store.table);
    // Another time of day on another day.
    expect(await work()).toEqual([{ id: callbackId, kind: 'callback', dueAt: shanghai('2026-03-05T11:40') }]);
    await reportAttempt(
      callbackId,
      { outcome: 'reached' },
      { ...call, id: 'request-2', key: 'request-2' },
      store.table,
    );
    expect(await work()).toEqual([]);
  });

  it('is empty again when the customer answers by themselves', async () => {
    const { callbackId } = await plan();
    await generateCallbacks(ten, store.table);
    const event = await lastEvent(callbackId);
    await handToPerson(event, { callbackId, reason: 'silent' }, dayAfter, store.table);
    await closeAnswered(event, callbackId, dayAfter, store.table);
    expect(await work()).toEqual([]);
  });

  it('holds whom the first question may not have reached, but nobody who was asked again since', async () => {
    const first = await plan('RO-1001');
    const second = await plan('RO-1002');
    await generateCallbacks(ten, store.table);
    for (const [index, { callbackId, visitId }] of [first, second].entries()) {
      const surveyId = surveyIdOf(callbackId);
      await surveys(store.table).change(surveyId, byCommand, () => ({
        state: aSurvey({ callbackId, visitId, ...(index === 1 && { status: 'repeated', repeats: 1 }) }),
        events: [{ name: 'survey.asked', facts: { callbackId, visitId, question: 'overall' } }],
      }));
      const conversation = { kind: 'survey', id: surveyId } as const;
      const asked = { handsetId: 'handset_1', asks: 'rating', conversation } as const;
      const unconfirmed = (template: string) =>
        v.parse(
          MessageUnconfirmed,
          complete(
            { name: 'message.unconfirmed', dealerId: 'cd-south', facts: { ...asked, template } },
            `text_${index}`,
            1,
            { ...byCommand, happenedAt: dayAfter, now: dayAfter },
          ),
        );
      await rescueSurvey(unconfirmed('survey.overall'), dayAfter, store.table);
      expect(await work('li-na')).toEqual([]);
      expect(await work()).toMatchObject([{ id: first.callbackId }]);
      if (index === 1) await rescueSurvey(unconfirmed('survey.repeat'), dayAfter, store.table);
    }
    expect(await work()).toHaveLength(2);
  });

  it('is of one person, and its pages lead through all of it', async () => {
    const { callbackId } = await plan();
    await generateCallbacks(ten, store.table);
    const event = await lastEvent(callbackId);
    await handToPerson(event, { callbackId, reason: 'unclear' }, dayAfter, store.table);
    expect(await work('wang-lei')).toEqual([]);
    expect(await work('li-na')).toHaveLength(1);

    const pattern = await store.table.get(callbackId, 'STATE');
    const copies = Array.from({ length: 98 }, (_, index): Item => {
      const pk = `callback_${String(index).padStart(4, '0')}`;
      return { ...pattern, pk, sk: 'STATE', worklistAt: `${later(dayAfter, { minutes: index })}#${pk}` };
    });
    await store.table.commit(copies.map((item) => store.table.put(item)));
    const first = await worklistOf(store.table, 'li-na');
    const second = await worklistOf(store.table, 'li-na', first.next);
    const ids = [...first.items, ...second.items].map((item) => item.id);
    expect(ids.toSorted()).toEqual([...copies.map((item) => item.pk), callbackId].toSorted());
    expect(second.next).toBeUndefined();
  });
});

describe('timeline and ledger', () => {
  it('hold every event of the visit, by when it happened and by when it was recorded', async () => {
    const { visitId, customerId, callbackId } = await plan();
    await generateCallbacks(ten, store.table);
    const history = [
      ...(await historyOf(store.table, visitId)),
      ...(await historyOf(store.table, customerId)),
      ...(await historyOf(store.table, callbackId)),
    ];
    expect(history.map((event) => event.name)).toEqual([
      'visit.recorded',
      'customer.updated',
      'callback.planned',
      'callback.opened',
    ]);
    const page = await timelineOf(store.table, customerId, 50);
    const timeline = page.items.map((item) => v.parse(eventItem, item).event);
    expect(timeline).toHaveLength(4);
    expect(timeline).toEqual(expect.arrayContaining(history));
    const times = timeline.map((event) => event.happenedAt);
    expect(times).toEqual(times.toSorted().toReversed());

    const ofDealer = history.filter((event) => event.dealerId === 'cd-south');
    const recorded = await ledger('2026-03');
    expect(recorded).toEqual(expect.arrayContaining(ofDealer));
    expect(await ledger('2026-02')).toEqual([]);
    expect(await ledger('2026-03', 'cd-north')).toEqual([]);
  });

  it('file an event in the month in which it was recorded, in UTC', async () => {
    await plan();
    const { callbackId } = await plan('RO-1002');
    // 1 April in Shanghai is still March in UTC.
    await generateCallbacks(shanghai('2026-04-01T07:59'), store.table);
    const opened = (await ledger('2026-03')).filter((event) => event.name === 'callback.opened');
    expect(opened).toHaveLength(2);
    await closeAnswered(await lastEvent(callbackId), callbackId, shanghai('2026-04-01T08:00'), store.table);
    expect((await ledger('2026-04')).map((event) => event.name)).toEqual(['callback.closed']);
  });

  it('never hold a state, and an event that is neither of a customer nor of a dealer is in none of them', async () => {
    const items = await store.table.all({ index: 'ledger', key: 'cd-south#2026-03' });
    expect(items.map((item) => item['sk'])).toEqual(['EVENT#000001']);
    const registered = await lastEvent('staff_li-na');
    expect(registered).toMatchObject({ name: 'staff.registered' });
    expect(await ledger('2026-03')).not.toContainEqual(registered);
  });
});
