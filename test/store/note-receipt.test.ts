import { beforeEach, describe, expect, it } from 'vitest';
import { historyOf } from '../../shared/events/history.ts';
import { noteReceipt, NotKnownYet } from '../../shared/messages/note-receipt.ts';
import type { Receipt } from '../../shared/messages/receipt.ts';
import type { Sender } from '../../shared/messages/senders/sender.ts';
import { sendText } from '../../shared/messages/send.ts';
import { textIdOf } from '../../shared/messages/store.ts';
import type { Table } from '../../shared/platform/table.ts';
import { type Instant, later } from '../../shared/platform/time.ts';
import { aLesson } from '../builders/lesson.ts';
import { shanghai } from '../builders/times.ts';
import { aSurveyAsks, teach } from './a-customer.ts';
import { openDealer } from './a-group.ts';
import { FakeSender } from './a-sender.ts';
import { useTable } from './a-table.ts';
import { kill, Killed } from './interrupted-table.ts';

const store = useTable();
const ten = shanghai('2026-03-03T10:00');
const textId = textIdOf('survey_1.1');
const arrived: Receipt = {
  notification: { messageId: 'carried-1' },
  delivery: { providerResponse: 'Message has been accepted by phone carrier' },
  status: 'SUCCESS',
};
const nobody: Receipt = {
  ...arrived,
  delivery: { providerResponse: 'Invalid phone number' },
  status: 'FAILURE',
};

beforeEach(async () => {
  await openDealer(store.table);
  await teach(store.table, aLesson());
});

const deliver = (sender: Sender, { at = ten, table = store.table }: { at?: Instant; table?: Table } = {}) =>
  sendText(aSurveyAsks(1, ten), at, { table, sender });
const receive = (receipt: Receipt, { toldAt, now }: { toldAt?: Instant; now?: Instant } = {}) =>
  noteReceipt(receipt, toldAt ?? ten, now ?? toldAt ?? ten, store.table);
const happened = async () => (await historyOf(store.table, textId)).map((event) => event.name);

describe('a receipt', () => {
  it('finds its text by the id that the carrier gave it, even three days later, and follows from its sending', async () => {
    await deliver(new FakeSender());
    const threeDaysOn = later(ten, { hours: 72 });
    expect(await receive(arrived, { toldAt: threeDaysOn })).toBe(true);
    expect(await historyOf(store.table, textId)).toMatchObject([
      { name: 'message.sent' },
      { name: 'message.delivered', cause: { kind: 'event', id: `${textId}.1` }, happenedAt: threeDaysOn },
    ]);
  });

  it('is told once, however often it comes, in a row or at once', async () => {
    await deliver(new FakeSender());
    await receive(nobody);
    await Promise.all([receive(nobody), receive(nobody), receive(nobody)]);
    expect(await happened()).toEqual(['message.sent', 'message.undelivered']);
  });

  it('of a text that is not ours is refused while ours may be on their way, then left alone', async () => {
    await expect(receive(arrived)).rejects.toThrow(NotKnownYet);
    expect(await receive(arrived, { toldAt: ten, now: later(ten, { minutes: 3 }) })).toBe(false);
    expect(await happened()).toEqual([]);
  });
});

describe('whatever happens on the way, a receipt is not lost and nobody is texted twice', () => {
  it('it comes before the send call has returned: it is refused, and noted when it comes again', async () => {
    let refused: unknown;
    const sender = new FakeSender();
    const early: Sender = {
      channel: 'sms',
      async send(text) {
        const carrierId = await sender.send(text);
        refused = await receive(arrived).catch((error: unknown) => error);
        return carrierId;
      },
    };
    await deliver(early);
    expect(refused).toBeInstanceOf(NotKnownYet);
    await receive(arrived, { toldAt: ten, now: later(ten, { minutes: 1 }) });
    expect(await happened()).toEqual(['message.sent', 'message.delivered']);
    expect(sender.left).toHaveLength(1);
  });

  it('the sending is killed after the call: it waits for what is recorded, and then tells that the text arrived', async () => {
    const sender = new FakeSender();
    const table = store.interrupted({ commit: 2, beforeCommit: kill });
    await expect(deliver(sender, { table })).rejects.toThrow(Killed);
    await expect(receive(arrived, { toldAt: ten, now: later(ten, { hours: 1 }) })).rejects.toThrow(
      NotKnownYet,
    );
    await deliver(sender, { at: later(ten, { minutes: 30 }) });
    await receive(arrived, { toldAt: ten, now: later(ten, { hours: 2 }) });
    expect(await happened()).toEqual(['message.unconfirmed', 'message.delivered']);
    expect(sender.left).toHaveLength(1);
  });

  it('the answer to the call is lost, and with it the id: the text stays unconfirmed, the receipt is left alone', async () => {
    const sender = new FakeSender('answer-lost');
    await deliver(sender);
    expect(await receive(arrived, { toldAt: ten, now: later(ten, { minutes: 3 }) })).toBe(false);
    expect(await happened()).toEqual(['message.unconfirmed']);
    expect(sender.left).toHaveLength(1);
  });

  it('the sending is killed before the call: nothing left, and nothing leaves', async () => {
    const sender = new FakeSender();
    await expect(deliver(sender, { table: store.interrupted({ afterCommit: kill }) })).rejects.toThrow(
      Killed,
    );
    await deliver(sender, { at: later(ten, { minutes: 30 }) });
    expect(await happened()).toEqual(['message.unconfirmed']);
    expect(sender.left).toEqual([]);
  });
});
