import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import * as v from 'valibot';
import type { Cloud } from '../../infra/local/cloud.ts';
import type { Play, PlayedEvent } from '../../infra/local/play.ts';
import { freshPhone, visitInAustin, visitInChengdu } from './a-visit.ts';
import {
  type Act,
  type Conversation,
  conversationsIn,
  type Expectation,
  type Scene,
} from './conversation.ts';

/** A conversation as it was played, with what was otherwise than it says. */
export interface Played {
  readonly locale: 'zh-CN' | 'en-US';
  readonly title: string;
  readonly phone: string;
  readonly customerId: string;
  readonly differences: string[];
}

interface Running extends Played {
  readonly conversation: Conversation;
  /** How many of the texts on the phone were looked at. */
  heard: number;
}

interface Store {
  readonly locale: 'zh-CN' | 'en-US';
  readonly dealerId: string;
  readonly offset: string;
  readonly country: 'CN' | 'US';
  readonly agent: string;
  readonly visit: typeof visitInChengdu;
}

const stores: readonly Store[] = [
  {
    locale: 'zh-CN',
    dealerId: 'cd-south',
    offset: '+08:00',
    country: 'CN',
    agent: 'li-na',
    visit: visitInChengdu,
  },
  {
    locale: 'en-US',
    dealerId: 'austin-north',
    offset: '-06:00',
    country: 'US',
    agent: 'olivia-reed',
    visit: visitInAustin,
  },
];

interface Carrier {
  readonly sns: SNSClient;
  readonly topicArn: string | undefined;
  carried: number;
}

const days: Readonly<Record<string, string>> = { Tue: '2026-03-03', Wed: '2026-03-04', Thu: '2026-03-05' };
const batch = v.object({
  answers: v.array(v.object({ status: v.literal(202), visit: v.object({ customerId: v.string() }) })),
});
const complaints = v.object({ items: v.array(v.object({ id: v.string(), customerId: v.string() })) });

/**
 * Plays the conversations of both stores side by side, from Monday's deliveries on: those of one time step by step, then
 * those of the next.
 */
export async function playConversations(play: Play, cloud: Cloud): Promise<Played[]> {
  const carrier = carrierOf(cloud);
  const all = [];
  for (const store of stores) {
    await play.turnTo(`2026-03-02T16:00:00${store.offset}`);
    all.push(...(await deliverAll(play, store)).map((running) => ({ store, running })));
  }
  const scenes = all.flatMap(({ store, running }) =>
    running.conversation.scenes.map((scene) => ({ at: momentOf(scene.time, store), scene, store, running })),
  );
  const times = [...new Set(scenes.map(({ at }) => at))].sort((a, b) => Date.parse(a) - Date.parse(b));
  for (const time of times) {
    await play.turnTo(time);
    const now = scenes.filter(({ at }) => at === time);
    await playScenes(play, carrier, now);
    const events = await play.events();
    for (const { scene, running } of now) compareEvents(running, scene, events);
  }
  for (const { running } of all) await compareTexts(play, running, []);
  carrier.sns.destroy();
  return all.map(({ running }) => running);
}

type Now = readonly { scene: Scene; store: Store; running: Running }[];

/** The first act of every conversation at once, then the second of each that has one, and so on. */
async function playScenes(play: Play, carrier: Carrier, now: Now): Promise<void> {
  const rounds = Math.max(...now.map(({ scene }) => scene.acts.length));
  for (let round = 0; round < rounds; round += 1) {
    const acting = now.flatMap(({ scene, store, running }) => {
      const act = scene.acts[round];
      return act ? [{ act, store, running }] : [];
    });
    await Promise.all(acting.map((each) => perform(play, carrier, each)));
    await play.quiet();
    for (const { act, running } of acting) await compareTexts(play, running, act.texts);
  }
}

