import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { noteConsents, showConsents, type ConsentBody } from '../../shared/messages/consents.ts';
import { BasisSchema } from '../../shared/events/messages.ts';
import { historyOf } from '../../shared/events/history.ts';
import { sendText } from '../../shared/messages/send.ts';
import { consentIdOf, handsets, textIdOf } from '../../shared/messages/store.ts';
import { Problem } from '../../shared/platform/problem.ts';
import { type Instant, later } from '../../shared/platform/time.ts';
import { aDealer } from '../builders/dealer.ts';
import { aLesson } from '../builders/lesson.ts';
import { aPerson } from '../builders/person.ts';
import { shanghai } from '../builders/times.ts';
import { aSurveyAsks, teach } from './a-customer.ts';
import { byCommand, openDealer } from './a-group.ts';
import { FakeSender } from './a-sender.ts';
import { useTable } from './a-table.ts';

const store = useTable();
const ten = shanghai('2026-03-03T10:00');
const agent = aPerson({ id: 'li-na', role: 'agent', dealerIds: ['cd-south'] });
const north = aPerson({ id: 'ma-hui', role: 'agent', dealerIds: ['cd-north'] });
const form: ConsentBody = {
  purposes: ['care', 'marketing'],
  given: true,
  how: 'signed-form',
  wording: '同意',
};

beforeEach(async () => {
  await openDealer(store.table, aDealer({ legalEntity: 'chengdu-motors' }));
  await openDealer(store.table, aDealer({ id: 'cd-north', name: '成都北店', legalEntity: 'chengdu-motors' }));
  await openDealer(store.table, aDealer({ id: 'cd-east', name: '成都东店' }));
  await teach(store.table, aLesson());
});

const noteAs = (told: Partial<ConsentBody> = {}, { key = 'r-1', by = agent, now = ten } = {}) =>
  noteConsents('customer_1', { ...form, ...told }, { id: key, key, by, now }, store.table);

/** What becomes of a care text that a store sends at a moment. */
async function careText(dealerId: string, at: Instant, n: number) {
  const sender = new FakeSender();
  const asking = aSurveyAsks(n, at, { purpose: 'care', conversation: undefined, asks: undefined });
  const event = { ...asking.event, dealerId };
  await sendText({ ...asking, event }, at, { table: store.table, sender });
  return (await historyOf(store.table, textIdOf(event.id))).map(({ name, facts }) => ({
    name,
    basis: v.parse(v.optional(BasisSchema), facts['basis']),
  }));
}

describe('a consent that staff note', () => {
  it('lets texts go for its purpose, from every store of the company and of no other', async () => {
    const care = { handsetId: 'handset_1', legalEntity: 'chengdu-motors', purpose: 'care' } as const;
    await noteAs();
    expect(await careText('cd-south', ten, 1)).toMatchObject([
      { name: 'message.sent', basis: { kind: 'consent', ground: `${consentIdOf(care)}.1` } },
    ]);
    expect(await careText('cd-north', ten, 2)).toMatchObject([{ name: 'message.sent' }]);
    expect(await careText('cd-east', ten, 3)).toMatchObject([
      { name: 'message.withheld', basis: { kind: 'no-consent' } },
    ]);
  });

  it('keeps every proof, newest first, and a request sent again adds none', async () => {
    await noteAs();
    await noteAs();
    const wording = '不要再发优惠了';
    await noteAs({ purposes: ['marketing'], given: false, how: 'by-phone', wording }, { key: 'r-2' });
    const { items } = await showConsents('customer_1', agent, store.table);
    expect(items).toMatchObject([
      { purpose: 'service', permitted: true, proofs: [] },
      { purpose: 'care', permitted: true, proofs: [{ given: true, wording: '同意', notedBy: 'li-na' }] },
      { purpose: 'marketing', permitted: false, proofs: [{ given: false, wording }, { given: true }] },
    ]);
  });

  it('is refused for all its purposes where one of them was withdrawn', async () => {
    await noteAs({ purposes: ['marketing'], given: false });
    await expect(noteAs({}, { key: 'r-2', now: later(ten, { days: 1 }) })).rejects.toThrow(Problem);
    const { items } = await showConsents('customer_1', agent, store.table);
    expect(items.map(({ proofs }) => proofs.length)).toEqual([0, 0, 1]);
  });

  it('is refused where the phone texted STOP, and possible again after START', async () => {
    const keyword = (optedOut: boolean, at: Instant) =>
      handsets(store.table).change('handset_1', byCommand, () => ({
        state: { optedOut, since: at },
        events: [
          { name: optedOut ? 'handset.opted-out' : 'handset.opted-in', facts: { handsetId: 'handset_1' } },
        ],
      }));
    await keyword(true, ten);
    await expect(noteAs()).rejects.toMatchObject({ status: 409 });
    expect(await careText('cd-south', ten, 1)).toMatchObject([
      { name: 'message.withheld', basis: { kind: 'opted-out', ground: 'handset_1.1' } },
    ]);
    await keyword(false, later(ten, { hours: 1 }));
    await noteAs({}, { now: later(ten, { hours: 2 }) });
    expect(await careText('cd-south', later(ten, { hours: 2 }), 2)).toMatchObject([{ name: 'message.sent' }]);
  });

  it('of the future is refused, and so is one by staff of another store', async () => {
    await expect(noteAs({ saidAt: later(ten, { minutes: 1 }) })).rejects.toMatchObject({ status: 400 });
    await expect(noteAs({}, { by: north })).rejects.toMatchObject({ status: 404 });
    await expect(showConsents('customer_1', north, store.table)).rejects.toMatchObject({ status: 404 });
  });

  it('of service that is withdrawn ends what would rest on the contract', async () => {
    await noteAs({ purposes: ['service'], given: false });
    const sender = new FakeSender();
    await sendText(aSurveyAsks(1, ten), ten, { table: store.table, sender });
    expect(sender.left).toEqual([]);
  });
});
