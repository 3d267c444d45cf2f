import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { callForWords } from '../../shared/callbacks/follow-message.ts';
import { callbacks } from '../../shared/callbacks/store.ts';
import type { AnyEvent } from '../../shared/events/envelope.ts';
import { historyOf } from '../../shared/events/history.ts';
import { MessageReceived } from '../../shared/events/messages.ts';
import type { TextRequest } from '../../shared/events/text-request.ts';
import { readWords } from '../../shared/events/words.ts';
import { findNumber } from '../../shared/messages/number.ts';
import { type Inbound, receiveText } from '../../shared/messages/receive.ts';
import { sendText } from '../../shared/messages/send.ts';
import { handsets, textIdOf } from '../../shared/messages/store.ts';
import { idOf } from '../../shared/platform/ids.ts';
import type { Table } from '../../shared/platform/table.ts';
import { type Instant, later } from '../../shared/platform/time.ts';
import { aLesson } from '../builders/lesson.ts';
import { shanghai } from '../builders/times.ts';
import { aSurveyAsks, handsetOf, teach } from './a-customer.ts';
import { openDealer } from './a-group.ts';
import { aSecret } from './a-secret.ts';
import { FakeSender } from './a-sender.ts';
import { useTable } from './a-table.ts';
import { kill, Killed } from './interrupted-table.ts';

const store = useTable();
const { secret } = aSecret();
const phone = '+8613800138000';
const handsetId = await handsetOf(secret, phone);
const ten = shanghai('2026-03-03T10:00');
const noon = shanghai('2026-03-03T12:00');

beforeEach(async () => {
  await openDealer(store.table);
  await teach(store.table, aLesson({ handsetId }));
});

/** A conversation texts the customer at a moment. */
async function ask(n: number, at: Instant, request: Partial<TextRequest> = {}): Promise<void> {
  const sender = new FakeSender();
  await sendText(aSurveyAsks(n, at, { to: handsetId, ...request }), at, { table: store.table, sender });
  expect(sender.left).toHaveLength(1);
}

/** Complaint number n asks whether it is solved. */
const askSolved = (n: number, at: Instant) =>
  ask(n + 100, at, {
    template: 'complaint.solved?',
    conversation: { kind: 'complaint', id: `complaint_${n}` },
    asks: 'yes-no',
    blanks: { number: `C-${n}` },
  });

/** A text as the two-way SMS topic delivers it: when it was sent, and when it is read. */
interface Arrival {
  readonly sentAt?: Instant;
  readonly now?: Instant;
  readonly id?: string;
  readonly from?: string;
  readonly table?: Table;
  readonly confirmedBy?: 'us' | 'carrier';
}

async function arrive(
  messageBody: string,
  { sentAt = noon, now = sentAt, id = 'in-1', from = phone, table = store.table, ...rest }: Arrival = {},
): Promise<AnyEvent[]> {
  const inbound: Inbound = { originationNumber: from, messageBody, inboundMessageId: id };
  const deps = { table, secret, optOutConfirmedBy: rest.confirmedBy ?? 'us' };
  await receiveText(inbound, sentAt, now, deps);
  return received(id);
}

const received = (id = 'in-1') => historyOf(store.table, idOf('reply', id));

/** What was recorded of one text. */
async function factsOf(events: Promise<AnyEvent[]>) {
  const [event, ...more] = (await events).map((each) => v.parse(MessageReceived, each));
  if (!event || more.length > 0) throw new Error('it was not recorded exactly once');
  return event;
}

