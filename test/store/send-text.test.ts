import { beforeEach, describe, expect, it } from 'vitest';
import { historyOf } from '../../shared/events/history.ts';
import { readWords } from '../../shared/events/words.ts';
import type { TextRequest } from '../../shared/events/text-request.ts';
import type { Handset } from '../../shared/messages/handset.ts';
import { releaseTexts } from '../../shared/messages/release.ts';
import { NotAccepted, type Sender } from '../../shared/messages/senders/sender.ts';
import { BeingSent, sendText } from '../../shared/messages/send.ts';
import { handsets, textIdOf, texts } from '../../shared/messages/store.ts';
import { threadsOf } from '../../shared/messages/thread.ts';
import { Conflict, type Table } from '../../shared/platform/table.ts';
import { type Instant, later } from '../../shared/platform/time.ts';
import { aDealer } from '../builders/dealer.ts';
import { aLesson } from '../builders/lesson.ts';
import { shanghai } from '../builders/times.ts';
import { aSurveyAsks, teach } from './a-customer.ts';
import { byCommand, openDealer } from './a-group.ts';
import { FakeSender } from './a-sender.ts';
import { useTable } from './a-table.ts';
import { kill, Killed } from './interrupted-table.ts';

const store = useTable();
const tenInTheMorning = shanghai('2026-03-03T10:00');
const tenAtNight = shanghai('2026-03-03T22:00');
const nextMorning = shanghai('2026-03-04T09:00');
const phone = '+8613800138000';
const textId = textIdOf('survey_1.1');

beforeEach(async () => {
  await openDealer(store.table);
  await teach(store.table, aLesson());
});

/** The survey's event is delivered, for the first time or again. */
const deliver = (
  sender: Sender,
  {
    at = tenInTheMorning,
    askedAt = at,
    table = store.table,
    ...request
  }: Partial<TextRequest> & {
    at?: Instant;
    askedAt?: Instant;
    table?: Table;
  } = {},
) => sendText(aSurveyAsks(1, askedAt, request), at, { table, sender });

/** The queue delivers again: at once, when another delivery may still be at it, and after a while. */
async function deliverUntilSettled(sender: Sender): Promise<void> {
  await deliver(sender).catch(() => undefined);
  await deliver(sender, { at: later(tenInTheMorning, { minutes: 30 }), askedAt: tenInTheMorning });
}

/** The event of a held text whose wait is over is delivered. */
async function deliverRelease(sender: Sender, at: Instant): Promise<void> {
  const released = (await historyOf(store.table, textId)).findLast(({ name }) => name === 'message.released');
  if (!released?.text) throw new Error('the text was not released');
  const { text } = released;
  const askedBy = String(released.facts['askedBy']);
  await sendText({ event: { ...released, text }, askedBy }, at, { table: store.table, sender });
}

const state = async () => (await texts(store.table).load(textId))?.state;
const happened = async () => (await historyOf(store.table, textId)).map((event) => event.name);

async function optOut(handsetId: string, optedOut: Handset['optedOut'] = true): Promise<void> {
  await handsets(store.table).change(handsetId, byCommand, () => ({
    state: { optedOut, since: tenInTheMorning },
    events: [{ name: optedOut ? 'handset.opted-out' : 'handset.opted-in', facts: { handsetId } }],
  }));
}