async function perform(
  play: Play,
  carrier: Carrier,
  { store, running, act }: { store: Store; running: Running; act: Act },
): Promise<void> {
  const { phone, customerId } = running;
  switch (act.kind) {
    case 'wait':
      return;
    case 'reply':
      return carry(carrier, phone, act.words, 1);
    case 'reply-twice':
      return carry(carrier, phone, act.words, 2);
    case 'visit':
      await play.postVisit(store.dealerId, visitOf(store, phone, await play.now(), 'second'));
      return;
    case 'complain': {
      const body = { dealerId: store.dealerId, phone, channel: 'walk-in', words: act.words };
      const answer = await play.as(store.agent, 'POST', '/v1/complaints', body);
      if (answer.status !== 201) running.differences.push(`the complaint was answered ${answer.status}`);
      return;
    }
    case 'solve': {
      const path = `/v1/complaints?dealerId=${store.dealerId}&state=open`;
      const open = v.parse(complaints, (await play.as(store.agent, 'GET', path)).body).items;
      const id = open.find((each) => each.customerId === customerId)?.id;
      const command = { command: 'propose-solution', resolution: 'Done' };
      const answer = await play.as(store.agent, 'POST', `/v1/complaints/${id}/commands`, command);
      if (answer.status !== 200) running.differences.push(`“solved” was answered ${answer.status}`);
    }
  }
}

async function deliverAll(play: Play, store: Store): Promise<Running[]> {
  const conversations = conversationsIn(store.locale);
  const phones = conversations.map(() => freshPhone(store.country));
  const now = await play.now();
  const visits = phones.map((phone) => visitOf(store, phone, now, 'first'));
  const { answers } = v.parse(batch, (await play.postVisit(store.dealerId, { visits })).body);
  return conversations.map((conversation, index) => ({
    conversation,
    locale: store.locale,
    title: conversation.title,
    phone: phones[index] ?? '',
    customerId: answers[index]?.visit.customerId ?? '',
    differences: [],
    heard: 1,
  }));
}

/** Everybody has a vehicle of their own, and comes for other work the second time, which is no rework then. */
function visitOf(store: Store, phone: string, now: string, number: 'first' | 'second') {
  const repairOrder = { number: `${number}-${phone.slice(-8)}`, openedAt: now, deliveredAt: now };
  const vehicle = { vin: `LSVAA4182E2${phone.slice(-6)}`, plate: undefined };
  const items = number === 'first' ? {} : { items: [{ description: 'Wipers replaced', outcome: 'done' }] };
  return store.visit(now.slice(0, 10), phone, { repairOrder, vehicle, ...items });
}

function carrierOf({ doorUrl, template }: Cloud): Carrier {
  const topics = template.ofType('AWS::SNS::Topic');
  const credentials = { accessKeyId: 'operator', secretAccessKey: 'operator' };
  return {
    sns: new SNSClient({ endpoint: doorUrl, region: template.region, credentials }),
    topicArn: topics.find(({ logicalId }) => logicalId.startsWith('InboundTexts'))?.ref,
    carried: 0,
  };
}

/** A text on its way from a carrier, which may deliver it more than once. */
async function carry(carrier: Carrier, phone: string, words: string, times: number): Promise<void> {
  carrier.carried += 1;
  const Message = JSON.stringify({
    originationNumber: phone,
    messageBody: words,
    inboundMessageId: `carried ${carrier.carried}`,
  });
  for (let time = 0; time < times; time += 1)
    await carrier.sns.send(new PublishCommand({ TopicArn: carrier.topicArn, Message }));
}

async function compareTexts(play: Play, running: Running, expected: readonly string[]): Promise<void> {
  const texts = await play.textsTo(running.phone);
  const got = texts.slice(running.heard);
  running.heard = texts.length;
  const fits = got.length === expected.length && expected.every((words, n) => got[n]?.includes(words));
  if (!fits) running.differences.push(`texts: ${JSON.stringify(got)} instead of ${JSON.stringify(expected)}`);
}

function compareEvents(
  running: Running,
  { time, expectations }: Scene,
  events: readonly PlayedEvent[],
): void {
  const own = events.filter(({ customerId }) => customerId === running.customerId);
  for (const expectation of expectations) {
    if (own.some((event) => fits(event, expectation)) === expectation.recorded) continue;
    const names = own.map(({ name, facts }) => `${name} ${JSON.stringify(facts)}`);
    running.differences.push(`${time}: ${JSON.stringify(expectation)} among\n  ${names.join('\n  ')}`);
  }
}

function fits(event: PlayedEvent, { name, facts }: Expectation): boolean {
  return (
    event.name === name && Object.entries(facts).every(([key, value]) => String(event.facts[key]) === value)
  );
}

function momentOf(time: string, { offset }: Store): string {
  const [day = '', clock = ''] = time.split(' ');
  return new Date(`${days[day]}T${clock}:00${offset}`).toISOString();
}
