import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { toldOf } from '../../infra/commands/verify-log/told.ts';
import { commandComplaint } from '../../shared/complaints/command.ts';
import { type ComplaintBody, openByStaff } from '../../shared/complaints/open.ts';
import { sealComplaints } from '../../shared/complaints/seal.ts';
import { verifyComplaints } from '../../shared/complaints/verify.ts';
import { erase } from '../../shared/customers/erase.ts';
import { sealKey } from '../../shared/complaints/seals.ts';
import type { Item } from '../../shared/platform/table.ts';
import { type Instant, later } from '../../shared/platform/time.ts';
import { aCommand } from '../builders/complaint.ts';
import { aPerson } from '../builders/person.ts';
import { monday } from '../builders/times.ts';
import { useBucket } from './a-bucket.ts';
import { openDealer } from './a-group.ts';
import { aSecret } from './a-secret.ts';
import { useTable } from './a-table.ts';
import { Killed } from './interrupted-table.ts';

const store = useTable();
const bucket = useBucket();
const dealerId = 'cd-south';
const gm = aPerson({ id: 'gao-jun', role: 'general-manager' });
const director = aPerson({ id: 'huang-wei', role: 'service-director' });

const deps = () => ({ table: store.table, files: bucket.files });
const proven = (month?: string) => verifyComplaints(dealerId, month, deps());
const seal = (now: Instant) => sealComplaints(now, deps());
const day = (n: number) => later(monday, { days: n });

/** What does not hold, by the complaint. */
async function brokenById() {
  return Object.fromEntries((await proven()).broken.map((each) => [each.complaintId, each]));
}

let requests = 0;
function aRequest(now: Instant, by = aPerson()) {
  requests += 1;
  return { id: `request-${requests}`, key: `request-${requests}`, by, now };
}

/** Takes a complaint down and confirms it: three events, and words of the customer and of staff. */
async function aComplaint(overrides: Partial<ComplaintBody> = {}, now = monday): Promise<string> {
  const { secret } = aSecret();
  const told = { scene: '在前台', remedySought: '道歉', channel: 'front desk', phone: '13800138000' };
  const body = { dealerId, about: [], words: '等了一整天', ...told, ...overrides };
  const { id } = await openByStaff(body, aRequest(now), { table: store.table, secret });
  await commandComplaint(id, aCommand('confirm', { note: '已听取' }), aRequest(now), store.table);
  await commandComplaint(id, aCommand('analyse'), aRequest(now), store.table);
  return id;
}

/** Changes an item behind the system's back. */
async function tamper(id: string, sk: string, change: (item: Item) => Item): Promise<void> {
  const item = await store.table.get(id, sk);
  if (!item) throw new Error(`${id} has no ${sk}`);
  await store.table.commit([store.table.put(change({ ...item, pk: id, sk }))]);
}

async function itemsOf(id: string): Promise<Item[]> {
  const items = await store.table.collection(id);
  return items.map((item) => ({ ...item, pk: id, sk: String(item['sk']) }));
}

const wordsKey = async (id: string, name: string) =>
  (await itemsOf(id)).find(({ sk }) => sk.startsWith(`WORDS#${name}`))?.sk ?? '';

