import { beforeEach, expect, it } from 'vitest';
import { findCallbackOf } from '../../shared/callbacks/callbacks.ts';
import { followVisit } from '../../shared/callbacks/follow-visit.ts';
import { whatBecameOf } from '../../shared/console/repair-order.ts';
import { historyOf } from '../../shared/events/history.ts';
import { later } from '../../shared/platform/time.ts';
import { aCalendar, aDealer } from '../builders/dealer.ts';
import { shanghai } from '../builders/times.ts';
import { aVisitBody } from '../builders/visit.ts';
import { openDealer, post } from './a-group.ts';
import { aSecret } from './a-secret.ts';
import { useTable } from './a-table.ts';

const store = useTable();
const { secret } = aSecret();
const evening = shanghai('2026-03-02T17:40');

beforeEach(() => openDealer(store.table));

/** Tells a revision, some hours after the first one, and lets its news be heard; answers the visit's id. */
async function tell(order: Readonly<Record<string, string>>, hours: number): Promise<string> {
  const body = aVisitBody();
  const at = later(evening, { hours });
  const contact = { method: 'text' };
  const revision = { ...body, contact, repairOrder: { ...body.repairOrder, updatedAt: at, ...order } };
  const { visitId } = await post(revision, { at, id: `msg_${hours}` }, { table: store.table, secret });
  const newest = (await historyOf(store.table, visitId)).at(-1);
  if (newest) await followVisit(newest, at, store.table);
  return visitId;
}

it('R01: a changed time of delivery moves the plan, a void withdraws it, and both say so', async () => {
  const visitId = await tell({ deliveredAt: '2026-03-02T17:30:00+08:00' }, 0);
  await tell({ deliveredAt: '2026-03-03T09:00:00+08:00' }, 16);
  const moved = await whatBecameOf(store.table, 'cd-south', 'RO-1001');
  expect(moved.items).toMatchObject([
    { followUp: { status: 'planned', dueAt: shanghai('2026-03-04T10:00'), rule: 'day-after-delivery' } },
  ]);
  await tell({ status: 'void' }, 17);
  const withdrawn = await whatBecameOf(store.table, 'cd-south', 'RO-1001');
  expect(withdrawn.items).toMatchObject([
    { status: 'void', followUp: { status: 'skipped', reason: 'void' } },
  ]);

  const callback = await findCallbackOf(store.table, visitId);
  expect(callback?.state.dueAt).toBeUndefined();
  expect(await historyOf(store.table, callback?.id ?? '')).toMatchObject([
    { name: 'callback.planned', facts: { dueAt: shanghai('2026-03-03T10:00') } },
    {
      name: 'callback.replanned',
      facts: { dueAt: shanghai('2026-03-04T10:00'), movedFrom: shanghai('2026-03-03T10:00') },
    },
    { name: 'callback.skipped', facts: { reason: 'void' } },
  ]);
});

it('a year whose public holidays are not known is told once, however many visits are planned without them', async () => {
  const visitId = await tell({ deliveredAt: '2026-03-02T17:30:00+08:00' }, 0);
  await tell({ deliveredAt: '2026-03-03T09:00:00+08:00' }, 16);
  expect(await historyOf(store.table, 'holidays_cd-south_2026')).toMatchObject([
    { name: 'dealer.holidays-missing', dealerId: 'cd-south', facts: { year: 2026 } },
  ]);
  const callback = await findCallbackOf(store.table, visitId);
  expect(callback?.state.because).toMatchObject({ calendar: 'no-published-holidays' });
});

it('and a calendar that knows the year is not spoken of', async () => {
  const calendar = aCalendar({ holidayYears: [2026] });
  await openDealer(store.table, aDealer({ calendar }));
  const visitId = await tell({ deliveredAt: '2026-03-02T17:30:00+08:00' }, 0);
  expect(await historyOf(store.table, 'holidays_cd-south_2026')).toEqual([]);
  expect((await findCallbackOf(store.table, visitId))?.state.because).not.toHaveProperty('calendar');
});