describe('a text that an event asks for', () => {
  it('leaves for the customer once, by name, and its words are kept as they left', async () => {
    const sender = new FakeSender();
    await deliver(sender);
    expect(sender.left.map(({ to }) => to)).toEqual([phone]);
    expect(sender.left[0]?.words).toContain('王小明您好');
    const text = await state();
    expect(text).toMatchObject({ status: 'sent', askedBy: 'survey_1.1' });
    const kept = text?.words && (await readWords(store.table, text.words));
    expect(kept).toMatchObject({ text: sender.left[0]?.words, by: 'cd-south', at: tenInTheMorning });
    expect(await historyOf(store.table, textId)).toMatchObject([
      { name: 'message.sent', cause: { kind: 'event', id: 'survey_1.1' }, facts: { parts: 1 } },
    ]);
  });

  it('leaves once however often its event is delivered, in a row or at once', async () => {
    const sender = new FakeSender();
    await deliver(sender);
    await deliver(sender);
    await deliver(sender, { at: later(tenInTheMorning, { days: 3 }), askedAt: tenInTheMorning });
    expect(sender.left).toHaveLength(1);
    expect(await happened()).toEqual(['message.sent']);
  });

  it('ten deliveries at once are one text and one outcome', async () => {
    const sender = new FakeSender();
    const deliveries = Array.from({ length: 10 }, () => deliver(sender));
    await Promise.allSettled(deliveries);
    await deliverUntilSettled(sender);
    expect(sender.left).toHaveLength(1);
    expect(await happened()).toHaveLength(1);
    expect((await state())?.status).toMatch(/^(sent|unconfirmed)$/);
  });

  it('two surveys are two texts', async () => {
    const sender = new FakeSender();
    const deps = { table: store.table, sender };
    await sendText(aSurveyAsks(1, tenInTheMorning), tenInTheMorning, deps);
    await sendText(aSurveyAsks(2, tenInTheMorning), tenInTheMorning, deps);
    expect(sender.left).toHaveLength(2);
    expect(await threadsOf(store.table, 'handset_1')).toHaveLength(2);
  });

  it('everything kept of it carries its schema version', async () => {
    await deliver(new FakeSender());
    const items = [
      ...(await store.table.collection(textId)),
      ...(await store.table.collection('handset_1', 'THREAD#')),
    ];
    expect(items).toHaveLength(4);
    expect(items.map((item) => item['v'])).toEqual([1, 1, 1, 1]);
  });
});

describe('whatever happens on the way, there is never a second text', () => {
  it.each([
    ['before the claim', { beforeCommit: kill }, 1, 'sent'],
    ['after the claim', { afterCommit: kill }, 0, 'unconfirmed'],
    ['after the text left', { commit: 2, beforeCommit: kill }, 1, 'unconfirmed'],
    ['after the outcome was recorded', { commit: 2, afterCommit: kill }, 1, 'sent'],
  ] as const)('killed %s', async (_, interruption, texts, status) => {
    const sender = new FakeSender();
    await expect(deliver(sender, { table: store.interrupted(interruption) })).rejects.toThrow(Killed);
    await deliverUntilSettled(sender);
    expect(sender.left).toHaveLength(texts);
    expect((await state())?.status).toBe(status);
    expect(await happened()).toEqual([`message.${status}`]);
  });

  it('a delivery that meets another one at work leaves the outcome to it', async () => {
    const sender = new FakeSender();
    const second = () => expect(deliver(sender)).rejects.toThrow(BeingSent);
    await deliver(sender, { table: store.interrupted({ afterCommit: second }) });
    expect(sender.left).toHaveLength(1);
    expect(await happened()).toEqual(['message.sent']);
  });

  it('an answer that was lost leaves it unconfirmed', async () => {
    const sender = new FakeSender('answer-lost');
    await deliver(sender);
    await deliver(sender);
    expect(sender.left).toHaveLength(1);
    expect(await happened()).toEqual(['message.unconfirmed']);
  });

  it('a reply finds its question even when nobody knows whether it left', async () => {
    const sender = new FakeSender();
    const table = store.interrupted({ commit: 2, beforeCommit: kill });
    await expect(deliver(sender, { table })).rejects.toThrow(Killed);
    expect(await threadsOf(store.table, 'handset_1')).toMatchObject([{ textId, asks: 'rating' }]);
  });

  it('a claim that met somebody else is claimed again by the next delivery', async () => {
    const sender = new FakeSender();
    const met = () => Promise.reject(new Conflict('the aggregate was changed in between'));
    await expect(deliver(sender, { table: store.interrupted({ beforeCommit: met }) })).rejects.toThrow(
      Conflict,
    );
    expect(sender.left).toHaveLength(0);
    await deliver(sender);
    expect(await happened()).toEqual(['message.sent']);
  });
});