describe('R54, R87: the record of complaints', () => {
  it('that nobody touched is whole, before and after it is sealed', async () => {
    await openDealer(store.table);
    await aComplaint();
    expect(await proven()).toMatchObject({ whole: true, complaints: 1, seals: 0, broken: [], gone: [] });
    expect(await seal(day(1))).toEqual({ handled: 1, failed: [] });
    const verification = await proven('2026-03');
    expect(verification).toMatchObject({ whole: true, complaints: 1, seals: 1, lastSealedAt: day(1) });
    expect(toldOf(verification)).toContain('The record is whole.');
    expect(await proven('2026-04')).toMatchObject({ whole: true, complaints: 0 });
  });

  it.each([
    ['an event', 'EVENT#000002', 2, 'event-changed'],
    ['the state', 'STATE', 3, 'state-changed'],
    ['the scene', 'TOLD', 1, 'words-changed'],
  ] as const)(
    '%s that was changed in the table is found, unsealed and sealed',
    async (_, sk, version, flaw) => {
      await openDealer(store.table);
      const id = await aComplaint();
      await tamper(id, sk, (item) => {
        const text = JSON.stringify(item).replaceAll('li-na', 'gao-jun').replaceAll('在前台', '在家');
        const changed: unknown = JSON.parse(text);
        return Object.assign({ pk: id, sk }, changed);
      });
      const { broken, whole } = await proven();
      expect(whole).toBe(false);
      expect(broken).toMatchObject([{ complaintId: id, version, flaw, sk }]);
      const { failed } = await seal(day(1));
      expect(failed.map(({ id: of }) => of)).toEqual([id]);
      expect(await proven('2026-03')).toMatchObject({ broken: [{ flaw }] });
    },
  );

  it("the customer's words, and those of staff, are found when they were changed or no longer hold together", async () => {
    await openDealer(store.table);
    const id = await aComplaint();
    const another = await aComplaint({ phone: '13800138001' });
    const sk = await wordsKey(id, 'words');
    await tamper(id, sk, (item) => ({ ...item, words: { ...Object(item['words']), text: '都很好' } }));
    const note = await wordsKey(another, 'note');
    await tamper(another, note, ({ pk, sk: at }) => ({ pk, sk: at, v: 1, words: 'nothing' }));
    const broken = await brokenById();
    expect(broken[id]).toMatchObject({ version: 1, flaw: 'words-changed', sk });
    expect(broken[another]).toMatchObject({ version: 2, flaw: 'words-changed', sk: note });
    expect(toldOf(await proven())).toContain(
      `${id}) does not hold from version 1 on, item ${sk}: the words are not`,
    );
  });

  it('an event that was removed, a complaint that was rewritten or dropped after sealing are found', async () => {
    await openDealer(store.table);
    const [cut, rewritten, dropped] = [
      await aComplaint({ phone: '13800138001' }),
      await aComplaint({ phone: '13800138002' }),
      await aComplaint({ phone: '13800138003' }),
    ];
    const copy = await itemsOf(rewritten);
    await seal(day(1));
    await store.table.remove(cut, 'EVENT#000003');
    for (const { pk, sk } of await itemsOf(dropped)) await store.table.remove(pk, sk);
    for (const { sk } of copy) await store.table.remove(rewritten, sk);
    // Somebody lets the system itself write another past under the same id.
    await store.table.commit(
      (await itemsOf(await aComplaint({ phone: '13800138004', words: '都很好' })))
        .filter(({ sk }) => !sk.startsWith('TASK'))
        .map((item) => store.table.put({ ...item, pk: rewritten })),
    );
    const broken = await brokenById();
    expect(broken[cut]).toMatchObject({ version: 3, flaw: 'event-missing' });
    expect(broken[rewritten]).toMatchObject({ flaw: 'not-as-sealed' });
    expect(broken[dropped]).toMatchObject({ version: 3, flaw: 'aggregate-missing' });
  });

  it('words that are gone without an erasure are missing', async () => {
    await openDealer(store.table);
    const id = await aComplaint();
    const sk = await wordsKey(id, 'words');
    await store.table.remove(id, sk);
    expect((await brokenById())[id]).toMatchObject({ version: 1, flaw: 'words-missing', sk });
    await seal(day(1));
    expect((await brokenById())[id]).toMatchObject({ flaw: 'words-missing' });
  });

  it('decision 6: words that are erased leave it whole and named, sealed before or not; tampering is still found', async () => {
    await openDealer(store.table);
    const [id, open] = [await aComplaint(), await aComplaint({ phone: '13800138001' })];
    await seal(day(1));
    const erasing = (complaintId: string, by = gm) =>
      erase({ complaintId, how: 'by-phone' }, aRequest(day(2), by), store.table);
    await expect(erasing(id)).rejects.toMatchObject({ status: 409 });
    for (const by of [gm, director])
      await commandComplaint(id, aCommand('force-close'), aRequest(day(1), by), store.table);
    await expect(erasing(id, director)).rejects.toMatchObject({ status: 403 });
    await expect(erasing(id, aPerson({ ...gm, dealerIds: ['cd-north'] }))).rejects.toMatchObject({
      status: 404,
    });
    const named = (await itemsOf(id)).map(({ sk }) => sk).filter((sk) => /^(?:WORDS|TOLD)/.test(sk));
    expect(await erasing(id)).toEqual({ erased: named.length, complaintIds: [id] });
    expect(await erasing(id)).toEqual({ erased: 0, complaintIds: [id] });
    const left = JSON.stringify(await itemsOf(id));
    for (const words of ['等了一整天', '在前台', '已听取']) expect(left).not.toContain(words);

    const verification = await proven();
    expect(verification).toMatchObject({ whole: true, broken: [] });
    expect(verification.gone.map(({ sk }) => sk).toSorted()).toEqual(named.toSorted());
    expect(new Set(verification.gone.map(({ erasedIn }) => erasedIn)).size).toBe(1);
    expect(toldOf(verification)).toContain('TOLD was erased, as version');
    expect(await seal(day(3))).toEqual({ handled: 1, failed: [] });
    expect(await proven('2026-03')).toMatchObject({ whole: true });

    // Neither does an erasure hide what was changed, nor can words of another be passed off as erased.
    await tamper(id, 'EVENT#000002', (item) => ({ ...item, event: { ...Object(item['event']), v: 2 } }));
    await tamper(open, 'EVENT#000002', (item) => {
      const event = v.parse(v.looseObject({ facts: v.looseObject({}) }), item['event']);
      return { ...item, event: { ...event, facts: { ...event.facts, erased: ['TOLD'] } } };
    });
    await store.table.remove(open, 'TOLD');
    const broken = await brokenById();
    expect(broken[id]).toMatchObject({ version: 2, flaw: 'event-changed' });
    expect(broken[open]).toMatchObject({ version: 2, flaw: 'event-changed' });
  });

  it('R54: nobody erases what is about them, and an interrupted erasure is asked for again', async () => {
    await openDealer(store.table);
    const id = await aComplaint({ about: ['gao-jun'] });
    for (const by of [director, aPerson({ ...director, id: 'wu-fang' })])
      await commandComplaint(id, aCommand('force-close'), aRequest(day(1), by), store.table);
    const erasing = (table = store.table, by = gm) =>
      erase({ complaintId: id, how: 'by-phone' }, aRequest(day(2), by), table);
    await expect(erasing()).rejects.toMatchObject({ status: 403 });
    const another = aPerson({ ...gm, id: 'tan-yan' });
    let removed = 0;
    const dying = store.table;
    const remove = dying.remove.bind(dying);
    dying.remove = async (pk, sk) => {
      removed += 1;
      if (removed > 2) throw new Killed('in between');
      await remove(pk, sk);
    };
    await expect(erasing(dying, another)).rejects.toThrow(Killed);
    expect(await proven()).toMatchObject({ whole: true });
    expect((await erasing(store.table, another)).erased).toBeGreaterThan(0);
    expect(await proven()).toMatchObject({ whole: true });
    expect((await itemsOf(id)).some(({ sk }) => /^(?:WORDS|TOLD)/.test(sk))).toBe(false);
  });

  it('of before it was chained counts as it stood at the next change', async () => {
    await openDealer(store.table);
    const id = await aComplaint();
    for (const { sk } of await itemsOf(id))
      await tamper(id, sk, ({ chain: _, link: __, attached: ___, pk, ...item }) => ({ ...item, pk, sk }));
    expect(await proven()).toMatchObject({ whole: true });
    await commandComplaint(id, aCommand('propose-solution'), aRequest(day(1)), store.table);
    expect(await proven()).toMatchObject({ whole: true });
    await tamper(id, 'EVENT#000001', (item) => ({
      ...item,
      event: { ...Object(item['event']), happenedAt: day(0) },
    }));
    await tamper(id, 'EVENT#000002', (item) => ({
      ...item,
      event: { ...Object(item['event']), recordedAt: day(9) },
    }));
    expect((await proven()).broken).toMatchObject([{ version: 4, flaw: 'event-changed' }]);
  });

  it('is sealed once a day, with what has changed, however often and wherever the run is interrupted', async () => {
    await openDealer(store.table);
    await aComplaint();
    const { files } = bucket;
    const write = files.write.bind(files);
    const interrupted = Object.assign(files, {
      write: async (key: string, body: string) => {
        await write(key, body);
        throw new Killed('after writing');
      },
    });
    const killed = await sealComplaints(day(1), { table: store.table, files: interrupted });
    expect(killed.failed.map(({ id }) => id)).toEqual([dealerId]);
    expect(await seal(later(day(1), { minutes: 5 }))).toEqual({ handled: 0, failed: [] });
    const second = await aComplaint({ phone: '13800138002' }, day(2));
    await Promise.all([seal(day(3)), seal(day(3))]);
    const sealed = await bucket.files.list('seals/');
    expect(sealed.map(({ key }) => key)).toEqual([sealKey(dealerId, day(1)), sealKey(dealerId, day(3))]);
    expect(await bucket.files.read({ key: sealKey(dealerId, day(3)), version: 'first' })).toContain(second);
    expect(await bucket.files.write(sealKey(dealerId, day(3)), '{}')).toBe(false);
    expect(await proven()).toMatchObject({ whole: true, seals: 2 });
  });

  it('is not proven by seals of which one is missing', async () => {
    await openDealer(store.table);
    await aComplaint();
    await bucket.files.write(
      sealKey(dealerId, day(1)),
      JSON.stringify({
        v: 1,
        dealerId,
        sealedAt: day(1),
        previous: 'of a seal that is gone',
        heads: [],
        broken: [],
      }),
    );
    expect(await proven()).toMatchObject({
      whole: false,
      brokenSeal: { key: sealKey(dealerId, day(1)), flaw: 'seal-missing' },
    });
  });
});
