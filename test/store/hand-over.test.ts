import { beforeEach, describe, expect, it } from 'vitest';
import { findCallback } from '../../shared/callbacks/callbacks.ts';
import { handOverCall } from '../../shared/callbacks/hand-over.ts';
import { reassignCalls } from '../../shared/callbacks/reassign.ts';
import { callbacks } from '../../shared/callbacks/store.ts';
import { historyOf } from '../../shared/events/history.ts';
import { loads } from '../../shared/staff/store.ts';
import { changeAbsences } from '../../shared/staff/roster.ts';
import { aCallback } from '../builders/callback.ts';
import { aDealer } from '../builders/dealer.ts';
import { aPerson, aRoster } from '../builders/person.ts';
import { day, shanghai } from '../builders/times.ts';
import { byCommand, openDealer } from './a-group.ts';
import { useTable } from './a-table.ts';

const store = useTable();
const now = shanghai('2026-03-03T11:00');
const tuesday = day('2026-03-03');
const [wangLei, liNa] = [
  aPerson({ id: 'wang-lei', role: 'advisor', dmsId: 'A01' }),
  aPerson({ id: 'li-na' }),
];
const leave = [{ from: tuesday, until: tuesday, kind: 'leave' as const }];

beforeEach(async () => {
  await openDealer(store.table, aDealer({ settings: { callsPerDay: { best: 1, ceiling: 1 } } }), [
    ...aRoster(),
    aPerson({ id: 'liu-yang' }),
  ]);
  await give('callback_1');
});

/** A call that is on the list of the receiving advisor. */
async function give(id: string): Promise<void> {
  await callbacks(store.table).change(id, byCommand, () => ({
    state: aCallback({
      status: 'open',
      channel: 'call',
      assigneeId: 'wang-lei',
      assignedBy: 'receiving-advisor',
    }),
    events: [
      {
        name: 'callback.opened',
        dealerId: 'cd-south',
        facts: { channel: 'call', rule: 'test', assignedBy: 'test' },
      },
    ],
  }));
}

const handOver = (to?: string, key = 'request_1', by = wangLei, id = 'callback_1') =>
  handOverCall(id, { ...(to && { to }), reason: '下午有客户预约' }, { id: key, key, by, now }, store.table);
const callsOf = async (staffId: string) =>
  (await loads(store.table).load(`load_${staffId}_2026-03-03`))?.state.calls.map((each) => each.callbackId) ??
  [];
const assigneeOf = async (id: string) => (await findCallback(store.table, id))?.state.assigneeId;

describe('a call that staff hand over', () => {
  it('is the colleague’s from then on, with the reason; sent again it changes nothing', async () => {
    const answer = await handOver('li-na');
    expect(answer).toMatchObject({ assigneeId: 'li-na', assignedBy: 'colleague' });
    expect(await handOver('li-na')).toEqual(answer);
    const events = await historyOf(store.table, 'callback_1');
    expect(events.map(({ name }) => name)).toEqual(['callback.opened', 'callback.reassigned']);
    expect(events[1]?.facts).toMatchObject({ reason: 'handed-over', formerId: 'wang-lei' });
    expect(await callsOf('li-na')).toEqual(['callback_1']);
  });

  it('goes where the rules say when nobody is named: not back, and not over the ceiling', async () => {
    await give('callback_2');
    const first = await handOver(undefined, 'request_1');
    const second = await handOver(undefined, 'request_2', wangLei, 'callback_2');
    expect([first.assigneeId, second.assigneeId].sort()).toEqual(['li-na', 'liu-yang']);
  });

  it('and passed on counts only for whoever makes it', async () => {
    await handOver('li-na');
    await handOver('liu-yang', 'request_2', liNa);
    expect([await callsOf('li-na'), await callsOf('liu-yang')]).toEqual([[], ['callback_1']]);
  });

  it.each([
    ['nobody of this dealer', 'fang-fang', 400],
    ['somebody who is away', 'zhao-min', 409],
  ])('is refused to %s', async (_, to, status) => {
    await changeAbsences(store.table, 'zhao-min', leave, byCommand);
    await expect(handOver(to)).rejects.toMatchObject({ status });
  });

  it('is refused to somebody who has as many as fit into the day, and to advisors whose call it is not', async () => {
    await give('callback_2');
    await handOver('li-na');
    await expect(handOver('li-na', 'request_2', wangLei, 'callback_2')).rejects.toMatchObject({
      status: 409,
    });
    await expect(handOver('liu-yang', 'request_3')).rejects.toMatchObject({ status: 403 });
  });
});

describe('somebody who is away', () => {
  const changed = async () => {
    await changeAbsences(store.table, 'wang-lei', leave, byCommand);
    const event = (await historyOf(store.table, 'staff_wang-lei')).at(-1);
    if (!event) throw new Error('no absence was noted');
    return event;
  };

  it('leaves the calls of these days to others, with the reason, once', async () => {
    const event = await changed();
    for (let times = 0; times < 2; times += 1) await reassignCalls(event, now, store.table);
    expect(await assigneeOf('callback_1')).toMatch(/li-na|liu-yang/);
    const facts = (await historyOf(store.table, 'callback_1')).map((each) => each.facts);
    expect(facts.slice(1)).toMatchObject([{ reason: 'staff-absent', formerId: 'wang-lei' }]);
  });

  it('keeps those of other days', async () => {
    const event = await changed();
    await reassignCalls(event, shanghai('2026-03-04T11:00'), store.table);
    expect(await assigneeOf('callback_1')).toBe('wang-lei');
  });
});
