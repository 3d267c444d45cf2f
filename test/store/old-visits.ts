import { BatchWriteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { followVisit } from '../../shared/callbacks/follow-visit.ts';
import { closeAnswered } from '../../shared/callbacks/follow-survey.ts';
import { generateCallbacks } from '../../shared/callbacks/generate.ts';
import { callbackIdOf } from '../../shared/callbacks/store.ts';
import { learnFromVisit } from '../../shared/customers/learn-visit.ts';
import type { AnyEvent } from '../../shared/events/envelope.ts';
import { historyOf } from '../../shared/events/history.ts';
import { sendText } from '../../shared/messages/send.ts';
import { textIdOf } from '../../shared/messages/store.ts';
import type { GroupSecret } from '../../shared/platform/secrets.ts';
import type { Table } from '../../shared/platform/table.ts';
import { later } from '../../shared/platform/time.ts';
import { expireSurveys } from '../../shared/surveys/expire.ts';
import { startSurvey } from '../../shared/surveys/start.ts';
import { surveyIdOf } from '../../shared/surveys/store.ts';
import { shanghai } from '../builders/times.ts';
import { aVisitBody } from '../builders/visit.ts';
import { post } from './a-group.ts';
import { FakeSender } from './a-sender.ts';

interface Store {
  readonly table: Table;
  readonly secret: GroupSecret;
}

/** What is kept of a visit that was asked after, as text in which ids can be replaced. */
export interface OldVisit {
  readonly ids: readonly string[];
  readonly items: string;
}

async function lastEvent(table: Table, aggregateId: string): Promise<AnyEvent> {
  const event = (await historyOf(table, aggregateId)).at(-1);
  if (!event) throw new Error(`nothing happened to ${aggregateId}`);
  return event;
}

/** A visit of a day whose customer is to be asked, by text or a call, at ten on the next; each of a customer of its own. */
export async function planVisit(
  { table, secret }: Store,
  day: string,
  n: number,
  method?: 'text' | 'call',
): Promise<{ visitId: string; customerId: string }> {
  const body = aVisitBody();
  const { visitId, customerId } = await post(
    {
      ...body,
      repairOrder: {
        number: `RO-${n}`,
        openedAt: `${day}T09:00:00+08:00`,
        deliveredAt: `${day}T17:00:00+08:00`,
        type: 'repair',
      },
      customer: { ...body.customer, id: `K-${n}`, phone: `1380013${n}` },
      contact: method && { method },
    },
    { at: shanghai(`${day}T17:30`) },
    { table, secret },
  );
  const event = await lastEvent(table, visitId);
  await learnFromVisit(event, event.recordedAt, table);
  await followVisit(event, event.recordedAt, table);
  return { visitId, customerId };
}

/** A visit of January that was asked after by text and fell silent: all that is kept of it. */
export async function oldVisit(store: Store): Promise<OldVisit> {
  const { table } = store;
  const { visitId, customerId } = await planVisit(store, '2026-01-05', 1000);
  const at = shanghai('2026-01-06T10:00');
  await generateCallbacks(at, table);
  const callbackId = callbackIdOf(visitId);
  const opened = await lastEvent(table, callbackId);
  await startSurvey(opened, at, { table });
  const asked = await lastEvent(table, surveyIdOf(callbackId));
  if (!asked.text) throw new Error('nobody was asked');
  await sendText({ event: { ...asked, text: asked.text }, askedBy: asked.id }, at, {
    table,
    sender: new FakeSender(),
  });
  // Whether the survey was answered or fell silent matters to no sweep after it.
  const day = later(at, { days: 1 });
  await expireSurveys(day, table);
  await closeAnswered(opened, callbackId, day, table);

  const ids = [visitId, customerId, callbackId, surveyIdOf(callbackId), textIdOf(asked.id)];
  const items = [];
  for (const id of ids) items.push(...(await table.collection(id)));
  return { ids, items: JSON.stringify(items) };
}

const itemSchema = v.looseObject({ pk: v.string(), sk: v.string() });

/** Puts copies of a visit into the table, each under ids of its own that are as long as its own. */
export async function copyVisit(
  { client, name }: { client: DynamoDBClient; name: string },
  { ids, items }: OldVisit,
  from: number,
  until: number,
): Promise<void> {
  for (let n = from; n < until; n += 1) {
    const end = String(n).padStart(6, '0');
    const copied = ids.reduce((text, id) => text.replaceAll(id, id.slice(0, -6) + end), items);
    const requests = v
      .parse(v.array(itemSchema), JSON.parse(copied))
      .map((item) => ({ PutRequest: { Item: marshall(item) } }));
    for (let first = 0; first < requests.length; first += 25) {
      const some = requests.slice(first, first + 25);
      await client.send(new BatchWriteItemCommand({ RequestItems: { [name]: some } }));
    }
  }
}