describe('a sender that is down for now', () => {
  it('lets the next delivery send', async () => {
    const sender = new FakeSender('not-accepted', 'not-accepted');
    await expect(deliver(sender)).rejects.toThrow(NotAccepted);
    await expect(deliver(sender)).rejects.toThrow(NotAccepted);
    expect(await happened()).toEqual([]);
    await deliver(sender);
    expect(sender.left).toHaveLength(1);
    expect(await happened()).toEqual(['message.sent']);
  });

  it('and a process killed before it gives its claim back: nobody knows, so nothing is sent', async () => {
    const sender = new FakeSender('not-accepted');
    const table = store.interrupted({ beforeRemove: kill });
    await expect(deliver(sender, { table })).rejects.toThrow(Killed);
    await deliverUntilSettled(sender);
    expect(sender.left).toEqual([]);
    expect(await happened()).toEqual(['message.unconfirmed']);
  });

  it('until the text makes no sense any more', async () => {
    const sender = new FakeSender('not-accepted');
    await expect(deliver(sender)).rejects.toThrow(NotAccepted);
    await deliver(sender, { at: later(tenInTheMorning, { hours: 25 }), askedAt: tenInTheMorning });
    expect(sender.left).toEqual([]);
    expect(await state()).toMatchObject({ status: 'withheld', reason: 'out-of-date' });
  });
});

describe('a text that is withheld leaves its one reason', () => {
  it('a carrier that refuses is not asked again', async () => {
    const sender = new FakeSender('refused');
    await deliver(sender);
    await deliver(sender);
    expect(sender.left).toEqual([]);
    expect(await state()).toMatchObject({ status: 'withheld', reason: 'refused-by-carrier' });
    expect(await happened()).toEqual(['message.withheld']);
  });

  it('an opt-out holds until the customer opts in, and then for what is new only', async () => {
    const sender = new FakeSender();
    await optOut('handset_1');
    await deliver(sender);
    expect(await state()).toMatchObject({ status: 'withheld', reason: 'opted-out' });
    await optOut('handset_1', false);
    await deliver(sender);
    expect(sender.left).toEqual([]);
    await sendText(aSurveyAsks(2, tenInTheMorning), tenInTheMorning, { table: store.table, sender });
    expect(sender.left).toHaveLength(1);
  });

  it('the confirmation of an opt-out goes out all the same', async () => {
    const sender = new FakeSender();
    await optOut('handset_1');
    const request = { template: 'opt-out.confirmed', conversation: undefined, asks: undefined } as const;
    await deliver(sender, { ...request, at: tenAtNight });
    expect(sender.left).toMatchObject([{ to: phone }]);
    expect(sender.left[0]?.words).toContain('退订');
    expect(await threadsOf(store.table, 'handset_1')).toEqual([]);
  });

  it.each([
    ['service', undefined, 'sent'],
    ['service', true, 'sent'],
    ['care', undefined, 'withheld'],
    ['care', true, 'sent'],
    ['marketing', undefined, 'withheld'],
    ['marketing', false, 'withheld'],
  ] as const)('for %s with consent %s it is %s', async (purpose, given, status) => {
    const visitId = 'visit_9';
    await teach(
      store.table,
      aLesson({ visitId, openedAt: '2026-03-02T12:00', consent: { [purpose]: given } }),
    );
    const sender = new FakeSender();
    await deliver(sender, { purpose });
    expect((await state())?.status).toBe(status);
    expect(sender.left).toHaveLength(status === 'sent' ? 1 : 0);
  });
});

