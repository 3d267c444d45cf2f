import { beforeEach, describe, expect, it } from 'vitest';
import { findCallback } from '../../shared/callbacks/callbacks.ts';
import { generateCallbacks } from '../../shared/callbacks/generate.ts';
import { callbacks } from '../../shared/callbacks/store.ts';
import { historyOf } from '../../shared/events/history.ts';
import type { Table } from '../../shared/platform/table.ts';
import { loads } from '../../shared/staff/store.ts';
import { agreedCall, aCallback } from '../builders/callback.ts';
import { aDealer } from '../builders/dealer.ts';
import { aRoster } from '../builders/person.ts';
import { shanghai } from '../builders/times.ts';
import { byCommand, openDealer } from './a-group.ts';
import { useTable } from './a-table.ts';
import { kill, Killed } from './interrupted-table.ts';

const store = useTable();
const due = shanghai('2026-03-03T10:00');
const staffIds = aRoster().map(({ id }) => id);

/** Plans calls for Tuesday, all received by the one advisor. */
async function planCalls(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, n) => `callback_${String(n).padStart(3, '0')}`);
  for (const [n, id] of ids.entries()) {
    const state = aCallback({
      channel: 'call',
      because: agreedCall,
      customerId: `customer_${n}`,
      visitId: `visit_${n}`,
    });
    const facts = { channel: 'call', rule: 'day-after-delivery', dueAt: due, because: agreedCall } as const;
    await callbacks(store.table).change(id, byCommand, () => ({
      state,
      events: [{ name: 'callback.planned', dealerId: state.dealerId, facts }],
    }));
  }
  return ids;
}

/** Who took over which calls for Tuesday. */
async function takenOver(): Promise<Record<string, string[]>> {
  const taken: Record<string, string[]> = {};
  for (const id of staffIds) {
    const load = await loads(store.table).load(`load_${id}_2026-03-03`);
    if (load) taken[id] = load.state.calls.map(({ callbackId }) => callbackId).sort();
  }
  return taken;
}

/** Who has which calls on their list. */
async function onLists(ids: readonly string[]): Promise<Record<string, string[]>> {
  const lists: Record<string, string[]> = {};
  for (const id of ids) {
    const callback = (await findCallback(store.table, id))?.state;
    expect(callback?.status).toBe('open');
    (lists[callback?.assigneeId ?? 'nobody'] ??= []).push(id);
  }
  return lists;
}

const sweep = (table: Table) => generateCallbacks(due, table);

beforeEach(() => openDealer(store.table, aDealer({ settings: { callsPerDay: { best: 3, ceiling: 4 } } })));

describe('R79: calls of one day', () => {
  it('pass nobody’s ceiling while anybody has room, also when two runs open them at once', async () => {
    const ids = await planCalls(14);
    await Promise.all([sweep(store.table), sweep(store.table)]);
    const lists = await onLists(ids);
    expect(await takenOver()).toEqual(lists);
    for (const list of Object.values(lists)) expect(list.length).toBeLessThanOrEqual(4);
    expect(lists['wang-lei']?.length).toBeGreaterThanOrEqual(3);
  });

  it('fill the advisor, then customer service, then its heads', async () => {
    const ids = await planCalls(7);
    await sweep(store.table);
    const lists = await onLists(ids);
    expect(Object.entries(lists).map(([id, list]) => [id, list.length])).toEqual([
      ['wang-lei', 4],
      ['li-na', 3],
    ]);
  });
});

describe('a run that is cut off', () => {
  it.each([0, 1, 2, 3, 4, 5])(
    'after %i commits is finished by the next: every call is opened once, and counts once',
    async (survived) => {
      const ids = await planCalls(3);
      let commits = 0;
      const everyCommit = () => ((commits += 1) > survived ? kill() : Promise.resolve());
      const cut = await sweep(store.interrupted({ everyCommit }));
      expect(cut.failed.length).toBeGreaterThan(0);
      for (const { error } of cut.failed) expect(error).toBeInstanceOf(Killed);

      expect(await sweep(store.table)).toMatchObject({ failed: [] });
      expect(await takenOver()).toEqual(await onLists(ids));
      for (const id of ids) {
        const names = (await historyOf(store.table, id)).map(({ name }) => name);
        expect(names).toEqual(['callback.planned', 'callback.opened']);
      }
    },
  );
});
