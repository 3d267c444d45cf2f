import * as v from 'valibot';
import { expect, it } from 'vitest';
import { commandComplaint } from '../../shared/complaints/command.ts';
import { ImprovementBodySchema } from '../../shared/complaints/improvement.ts';
import { commandImprovement } from '../../shared/complaints/improvements.ts';
import { openByStaff } from '../../shared/complaints/open.ts';
import { showCounts } from '../../shared/complaints/show-counts.ts';
import { type Instant, later } from '../../shared/platform/time.ts';
import { aCommand } from '../builders/complaint.ts';
import { aPerson } from '../builders/person.ts';
import { monday } from '../builders/times.ts';
import { openDealer } from './a-group.ts';
import { aSecret } from './a-secret.ts';
import { useTable } from './a-table.ts';

const store = useTable();
const dealerId = 'cd-south';
const lead = aPerson({ id: 'zhao-min', role: 'customer-care-lead' });
const cause = { category: 'charges', department: 'finance' } as const;

let requests = 0;
const aRequest = (now: Instant) => {
  requests += 1;
  return { id: `request-${requests}`, key: `request-${requests}`, by: lead, now };
};

async function aComplaintOf({ category, department }: typeof cause, now: Instant): Promise<string> {
  const body = { dealerId, channel: 'front desk', words: '多收了两百', phone: '13800138000' };
  const { id } = await openByStaff(body, aRequest(now), { table: store.table, secret: aSecret().secret });
  await commandComplaint(id, aCommand('confirm', { category }), aRequest(now), store.table);
  await commandComplaint(id, aCommand('analyse', { department }), aRequest(now), store.table);
  return id;
}

it('R86: what came back is proposed, taken up with a measure, and followed by the complaints that come since', async () => {
  await openDealer(store.table);
  const command = (body: object, hours: number) =>
    commandImprovement(
      dealerId,
      v.parse(ImprovementBodySchema, { ...cause, ...body }),
      aRequest(later(monday, { hours })),
      store.table,
    );
  const points = async (hours: number) =>
    (await showCounts(store.table, dealerId, '2026-03', { by: lead, now: later(monday, { hours }) })).improve;
  for (const hours of [1, 2, 3]) await aComplaintOf(cause, later(monday, { hours }));
  expect(await points(4)).toMatchObject([{ ...cause, count: 3, state: 'open' }]);
  await command({ command: 'take-measure', what: '结账前逐项核对', ownerId: 'huang-wei' }, 5);
  const again = await aComplaintOf(cause, later(monday, { hours: 6 }));
  expect(await points(7)).toMatchObject([
    {
      count: 4,
      state: 'measure-taken',
      ownerId: 'huang-wei',
      measure: '结账前逐项核对',
      by: 'zhao-min',
      since: { count: 1, complaintIds: [again] },
    },
  ]);
  await command({ command: 'check-effect', improved: true, findings: '本周没有' }, 8);
  expect(await points(9)).toMatchObject([
    { state: 'improved', measure: '结账前逐项核对', said: '本周没有', since: { count: 0 } },
  ]);
  for (const hours of [10, 11, 12]) await aComplaintOf(cause, later(monday, { hours }));
  expect(await points(13)).toMatchObject([{ state: 'open', since: { count: 3 } }]);
});

it('R86: a cause or an owner that is not the dealer’s is refused', async () => {
  await openDealer(store.table);
  const command = (body: object) =>
    commandImprovement(
      dealerId,
      v.parse(ImprovementBodySchema, { ...cause, ...body }),
      aRequest(monday),
      store.table,
    );
  const measure = { command: 'take-measure', what: '…', ownerId: 'huang-wei' };
  await expect(command({ ...measure, category: 'weather' })).rejects.toMatchObject({ status: 400 });
  await expect(command({ ...measure, ownerId: 'grace-kim' })).rejects.toMatchObject({ status: 400 });
});
