import { beforeEach, describe, expect, it } from 'vitest';
import { open, replan } from '../../shared/callbacks/callback.ts';
import { listCallbacks } from '../../shared/callbacks/list.ts';
import { callbacks } from '../../shared/callbacks/store.ts';
import { type Instant, later } from '../../shared/platform/time.ts';
import { agreedCall, aSubject } from '../builders/callback.ts';
import { aPerson } from '../builders/person.ts';
import { day, monday } from '../builders/times.ts';
import { byCommand, openDealer } from './a-group.ts';
import { useTable } from './a-table.ts';
import { refusal } from './refusal.ts';

const store = useTable();
const zhaoMin = aPerson({ id: 'zhao-min', role: 'customer-care-lead' });
const list = (status: 'open' | 'planned', by = zhaoMin, dealerId = 'cd-south') =>
  listCallbacks(store.table, { dealerId, status }, by);

beforeEach(() => openDealer(store.table));

async function planned(id: string, at: Instant, dealerId = 'cd-south') {
  await callbacks(store.table).change(id, byCommand, (known) =>
    replan(known, aSubject({ dealerId }), {
      kind: 'ask',
      channel: 'call',
      at,
      rule: 'agreed-time',
      because: agreedCall,
      lastDay: day('2026-03-05'),
    }),
  );
}

async function opened(id: string, assigneeId: string) {
  const assignment = { assigneeId, rule: 'receiving-advisor' } as const;
  await callbacks(store.table).change(id, byCommand, (known) =>
    open(known, assignment, later(monday, { days: 9 })),
  );
}

describe("a dealer's callbacks", () => {
  it('are those planned, or those that its people are to make, soonest first', async () => {
    await planned('callback_b', later(monday, { hours: 2 }));
    await planned('callback_a', later(monday, { hours: 3 }));
    await planned('callback_c', later(monday, { hours: 1 }));
    await planned('callback_x', monday, 'austin-north');
    await opened('callback_a', 'li-na');
    await opened('callback_b', 'wang-lei');
    await opened('callback_x', 'li-na');
    expect((await list('open')).items).toMatchObject([
      { id: 'callback_b', assigneeId: 'wang-lei', attempts: 0 },
      { id: 'callback_a', assigneeId: 'li-na' },
    ]);
    expect((await list('planned')).items.map(({ id }) => id)).toEqual(['callback_c']);
  });

  it('are not for advisors, nor for people of other dealers', async () => {
    expect(await refusal(list('open', aPerson({ role: 'advisor' })))).toMatchObject({ status: 403 });
    expect(await refusal(list('open', zhaoMin, 'austin-north'))).toMatchObject({ status: 404 });
  });

  it('costs no more reads for callbacks that are done', async () => {
    await planned('callback_a', monday);
    await opened('callback_a', 'li-na');
    const unitsOf = async () => {
      store.meter.reset();
      await list('open');
      return store.meter.readUnits;
    };
    const before = await unitsOf();
    for (let n = 0; n < 20; n += 1) {
      await callbacks(store.table).change(`callback_done${n}`, byCommand, (known) =>
        replan(known, aSubject(), { kind: 'skip', reason: 'void' }),
      );
    }
    expect(await unitsOf()).toBe(before);
  });
});
