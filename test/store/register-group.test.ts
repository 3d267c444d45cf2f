import { describe, expect, it } from 'vitest';
import { registerGroup } from '../../infra/commands/register-group.ts';
import { demo } from '../../infra/groups/demo.ts';
import type { Group } from '../../infra/groups/group.ts';
import { findDealer, listDealers } from '../../shared/dealers/dealers.ts';
import { historyOf } from '../../shared/events/history.ts';
import { later } from '../../shared/platform/time.ts';
import { findPerson, registerPerson, rosterOf } from '../../shared/staff/roster.ts';
import { aDealer } from '../builders/dealer.ts';
import { aPerson } from '../builders/person.ts';
import { monday } from '../builders/times.ts';
import { byCommand } from './a-group.ts';
import { useTable } from './a-table.ts';
import { kill, Killed } from './interrupted-table.ts';

const store = useTable();
const nextDay = later(monday, { days: 1 });

const rosterIds = async (dealerId: string) =>
  (await rosterOf(store.table, dealerId)).map((person) => person.id);

/** Everything that is kept of the group's dealers and staff. */
async function everything(group: Group): Promise<unknown[]> {
  const keys = [
    'dealers',
    ...group.dealers.flatMap(({ id }) => [`dealer_${id}`, `roster_${id}`]),
    ...group.staff.map(({ id }) => `staff_${id}`),
  ];
  const items = [];
  for (const key of keys) items.push(...(await store.table.collection(key)));
  return items;
}

describe('registering a group', () => {
  it('makes its dealers and everybody who works there known', async () => {
    await registerGroup(demo, store.table, monday);
    expect((await listDealers(store.table)).map(({ id }) => id)).toEqual(['austin-north', 'cd-south']);
    const people = demo.staff.map(({ id }) => id).toSorted();
    expect([...(await rosterIds('austin-north')), ...(await rosterIds('cd-south'))].toSorted()).toEqual(
      people,
    );
    expect(await findPerson(store.table, 'li-na')).toMatchObject({ role: 'agent', dealerIds: ['cd-south'] });
  });

  it('twice changes nothing, down to the last item', async () => {
    await registerGroup(demo, store.table, monday);
    const before = await everything(demo);
    store.meter.reset();
    await registerGroup(demo, store.table, nextDay);
    expect(new Set(store.meter.calls)).toEqual(new Set(['GetItem']));
    expect(await everything(demo)).toEqual(before);
  });

  it('again leaves what was changed since, unless told to overwrite what differs, and only that', async () => {
    await registerGroup(demo, store.table, monday);
    const changed = {
      ...demo,
      dealers: demo.dealers.map((dealer) =>
        dealer.id === 'cd-south' ? { ...dealer, settings: { secretGenerations: [1, 2] } } : dealer,
      ),
    };
    await registerGroup(changed, store.table, nextDay);
    expect((await findDealer(store.table, 'cd-south'))?.settings.secretGenerations).toEqual([1]);
    await registerGroup(changed, store.table, nextDay, { overwrite: true });
    expect((await findDealer(store.table, 'cd-south'))?.settings.secretGenerations).toEqual([1, 2]);
    expect(await historyOf(store.table, 'dealer_cd-south')).toHaveLength(2);
    expect(await historyOf(store.table, 'dealer_austin-north')).toHaveLength(1);
    expect(await historyOf(store.table, 'staff_li-na')).toHaveLength(1);
  });

  it('of a dealer that is not as it must be fails, and says where', async () => {
    const wrong = { ...demo, dealers: [{ ...aDealer(), country: 'China' }] };
    await expect(registerGroup(wrong, store.table, monday)).rejects.toThrow('ISO 3166');
    expect(await listDealers(store.table)).toEqual([]);
  });
});

describe('somebody who leaves a dealer', () => {
  const both = aPerson({ dealerIds: ['cd-south', 'cd-north'] });
  const northOnly = aPerson({ dealerIds: ['cd-north'] });

  it('leaves its roster and stays on the others', async () => {
    await registerPerson(store.table, both, byCommand);
    expect([await rosterIds('cd-south'), await rosterIds('cd-north')]).toEqual([['li-na'], ['li-na']]);
    await registerPerson(store.table, northOnly, byCommand);
    expect([await rosterIds('cd-south'), await rosterIds('cd-north')]).toEqual([[], ['li-na']]);
    await registerPerson(store.table, both, byCommand);
    expect(await rosterIds('cd-south')).toEqual(['li-na']);
  });

  it('leaves it even if the command is cut off in the middle', async () => {
    await registerPerson(store.table, both, byCommand);
    const table = store.interrupted({ afterCommit: kill, beforeRemove: kill });
    await expect(registerPerson(table, northOnly, byCommand)).rejects.toThrow(Killed);
    await registerPerson(store.table, northOnly, byCommand);
    expect(await rosterIds('cd-south')).toEqual([]);
  });

  it('leaves all of them when they leave the group', async () => {
    await registerPerson(store.table, both, byCommand);
    await registerPerson(store.table, aPerson({ ...both, active: false }), byCommand);
    expect([await rosterIds('cd-south'), await rosterIds('cd-north')]).toEqual([[], []]);
    expect(await findPerson(store.table, 'li-na')).toBeUndefined();
  });
});
