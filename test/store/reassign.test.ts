import { beforeEach, describe, expect, it } from 'vitest';
import { reassignCalls } from '../../shared/callbacks/reassign.ts';
import { callbacks } from '../../shared/callbacks/store.ts';
import { reassignComplaints } from '../../shared/complaints/reassign.ts';
import { complaints } from '../../shared/complaints/store.ts';
import type { AnyEvent } from '../../shared/events/envelope.ts';
import { historyOf } from '../../shared/events/history.ts';
import { later } from '../../shared/platform/time.ts';
import { appoint, dismiss } from '../../shared/staff/appoint.ts';
import { loadPerson } from '../../shared/staff/roster.ts';
import { aCallback } from '../builders/callback.ts';
import { aComplaint } from '../builders/complaint.ts';
import { aPerson, aRoster } from '../builders/person.ts';
import { monday } from '../builders/times.ts';
import { aWordsRef } from '../builders/words.ts';
import { byCommand, openDealer } from './a-group.ts';
import { useTable } from './a-table.ts';

const store = useTable();
const tomorrow = later(monday, { days: 1 });
beforeEach(() => openDealer(store.table, undefined, [...aRoster(), aPerson({ id: 'liu-yang' })]));

/** So many open calls and one complaint of somebody. */
async function give(staffId: string, calls: number): Promise<void> {
  const open = {
    status: 'open',
    channel: 'call',
    assigneeId: staffId,
    assignedBy: 'customer-service',
    handReason: 'unclear',
  } as const;
  for (let n = 1; n <= calls; n += 1)
    await callbacks(store.table).change(`callback_${staffId}-${n}`, byCommand, () => ({
      state: aCallback({ ...open, customerId: `customer_${n}` }),
      events: [{ name: 'callback.opened', facts: { channel: 'call', rule: 'test', assignedBy: 'test' } }],
    }));
  const { number, source, severity, level } = aComplaint();
  await complaints(store.table).change(`complaint_${staffId}`, byCommand, () => ({
    state: aComplaint({ assigneeId: staffId }),
    events: [
      {
        name: 'complaint.opened',
        facts: { number, source, severity, level, words: aWordsRef('reply_0'), dueAt: tomorrow },
      },
    ],
  }));
}

async function leaves(staffId: string): Promise<AnyEvent> {
  await dismiss(store.table, staffId, byCommand);
  const gone = (await historyOf(store.table, `staff_${staffId}`)).at(-1);
  if (gone?.name !== 'staff.removed') throw new Error(`${staffId} has not left`);
  return gone;
}

const assignees = async (staffId: string, calls: number) =>
  Promise.all(
    Array.from({ length: calls }, async (_, n) => {
      return (await callbacks(store.table).load(`callback_${staffId}-${n + 1}`))?.state.assigneeId;
    }),
  );

describe('somebody who leaves', () => {
  it('leaves their calls and complaints to others, once, whatever comes again', async () => {
    await give('li-na', 3);
    await give('zhao-min', 1);
    const event = await leaves('li-na');
    for (let times = 0; times < 2; times += 1) {
      await reassignCalls(event, tomorrow, store.table);
      await reassignComplaints(event, tomorrow, store.table);
    }
    expect(await assignees('li-na', 3)).toEqual(['liu-yang', 'liu-yang', 'liu-yang']);
    expect(await assignees('zhao-min', 1)).toEqual(['zhao-min']);
    expect(await historyOf(store.table, 'callback_li-na-1')).toMatchObject([
      { name: 'callback.opened' },
      { name: 'callback.reassigned', cause: { kind: 'event', id: event.id }, facts: { formerId: 'li-na' } },
    ]);
    expect(await historyOf(store.table, 'complaint_li-na')).toMatchObject([
      { name: 'complaint.opened' },
      { name: 'complaint.reassigned', facts: { reason: 'staff-left', assigneeId: 'liu-yang' } },
    ]);
  });

  it('and is back by the time that it is heard of keeps them', async () => {
    await give('li-na', 1);
    const event = await leaves('li-na');
    const back = { name: '李娜', role: 'agent', dealerIds: ['cd-south'] };
    await appoint(store.table, 'li-na', back, byCommand);
    await reassignCalls(event, tomorrow, store.table);
    expect(await assignees('li-na', 1)).toEqual(['li-na']);
  });

  it('costs reads for what they have open, and none for what others have', async () => {
    const reads = async (calls: number, others: number) => {
      await give('li-na', calls);
      await give('zhao-min', others);
      const event = await leaves('li-na');
      store.meter.reset();
      await reassignCalls(event, tomorrow, store.table);
      const { readUnits } = store.meter;
      await appoint(
        store.table,
        'li-na',
        { name: '李娜', role: 'agent', dealerIds: ['cd-south'] },
        byCommand,
      );
      return readUnits;
    };
    const little = await reads(2, 1);
    expect(await reads(2, 20)).toBeLessThanOrEqual(little);
    expect(await reads(4, 20)).toBeLessThanOrEqual(2 * little);
  });
});

it('two general managers who are dismissed at the same moment do not both go', async () => {
  const second = { name: 'P', role: 'general-manager', dealerIds: ['cd-south'] };
  for (let times = 0; times < 5; times += 1) {
    await appoint(store.table, 'peter', second, byCommand);
    await appoint(store.table, 'gao-jun', { ...second, name: '高军' }, byCommand);
    const both = await Promise.allSettled(
      ['peter', 'gao-jun'].map((id) => dismiss(store.table, id, byCommand)),
    );
    expect(both.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
    const left = await Promise.all(['peter', 'gao-jun'].map((id) => loadPerson(store.table, id)));
    expect(left.filter((each) => each?.person.active).length).toBeGreaterThan(0);
  }
});