describe('the weekly cap', () => {
  const send = (n: number, at: Instant, sender: Sender, request: Partial<TextRequest> = {}) =>
    sendText(aSurveyAsks(n, at, request), at, { table: store.table, sender });
  const reasonOf = async (n: number) =>
    (await texts(store.table).load(textIdOf(`survey_${n}.1`)))?.state.reason;
  const day = (n: number) => later(tenInTheMorning, { days: n });

  it('is counted by phone across stores; what is too many stays, until the week has moved on', async () => {
    await openDealer(store.table, aDealer({ id: 'cd-north', name: '成都北店' }));
    const sender = new FakeSender();
    for (const n of [1, 2]) await send(n, day(0), sender);
    const elsewhere = aSurveyAsks(3, day(1));
    const event = { ...elsewhere.event, dealerId: 'cd-north' };
    await sendText({ ...elsewhere, event }, day(1), { table: store.table, sender });
    await send(4, day(2), sender);
    expect(sender.left).toHaveLength(3);
    expect(await reasonOf(4)).toBe('weekly-cap');
    await send(5, day(7), sender);
    expect(sender.left).toHaveLength(4);
  });

  it('never stops what belongs to a complaint, nor does that count', async () => {
    const sender = new FakeSender();
    const conversation = { kind: 'complaint', id: 'complaint_1' } as const;
    const request = { template: 'complaint.opened', conversation, asks: 'words' } as const;
    for (const n of [1, 2, 3, 4]) await send(n, day(0), sender, request);
    await send(5, day(0), sender);
    expect(sender.left).toHaveLength(5);
  });

  it('holds for texts that leave at the same moment: one is sent again by the queue, and stays', async () => {
    const sender = new FakeSender();
    const all = [1, 2, 3, 4, 5];
    for (let round = 0; round < all.length; round += 1)
      await Promise.allSettled(all.map((n) => send(n, later(day(0), { minutes: 5 * round }), sender)));
    expect(sender.left).toHaveLength(3);
    const reasons = await Promise.all(all.map(reasonOf));
    expect(reasons.filter((reason) => reason === 'weekly-cap')).toHaveLength(2);
  });

  it('a text that was not accepted at first counts once', async () => {
    const sender = new FakeSender('not-accepted');
    await expect(deliver(sender)).rejects.toThrow(NotAccepted);
    await deliver(sender);
    await send(2, day(0), sender);
    await send(3, day(0), sender);
    expect(sender.left).toHaveLength(3);
  });
});

describe("the budget for a month's texts", () => {
  const textBudget = { perMonth: '0.50', perPart: '0.10' };
  const complaint = { template: 'complaint.opened', asks: 'words' } as const;

  beforeEach(async () => {
    await openDealer(store.table, aDealer({ settings: { textBudget, textsPerWeek: 50 } }));
  });

  it('warns once, then sends only what belongs to complaints, and begins anew with the month', async () => {
    const sender = new FakeSender();
    const deps = { table: store.table, sender };
    const reached = [];
    for (const n of [1, 2, 3, 4, 5, 6])
      reached.push(await sendText(aSurveyAsks(n, tenInTheMorning), tenInTheMorning, deps));
    expect(reached).toEqual([undefined, undefined, undefined, 'warned', 'spent', undefined]);
    expect(sender.left).toHaveLength(5);
    const withheld = (await historyOf(store.table, textIdOf('survey_6.1'))).map(({ facts }) => facts);
    expect(withheld).toMatchObject([{ reason: 'budget-spent', limit: 5 }]);

    const conversation = { kind: 'complaint', id: 'complaint_1' } as const;
    await sendText(aSurveyAsks(7, tenInTheMorning, { ...complaint, conversation }), tenInTheMorning, deps);
    expect(sender.left).toHaveLength(6);
    const april = shanghai('2026-04-01T10:00');
    await sendText(aSurveyAsks(8, april), april, deps);
    expect(sender.left).toHaveLength(7);
  });

  it('counts a text that may have left, and none that certainly did not', async () => {
    const deps = (sender: Sender) => ({ table: store.table, sender });
    const ask = (n: number, sender: Sender) =>
      sendText(aSurveyAsks(n, tenInTheMorning), tenInTheMorning, deps(sender));
    expect(await ask(1, new FakeSender('answer-lost'))).toBeUndefined();
    expect(await ask(2, new FakeSender('refused'))).toBeUndefined();
    await expect(ask(3, new FakeSender('not-accepted'))).rejects.toThrow(NotAccepted);
    expect(await ask(4, new FakeSender())).toBeUndefined();
    expect(await ask(5, new FakeSender())).toBeUndefined();
    expect(await ask(6, new FakeSender())).toBe('warned');
  });
});