describe('a text from a customer', () => {
  it('is kept word for word, by reference, and given to the conversation that asked', async () => {
    await ask(1, ten);
    const { facts, ...event } = await factsOf(arrive('5，师傅很好 👍', { now: later(noon, { minutes: 1 }) }));
    expect(facts.conversation).toEqual({ kind: 'survey', id: 'survey_1' });
    expect(facts.asks).toBe('rating');
    expect(event).toMatchObject({
      dealerId: 'cd-south',
      customerId: 'customer_1',
      actor: { kind: 'customer' },
      cause: { kind: 'event', id: `${textIdOf('survey_1.1')}.1` },
      happenedAt: noon,
      recordedAt: later(noon, { minutes: 1 }),
    });
    expect(await readWords(store.table, facts.words)).toMatchObject({ text: '5，师傅很好 👍', at: noon });
    expect(JSON.stringify({ facts, event })).not.toMatch(/师傅|13800138000/);
  });

  it('is recorded once however often it is delivered, in a row or at once', async () => {
    await ask(1, ten);
    await Promise.all(Array.from({ length: 6 }, () => arrive('5')));
    await arrive('5', { now: later(noon, { days: 1 }) });
    expect(await received()).toHaveLength(1);
  });

  it('delivered again with other words, keeps those that came first', async () => {
    await arrive('很好');
    const event = await factsOf(arrive('很差'));
    expect(await readWords(store.table, event.facts.words)).toMatchObject({ text: '很好' });
  });

  it('the same words twice are two texts', async () => {
    await arrive('5');
    await arrive('5', { id: 'in-2' });
    expect(await received('in-1')).toHaveLength(1);
    expect(await received('in-2')).toHaveLength(1);
  });

  it.each([
    ['before', { beforeCommit: kill }],
    ['after', { afterCommit: kill }],
  ])('killed %s it is recorded, it is recorded once by the next delivery', async (_, interruption) => {
    await ask(1, ten);
    await expect(arrive('5', { table: store.interrupted(interruption) })).rejects.toThrow(Killed);
    await arrive('5');
    expect(await received()).toHaveLength(1);
  });

  it('without any words is a text all the same', async () => {
    expect(await readWords(store.table, (await factsOf(arrive(''))).facts.words)).toMatchObject({ text: '' });
  });
});

describe('the conversation that it continues', () => {
  const conversationOf = async (arrival: Arrival) =>
    (await factsOf(arrive('好的', arrival))).facts.conversation?.id;

  it('is the one that asked most recently before it was sent, whenever it is read', async () => {
    await ask(1, ten);
    await askSolved(1, noon);
    const late = shanghai('2026-03-03T18:00');
    expect(await conversationOf({ sentAt: later(noon, { minutes: -1 }), now: late, id: 'a' })).toBe(
      'survey_1',
    );
    expect(await conversationOf({ sentAt: noon, now: late, id: 'b' })).toBe('complaint_1');
    expect(await conversationOf({ sentAt: later(noon, { minutes: 1 }), id: 'c' })).toBe('complaint_1');
  });

  it('is none for what was sent before anything was asked, or long after', async () => {
    await ask(1, ten);
    expect(await conversationOf({ sentAt: later(ten, { minutes: -1 }), now: noon, id: 'a' })).toBeUndefined();
    expect(await conversationOf({ sentAt: later(ten, { days: 14 }), id: 'b' })).toBe('survey_1');
    expect(await conversationOf({ sentAt: later(ten, { days: 14, minutes: 1 }), id: 'c' })).toBeUndefined();
  });

  it('is none once the conversation has only said thank you', async () => {
    await ask(1, ten);
    const thanks = { template: 'survey.thanks', asks: undefined } as const;
    await ask(2, noon, { ...thanks, conversation: { kind: 'survey', id: 'survey_1' } });
    expect(await conversationOf({ sentAt: later(noon, { minutes: 1 }), id: 'a' })).toBeUndefined();
  });

  it('is still the survey for what crossed its next text on the way', async () => {
    await ask(1, ten);
    const repeat = { template: 'survey.repeat', conversation: { kind: 'survey', id: 'survey_1' } } as const;
    await ask(2, noon, repeat);
    expect(await conversationOf({ sentAt: later(noon, { minutes: -1 }), now: noon, id: 'a' })).toBe(
      'survey_1',
    );
    const thanks = { template: 'survey.thanks', asks: undefined } as const;
    await ask(3, later(noon, { minutes: 5 }), { ...repeat, ...thanks });
    expect(await conversationOf({ sentAt: later(noon, { minutes: 4 }), id: 'b' })).toBe('survey_1');
  });

  it("is never another phone's", async () => {
    await ask(1, ten);
    expect(await conversationOf({ from: '+8613900139000', id: 'a' })).toBeUndefined();
  });

  it('is the survey even if what became of its text is not recorded yet', async () => {
    const table = store.interrupted({ commit: 2, beforeCommit: kill });
    const sender = new FakeSender();
    const asking = aSurveyAsks(1, ten, { to: handsetId });
    await expect(sendText(asking, ten, { table, sender })).rejects.toThrow(Killed);
    const event = await factsOf(arrive('5'));
    expect(event.facts.conversation?.id).toBe('survey_1');
    expect(event.cause).toEqual({ kind: 'text', id: 'in-1' });
  });
});

