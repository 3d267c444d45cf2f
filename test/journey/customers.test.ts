import * as v from 'valibot';
import { expect, test } from 'vitest';
import { useCloud } from './a-cloud.ts';
import { freshPhone, visitInAustin, visitInChengdu } from './a-visit.ts';

const home = useCloud();
const ingested = v.object({ visitId: v.string(), customerId: v.string() });
const file = v.object({
  profile: v.object({ importance: v.array(v.unknown()) }),
  vehicles: v.array(
    v.object({
      isKeeper: v.boolean(),
      openItems: v.array(v.looseObject({ description: v.string() })),
      reworks: v.array(v.looseObject({ system: v.string(), visitId: v.string() })),
    }),
  ),
  linked: v.array(v.looseObject({ id: v.string() })),
});

const phone = freshPhone('CN');
const vin = '1HGCM82633A004352';
const brakes = { description: '更换前刹车片', outcome: 'done' };
const steering = { description: '方向机漏油', outcome: 'declined', reason: '下次再修' };

async function post(dealerId: string, visit: unknown) {
  const answer = v.parse(ingested, (await home.play.postVisit(dealerId, visit)).body);
  await home.play.quiet();
  return answer;
}

async function fileOf(staffId: string, customerId: string) {
  return v.parse(file, (await home.play.as(staffId, 'GET', `/v1/customers/${customerId}`)).body);
}

function inChengdu(day: string, items: readonly unknown[], changes: Record<string, unknown> = {}) {
  return visitInChengdu(day, phone, {
    repairOrder: { number: `RO-${day}`, ...changes },
    vehicle: { vin, odometerKm: 41_000 },
    customer: { name: 'Ann Miller' },
    contact: { method: 'call' },
    items,
  });
}

test('R60, R23, R04: a vehicle that comes again for its brakes makes its customer important, until a visit is void', async () => {
  const { play } = home;
  const first = await post('cd-south', inChengdu('2026-02-20', [brakes, steering]));
  const again = await post('cd-south', inChengdu('2026-03-01', [brakes]));
  const { profile, vehicles } = await fileOf('li-na', again.customerId);
  const rework = { system: 'brakes', visitId: again.visitId, earlierVisitId: first.visitId };
  expect(profile.importance).toMatchObject([{ kind: 'rework', ...rework }]);
  expect(vehicles).toMatchObject([{ isKeeper: true, reworks: [{ ...rework, within: 'days' }] }]);

  const planned = (await play.events()).find(
    ({ name, facts }) => name === 'callback.planned' && facts['visitId'] === again.visitId,
  );
  const form = await play.as('wang-lei', 'GET', `/v1/callbacks/${planned?.aggregateId}`);
  expect(form).toMatchObject({
    status: 200,
    body: {
      customer: { importance: [{ kind: 'rework' }] },
      vehicle: {
        openItems: [
          {
            description: '方向机漏油',
            outcome: 'declined',
            reason: '下次再修',
            systems: ['steering'],
            safety: [{ field: 'description', found: '方向机' }],
          },
        ],
      },
    },
  });

  await post('cd-south', inChengdu('2026-03-01', [brakes], { status: 'void' }));
  const after = await fileOf('li-na', again.customerId);
  expect(after.profile.importance).toEqual([]);
  expect(after.vehicles[0]?.reworks).toEqual([]);
});

test('R03: another company sees a customer’s record only with consent, and staff decide whose it is', async () => {
  const { play } = home;
  const here = await post('cd-south', inChengdu('2026-02-20', [brakes, steering]));
  const visit = visitInAustin('2026-03-01', phone, { repairOrder: { number: 'RO-A1' }, vehicle: { vin } });
  const there = await post('austin-north', visit);
  const names = (await play.events()).map(({ name }) => name);
  expect(names).toContain('customers.linked');

  const hidden = await fileOf('grace-kim', there.customerId);
  expect(hidden.linked).toEqual([]);
  expect(hidden.vehicles).toMatchObject([{ openItems: [], reworks: [] }]);
  expect((await fileOf('li-na', here.customerId)).linked).toEqual([]);
  const reason = { customerId: here.customerId, reason: 'She told us so' };
  const merge = (staffId: string, verb: 'merge' | 'unmerge') =>
    play.as(staffId, 'POST', `/v1/customers/${there.customerId}/${verb}`, reason);
  expect((await merge('grace-kim', 'merge')).status).toBe(404);

  const sharing = `/v1/customers/${here.customerId}/sharing`;
  const consent = { allowed: true, how: 'signed-form' };
  expect((await play.as('grace-kim', 'POST', sharing, consent)).status).toBe(404);
  expect(await play.as('li-na', 'POST', sharing, consent)).toMatchObject({
    status: 200,
    body: { sharing: { ...consent, by: 'li-na' } },
  });
  const shown = await fileOf('grace-kim', there.customerId);
  expect(shown.linked).toMatchObject([
    { id: here.customerId, dealerId: 'cd-south', rule: 'phone-and-vehicle', sharing: { by: 'li-na' } },
  ]);
  expect(shown.vehicles[0]?.openItems).toMatchObject([{ description: '方向机漏油' }]);
  expect(JSON.stringify(shown.vehicles)).not.toContain('下次再修');
  expect((await fileOf('li-na', here.customerId)).linked).toEqual([]);

  expect((await merge('olivia-reed', 'unmerge')).status).toBe(403);
  expect((await merge('grace-kim', 'unmerge')).status).toBe(200);
  await post(
    'austin-north',
    visitInAustin('2026-03-02', phone, { repairOrder: { number: 'RO-A2' }, vehicle: { vin } }),
  );
  expect((await fileOf('grace-kim', there.customerId)).linked).toEqual([]);
  expect((await merge('grace-kim', 'merge')).status).toBe(200);
  expect((await fileOf('grace-kim', there.customerId)).linked).toMatchObject([
    { id: here.customerId, mergedBy: { staffId: 'grace-kim', reason: 'She told us so' } },
  ]);

  await play.as('li-na', 'POST', sharing, { ...consent, allowed: false });
  expect((await fileOf('grace-kim', there.customerId)).linked).toEqual([]);
  expect(await play.deadLetters()).toEqual([]);
});