describe('a number that changed hands', () => {
  const newNumber = {
    ...aLesson({ visitId: 'visit_9', handsetId: 'handset_2', openedAt: '2026-03-02T12:00' }),
  };
  const renumbered = { ...newNumber, personal: { name: '王小明', phone: '+8613900139000' } };

  it('what was meant for the old phone does not go to the new number', async () => {
    await teach(store.table, renumbered);
    const sender = new FakeSender();
    await deliver(sender);
    expect(sender.left).toEqual([]);
    expect(await state()).toMatchObject({ status: 'withheld', reason: 'no-number' });
    await sendText(aSurveyAsks(2, tenInTheMorning, { to: 'handset_2' }), tenInTheMorning, {
      table: store.table,
      sender,
    });
    expect(sender.left).toMatchObject([{ to: '+8613900139000' }]);
  });

  it('nor where it changes while the text is on its way, whatever is read first', async () => {
    let isTaught = false;
    const table = store.interrupted({
      afterGet: async (pk) => {
        if (pk !== 'customer_1' || isTaught) return;
        isTaught = true;
        await teach(store.table, renumbered);
      },
    });
    const sender = new FakeSender();
    await deliver(sender, { table });
    expect(isTaught).toBe(true);
    expect(sender.left.map(({ to }) => to)).not.toContain('+8613900139000');
  });

  it('nor what waited for the morning while it changed', async () => {
    const sender = new FakeSender();
    await deliver(sender, { at: tenAtNight });
    await teach(store.table, renumbered);
    await releaseTexts(nextMorning, store.table);
    await deliverRelease(sender, nextMorning);
    expect(sender.left).toEqual([]);
    expect(await state()).toMatchObject({ status: 'withheld', reason: 'no-number' });
  });

  it('the opt-out stays with the phone, whoever has it', async () => {
    await optOut('handset_2');
    await teach(store.table, renumbered);
    const sender = new FakeSender();
    await deliver(sender, { to: 'handset_2' });
    expect(await state()).toMatchObject({ status: 'withheld', reason: 'opted-out' });
  });
});

describe('a text at night', () => {
  it('waits until the morning, is asked for again, and leaves once', async () => {
    const sender = new FakeSender();
    await deliver(sender, { at: tenAtNight });
    expect(await state()).toMatchObject({ status: 'held', until: nextMorning });

    // Again at night: by the queue and by a sweep that comes too early.
    await deliver(sender, { at: later(tenAtNight, { minutes: 5 }), askedAt: tenAtNight });
    expect((await releaseTexts(later(nextMorning, { minutes: -1 }), store.table)).handled).toBe(0);
    expect(sender.left).toEqual([]);

    expect(await releaseTexts(nextMorning, store.table)).toEqual({ handled: 1, failed: [] });
    expect(await releaseTexts(nextMorning, store.table)).toEqual({ handled: 0, failed: [] });
    await deliverRelease(sender, nextMorning);
    await deliverRelease(sender, nextMorning);
    await deliver(sender, { at: nextMorning, askedAt: tenAtNight });
    expect(sender.left).toHaveLength(1);
    expect(await happened()).toEqual(['message.held', 'message.released', 'message.sent']);
  });

  it('that was released too late in the day waits for another morning, and then is out of date', async () => {
    const sender = new FakeSender();
    await deliver(sender, { at: tenAtNight });
    const nextNight = shanghai('2026-03-04T20:30');
    await releaseTexts(nextNight, store.table);
    await deliverRelease(sender, nextNight);
    expect(await state()).toMatchObject({ status: 'held', until: shanghai('2026-03-05T09:00') });
    await releaseTexts(shanghai('2026-03-05T09:00'), store.table);
    await deliverRelease(sender, shanghai('2026-03-05T09:00'));
    expect(sender.left).toEqual([]);
    expect(await state()).toMatchObject({ status: 'withheld', reason: 'out-of-date' });
  });

  it('does not leave in the morning if the customer opted out in the night', async () => {
    const sender = new FakeSender();
    await deliver(sender, { at: tenAtNight });
    await optOut('handset_1');
    await releaseTexts(nextMorning, store.table);
    await deliverRelease(sender, nextMorning);
    expect(sender.left).toEqual([]);
    expect(await state()).toMatchObject({ status: 'withheld', reason: 'opted-out' });
  });

  it('many of them are released by one sweep, and one that fails does not hold up the others', async () => {
    const sender = new FakeSender();
    for (const n of [1, 2, 3]) {
      await sendText(aSurveyAsks(n, tenAtNight), tenAtNight, { table: store.table, sender });
    }
    const broken = textIdOf('survey_2.1');
    await store.table.commit([
      store.table.put({ ...(await store.table.get(broken, 'STATE')), pk: broken, sk: 'STATE', v: 99 }),
    ]);
    const report = await releaseTexts(nextMorning, store.table);
    expect(report).toMatchObject({ handled: 2, failed: [{ id: broken }] });
    expect((await releaseTexts(nextMorning, store.table)).failed).toHaveLength(1);
  });
});