describe('an opt-out', () => {
  const handset = async () => (await handsets(store.table).load(handsetId))?.state;
  const asksForConfirmation = async (id = handsetId) =>
    (await historyOf(store.table, id)).filter((event) => event.text?.template === 'opt-out.confirmed').length;

  it('holds at once, is confirmed once, and is no answer to the question', async () => {
    await ask(1, ten);
    const { facts } = await factsOf(arrive('退订'));
    expect(facts).toMatchObject({ keyword: 'opt-out' });
    expect(facts).not.toHaveProperty('conversation');
    expect(await handset()).toEqual({ optedOut: true, since: noon });
    await arrive('退订');
    await arrive('退订', { id: 'in-2', sentAt: later(noon, { minutes: 1 }) });
    expect(await asksForConfirmation()).toBe(1);
  });

  it('holds even if the process is killed before the text is recorded', async () => {
    await ask(1, ten);
    const table = store.interrupted({ commit: 2, beforeCommit: kill });
    await expect(arrive('STOP', { table })).rejects.toThrow(Killed);
    expect(await handset()).toMatchObject({ optedOut: true });
    expect(await received()).toEqual([]);

    await arrive('STOP');
    expect(await received()).toHaveLength(1);
    expect(await asksForConfirmation()).toBe(1);
  });

  it('that the carrier confirms is not confirmed by us', async () => {
    await ask(1, ten);
    await arrive('STOP', { confirmedBy: 'carrier' });
    expect(await handset()).toMatchObject({ optedOut: true });
    expect(await asksForConfirmation()).toBe(0);
  });

  it('and an opt-in, read in the wrong order, end as the customer wrote last', async () => {
    await ask(1, ten);
    await arrive('退订', { id: 'in-0', sentAt: later(noon, { minutes: -5 }) });
    const back = later(noon, { minutes: 5 });
    await arrive('订阅', { id: 'in-2', sentAt: back });
    await arrive('退订', { id: 'in-1', sentAt: noon, now: later(back, { minutes: 1 }) });
    expect(await handset()).toEqual({ optedOut: false, since: back });

    const again = later(noon, { minutes: 10 });
    await arrive('退订', { id: 'in-3', sentAt: again });
    await arrive('订阅', { id: 'in-2', sentAt: back, now: later(again, { minutes: 1 }) });
    expect(await handset()).toEqual({ optedOut: true, since: again });
  });

  it('by the letter that the last text named counts; the same letter from elsewhere is only a letter', async () => {
    await ask(1, ten);
    expect((await factsOf(arrive('T'))).facts.keyword).toBe('opt-out');
    expect(
      (await factsOf(arrive('T', { from: '+8613900139000', id: 'in-2' }))).facts.keyword,
    ).toBeUndefined();
  });

  it('from a phone that nobody knows holds, and nobody confirms it', async () => {
    const stranger = '+8613900139000';
    await arrive('退订', { from: stranger });
    const id = await handsetOf(secret, stranger);
    expect((await handsets(store.table).load(id))?.state.optedOut).toBe(true);
    expect(await asksForConfirmation(id)).toBe(0);
  });
});

describe('a text from a phone that nobody knows', () => {
  const stranger = '+15125550100';

  it('is kept with its number, and belongs to no dealer and no customer', async () => {
    const event = await factsOf(arrive('Who is this?', { from: stranger }));
    expect(event).not.toHaveProperty('dealerId');
    expect(event).not.toHaveProperty('customerId');
    expect(event.cause).toEqual({ kind: 'text', id: 'in-1' });
    expect(await findNumber(store.table, await handsetOf(secret, stranger))).toBe(stranger);
    expect(JSON.stringify(event)).not.toContain('5125550100');
  });

  it('calls nobody, but one from a known customer is called back about once', async () => {
    const unknown = await factsOf(arrive('Who is this?', { from: stranger }));
    await callForWords(unknown, unknown.facts, noon, store.table);
    expect(await store.table.collection(idOf('callback', unknown.aggregateId))).toEqual([]);

    await ask(1, ten);
    const sentAt = later(ten, { days: 20 });
    const known = await factsOf(arrive('刹车还是响，请给我回电话', { id: 'in-2', sentAt }));
    expect(known.facts.conversation).toBeUndefined();
    await callForWords(known, known.facts, sentAt, store.table);
    await callForWords(known, known.facts, later(sentAt, { minutes: 5 }), store.table);
    const callback = await callbacks(store.table).load(idOf('callback', known.aggregateId));
    expect(callback).toMatchObject({
      version: 1,
      state: { status: 'open', channel: 'call', assigneeId: 'li-na' },
    });
  });
});
