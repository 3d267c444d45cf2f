import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import type { FaultPlanInput } from '../../infra/local/faults/plan.ts';
import { useCloud } from '../journey/a-cloud.ts';
import { customersOf, deliver } from './story.ts';

const home = useCloud();
const letters = v.array(v.object({ body: v.string(), source: v.string() }));

async function spoil(plan: FaultPlanInput): Promise<void> {
  const answer = await home.play.request('PUT', '/local/faults', { body: JSON.stringify(plan) });
  expect(answer.status).toBe(200);
}

async function eventsOf(customerId: string): Promise<string[]> {
  const events = (await home.play.events()).filter((event) => event.customerId === customerId);
  return events.map(({ name }) => name).filter((name) => name.startsWith('message.'));
}

test('R13: a text claimed just before quiet hours and delivered again inside them is not sent then', async () => {
  const { play } = home;
  const [evening, parked] = customersOf(2, ['silent']);
  if (!evening || !parked) throw new Error('nobody is there');
  for (const customer of [evening, parked]) await deliver(play, customer);
  await play.turnTo('2026-03-03T19:59:50+08:00');
  expect(await play.textsTo(evening.phone)).toHaveLength(1);

  // The function dies between claiming the thanks and handing them to the sender.
  const killed = {
    function: 'messages/send',
    action: 'TransactWriteItems',
    nth: 1,
    kind: 'killed after',
  } as const;
  await spoil({ calls: [killed] });
  await play.reply(evening.phone, '5');
  await play.turnTo('2026-03-04T08:55:00+08:00');
  expect(await play.textsTo(evening.phone)).toHaveLength(1);
  expect(await eventsOf(evening.customerId)).toEqual(['message.sent', 'message.received', 'message.held']);
  // In the morning nobody knows whether it left, so it is not repeated.
  await play.turnTo('2026-03-04T10:00:00+08:00');
  expect(await play.textsTo(evening.phone)).toHaveLength(1);
  expect((await eventsOf(evening.customerId)).at(-1)).toBe('message.unconfirmed');

  // A dead letter: the sender’s function dies until the queue gives up; a day later somebody sends the letter back.
  await spoil({ calls: [{ function: 'messages/send', kind: 'killed before', rate: 1, times: 5 }] });
  await play.reply(parked.phone, '5');
  await play.turnTo('2026-03-04T12:00:00+08:00');
  const dead = v.parse(letters, await play.deadLetters());
  expect(dead).toHaveLength(1);
  await play.request('DELETE', '/local/faults');
  await play.turnTo('2026-03-05T13:00:00+08:00');
  const before = (await play.textsTo(parked.phone)).length;
  for (const letter of dead) await sendBack(letter);
  await play.quiet();
  expect(await play.textsTo(parked.phone)).toHaveLength(before);
  expect((await eventsOf(parked.customerId)).at(-1)).toBe('message.withheld');
}, 300_000);

async function sendBack({ body, source }: { body: string; source: string }): Promise<void> {
  const { template, doorUrl } = home.cloud;
  const queue = template.ofType('AWS::SQS::Queue').find(({ attributes }) => attributes['Arn'] === source);
  const credentials = { accessKeyId: 'operator', secretAccessKey: 'operator' };
  const client = new SQSClient({ endpoint: doorUrl, region: template.region, credentials });
  await client.send(new SendMessageCommand({ QueueUrl: queue?.ref, MessageBody: body }));
  client.destroy();
}
