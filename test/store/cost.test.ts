import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { followVisit } from '../../shared/callbacks/follow-visit.ts';
import { closeAnswered } from '../../shared/callbacks/follow-survey.ts';
import { generateCallbacks } from '../../shared/callbacks/generate.ts';
import { callbackIdOf } from '../../shared/callbacks/store.ts';
import { escalateComplaints } from '../../shared/complaints/escalate.ts';
import { learnFromVisit } from '../../shared/customers/learn-visit.ts';
import type { AnyEvent } from '../../shared/events/envelope.ts';
import { historyOf } from '../../shared/events/history.ts';
import { releaseTexts } from '../../shared/messages/release.ts';
import { sendText } from '../../shared/messages/send.ts';
import { textIdOf } from '../../shared/messages/store.ts';
import type { Item } from '../../shared/platform/table.ts';
import { type Instant, later } from '../../shared/platform/time.ts';
import { expireSurveys } from '../../shared/surveys/expire.ts';
import { startSurvey } from '../../shared/surveys/start.ts';
import { surveyIdOf } from '../../shared/surveys/store.ts';
import { shanghai } from '../builders/times.ts';
import { aVisitBody } from '../builders/visit.ts';
import { openDealer, post } from './a-group.ts';
import { aSecret } from './a-secret.ts';
import { FakeSender } from './a-sender.ts';
import { useTable } from './a-table.ts';

const store = useTable();
const { secret } = aSecret();

beforeEach(() => openDealer(store.table));

async function lastEvent(aggregateId: string): Promise<AnyEvent> {
  const event = (await historyOf(store.table, aggregateId)).at(-1);
  if (!event) throw new Error(`nothing happened to ${aggregateId}`);
  return event;
}

/** A visit of a day whose customer is to be asked at ten on the next; each of a customer of its own. */
async function plan(day: string, n: number): Promise<string> {
  const body = aVisitBody();
  const { visitId } = await post(
    {
      ...body,
      repairOrder: {
        number: `RO-${n}`,
        openedAt: `${day}T09:00:00+08:00`,
        deliveredAt: `${day}T17:00:00+08:00`,
        type: 'repair',
      },
      customer: { ...body.customer, id: `K-${n}`, phone: `1380013${n}` },
      contact: undefined,
    },
    { at: shanghai(`${day}T17:30`) },
    { table: store.table, secret },
  );
  const event = await lastEvent(visitId);
  await learnFromVisit(event, event.recordedAt, store.table);
  await followVisit(event, event.recordedAt, store.table);
  return visitId;
}

const itemSchema = v.looseObject({ pk: v.string(), sk: v.string() });

/** What a sweep could stumble over of a visit that was asked after, as text in which ids can be replaced. */
async function oldVisit(): Promise<{ ids: string[]; items: string }> {
  const visitId = await plan('2026-01-05', 1000);
  const at = shanghai('2026-01-06T10:00');
  await generateCallbacks(at, store.table);
  const callbackId = callbackIdOf(visitId);
  const opened = await lastEvent(callbackId);
  await startSurvey(opened, at, store.table);
  const asked = await lastEvent(surveyIdOf(callbackId));
  if (!asked.text) throw new Error('nobody was asked');
  const deps = { table: store.table, sender: new FakeSender() };
  await sendText({ event: { ...asked, text: asked.text }, askedBy: asked.id }, at, deps);
  // Whether the survey was answered or fell silent matters to no sweep after it.
  const day = later(at, { days: 1 });
  await expireSurveys(day, store.table);
  await closeAnswered(opened, callbackId, day, store.table);

  const ids = [callbackId, surveyIdOf(callbackId), textIdOf(asked.id)];
  const items = [];
  for (const id of ids) items.push(...(await store.table.collection(id)));
  return { ids, items: JSON.stringify(items) };
}

/** Puts copies of a visit into the table, each under ids of its own that are as long as its own. */
async function copy({ ids, items }: { ids: string[]; items: string }, from: number, until: number) {
  let batch: Item[] = [];
  for (let n = from; n < until; n += 1) {
    const end = String(n).padStart(6, '0');
    const copied = ids.reduce((text, id) => text.replaceAll(id, id.slice(0, -6) + end), items);
    batch.push(...v.parse(v.array(itemSchema), JSON.parse(copied)));
    if (batch.length > 80 || n === until - 1) {
      await store.table.commit(batch.map((item) => store.table.put(item)));
      batch = [];
    }
  }
}

/** What a call asks of the table: its calls by name and the units that they read. */
async function costOf(act: () => Promise<unknown>): Promise<{ calls: readonly string[]; readUnits: number }> {
  store.meter.reset();
  await act();
  return { calls: [...store.meter.calls], readUnits: store.meter.readUnits };
}

const sweeps: [name: string, sweep: (now: Instant) => Promise<unknown>][] = [
  ['generateCallbacks', (now) => generateCallbacks(now, store.table)],
  ['expireSurveys', (now) => expireSurveys(now, store.table)],
  ['releaseTexts', (now) => releaseTexts(now, store.table)],
  ['escalateComplaints', (now) => escalateComplaints(now, store.table)],
];

describe('what a run costs', () => {
  it('grows with what is due, and with nothing else', async () => {
    const costs: number[] = [];
    for (const [week, day] of ['2026-03-02', '2026-03-09', '2026-03-16'].entries()) {
      for (let n = 0; n <= week; n += 1) await plan(day, 2000 + 10 * week + n);
      const { readUnits } = await costOf(async () => {
        const report = await generateCallbacks(later(shanghai(`${day}T10:00`), { days: 1 }), store.table);
        expect(report).toEqual({ handled: week + 1, failed: [] });
      });
      costs.push(readUnits);
    }
    const [one = 0, two = 0, three = 0] = costs;
    expect(two).toBeGreaterThan(one);
    expect(three - two).toBe(two - one);
  });

  it.each(sweeps)('%s asks once a dealer where nothing is due', async (name, sweep) => {
    await copy(await oldVisit(), 1, 20);
    const cost = await costOf(() => sweep(shanghai('2026-03-03T10:00')));
    // Held texts do not go while somebody has paused the group's.
    const first = name === 'releaseTexts' ? ['GetItem'] : [];
    expect(cost.calls).toEqual([...first, 'Query', 'Query']);
    expect(cost.readUnits).toBeLessThanOrEqual(3);
  });

  it('is the same with 10 and with 500 visits of the past, while as many are due', async () => {
    const old = await oldVisit();
    await copy(old, 1, 10);
    for (const n of [2001, 2002, 2003]) await plan('2026-03-02', n);
    const few = await costOf(async () => {
      const report = await generateCallbacks(shanghai('2026-03-03T10:00'), store.table);
      expect(report).toEqual({ handled: 3, failed: [] });
    });

    await copy(old, 10, 500);
    for (const n of [3001, 3002, 3003]) await plan('2026-03-09', n);
    const many = await costOf(async () => {
      const report = await generateCallbacks(shanghai('2026-03-10T10:00'), store.table);
      expect(report).toEqual({ handled: 3, failed: [] });
    });
    expect(many).toEqual(few);
    expect(few.readUnits).toBeGreaterThan(0);
  });
});
