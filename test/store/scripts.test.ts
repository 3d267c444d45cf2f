import { beforeEach, describe, expect, it } from 'vitest';
import { findScript } from '../../shared/callbacks/scripts/choice.ts';
import { findStaleScript, tellOfStaleScripts } from '../../shared/callbacks/scripts/renew.ts';
import { listScripts, showScript } from '../../shared/callbacks/scripts/show.ts';
import { scriptIdOf } from '../../shared/callbacks/scripts/kept.ts';
import { decide, writeDraft } from '../../shared/callbacks/scripts/write.ts';
import { historyOf } from '../../shared/events/history.ts';
import { type Instant, later } from '../../shared/platform/time.ts';
import { worklistOf } from '../../shared/staff/worklist.ts';
import { aPerson } from '../builders/person.ts';
import { aScriptBody, aSituation } from '../builders/script.ts';
import { monday } from '../builders/times.ts';
import { openDealer } from './a-group.ts';
import { useTable } from './a-table.ts';
import { refusal } from './refusal.ts';

const store = useTable();
const script = { dealerId: 'cd-south', id: 'brakes' };
const liNa = aPerson();
const zhaoMin = aPerson({ id: 'zhao-min', role: 'customer-care-lead' });

beforeEach(() => openDealer(store.table));

let requests = 0;
function request(by = liNa, now: Instant = monday, expected?: number) {
  requests += 1;
  return { id: `request_${requests}`, by, now, expected };
}

const write = (name = 'brakes', more = request()) =>
  writeDraft(script, aScriptBody({ name }), more, store.table);
const approve = (version: number, now = monday) =>
  decide(script, { decision: 'approve', version }, request(zhaoMin, now), store.table);

describe('R25: scripts of a dealer', () => {
  it('are found for a conversation once they are approved, with one query and one read', async () => {
    const situation = aSituation({ systems: ['brakes'] });
    await write();
    const before = await findScript(store.table, 'cd-south', situation, monday);
    expect(before?.choice.script.id).toBe('group-brakes-and-steering');
    await approve(1);
    store.meter.reset();
    const found = await findScript(store.table, 'cd-south', situation, monday);
    expect(found).toMatchObject({ choice: { script: { id: 'brakes', version: 1 } }, name: 'brakes' });
    expect(found?.wording).toEqual(aScriptBody().texts['zh-CN']);
    expect(store.meter.calls).toEqual(['Query', 'GetItem']);
  });

  it('keep what each version said', async () => {
    await write('first');
    await approve(1);
    await write('second');
    const view = await showScript(store.table, script, {}, liNa, monday);
    expect(view.versions.map(({ version, name, status }) => [version, name, status])).toEqual([
      [2, 'second', 'draft'],
      [1, 'first', 'approved'],
    ]);
    expect(view.versions.map(({ texts }) => texts)).toEqual([aScriptBody().texts, aScriptBody().texts]);
    const { items } = await listScripts(store.table, 'cd-south', liNa, monday);
    expect(items[0]).toMatchObject({ id: 'brakes', inUse: { version: 1 }, draft: { version: 2 } });
  });

  it('are not there for people of other dealers, nor approved by agents', async () => {
    await write();
    const elsewhere = aPerson({ id: 'noah-bell', dealerIds: ['austin-north'] });
    expect(await refusal(write('x', request(elsewhere)))).toMatchObject({ status: 404 });
    expect(await refusal(showScript(store.table, script, {}, elsewhere, monday))).toMatchObject({
      status: 404,
    });
    const byAgent = decide(script, { decision: 'approve', version: 1 }, request(), store.table);
    expect(await refusal(byAgent)).toMatchObject({ status: 403, type: 'not-your-role' });
  });

  it('two who write at once do not overwrite each other unseen', async () => {
    await write('first', request(liNa, monday, 0));
    expect(await refusal(write('second', request(zhaoMin, monday, 0)))).toMatchObject({ status: 412 });
  });
});

describe('R25: a script whose cycle is over', () => {
  const over = later(monday, { days: 90 });
  const id = scriptIdOf('cd-south', 'brakes');

  it('is told of to its owner once, by a sweep over what is due, is used on and says so', async () => {
    await write();
    await approve(1);
    expect(await tellOfStaleScripts(later(over, { minutes: -1 }), store.table)).toEqual({
      handled: 0,
      failed: [],
    });
    expect(await tellOfStaleScripts(over, store.table)).toEqual({ handled: 1, failed: [] });
    expect(await tellOfStaleScripts(over, store.table)).toEqual({ handled: 0, failed: [] });
    const history = await historyOf(store.table, id);
    expect(history.map(({ name }) => name)).toEqual([
      'script.drafted',
      'script.approved',
      'script.grown-stale',
    ]);
    expect(history.at(-1)?.cause).toEqual({ kind: 'event', id: `${id}.2` });
    expect(await worklistOf(store.table, 'li-na')).toMatchObject({ items: [{ id, kind: 'script' }] });
    const found = await findScript(store.table, 'cd-south', aSituation({ systems: ['brakes'] }), over);
    expect(found).toMatchObject({ choice: { script: { id: 'brakes' } }, staleSince: over });

    await approve(1, over);
    expect((await worklistOf(store.table, 'li-na')).items).toEqual([]);
    expect(await findStaleScript(store.table, id)).toBeUndefined();
  });
});
