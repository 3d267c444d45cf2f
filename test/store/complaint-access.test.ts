import { describe, expect, it } from 'vitest';
import { httpFunctions } from '../../infra/stacks/functions.ts';
import { commandComplaint } from '../../shared/complaints/command.ts';
import type { Command } from '../../shared/complaints/commands.ts';
import { commandImprovement } from '../../shared/complaints/improvements.ts';
import { commandNames } from '../../shared/complaints/life.ts';
import { openByStaff } from '../../shared/complaints/open.ts';
import { readComplaint } from '../../shared/complaints/read.ts';
import { showCounts } from '../../shared/complaints/show-counts.ts';
import { listComplaints } from '../../shared/complaints/show.ts';
import { verifyForStaff } from '../../shared/complaints/verify.ts';
import { erase } from '../../shared/customers/erase.ts';
import { Problem } from '../../shared/platform/problem.ts';
import { later } from '../../shared/platform/time.ts';
import { type Person, roles } from '../../shared/staff/person.ts';
import { aCommand } from '../builders/complaint.ts';
import { aPerson, aRoster } from '../builders/person.ts';
import { monday } from '../builders/times.ts';
import { useBucket } from './a-bucket.ts';
import { openDealer } from './a-group.ts';
import { aSecret } from './a-secret.ts';
import { useTable } from './a-table.ts';

const store = useTable();
const bucket = useBucket();
const dealerId = 'cd-south';
const { secret } = aSecret();

let requests = 0;
function aRequest(by: Person) {
  requests += 1;
  const now = later(monday, { minutes: requests });
  return { id: `request-${requests}`, key: `request-${requests}`, by, now };
}

async function aComplaint(): Promise<string> {
  const body = {
    dealerId,
    channel: 'front desk',
    words: '等了一整天',
    scene: '在前台',
    phone: '13800138000',
  };
  return (await openByStaff(body, aRequest(aPerson()), { table: store.table, secret })).id;
}

/** What each route for staff does for somebody, by the function behind it. */
function routes(complaintId: string, by: Person): Record<string, () => Promise<unknown>> {
  const { table } = store;
  const cause = { category: 'parts', department: 'parts', command: 'drop', reason: '…' } as const;
  const body = { dealerId, channel: 'desk', words: '…', phone: '13800138001' };
  return {
    'complaints/open': () => openByStaff(body, aRequest(by), { table, secret }),
    'complaints/list': () => listComplaints(table, { dealerId }, by),
    'complaints/show': () => readComplaint(table, complaintId, aRequest(by)),
    'complaints/command': () => commandComplaint(complaintId, aCommand('resume'), aRequest(by), table),
    'complaints/count': () => showCounts(table, dealerId, '2026-03', aRequest(by)),
    'complaints/improve': () => commandImprovement(dealerId, cause, aRequest(by), table),
    'complaints/verify': () =>
      verifyForStaff({ dealerId, month: '2026-03', by }, { table, files: bucket.files }),
  };
}

describe('R54, R87: who may reach a complaint', () => {
  it.each(roles)('a %s of another dealer sees nothing of it, by no route', async (role) => {
    await openDealer(store.table);
    const complaintId = await aComplaint();
    const before = await store.table.collection(complaintId);
    const stranger = aPerson({ id: 'stranger', role, dealerIds: ['austin-north'] });
    const tried = routes(complaintId, stranger);
    const staffed = httpFunctions.filter(
      ({ name, access }) => name.startsWith('complaints/') && access === 'staff',
    );
    expect(Object.keys(tried).toSorted()).toEqual(staffed.map(({ name }) => name).toSorted());
    for (const [name, attempt] of Object.entries(tried))
      expect([name, await attempt().then(() => 200, statusOf)]).toEqual([name, 404]);
    const erasing = erase({ complaintId, how: 'by-phone' }, aRequest(stranger), store.table);
    expect(await erasing.then(() => 200, statusOf)).toBe(role === 'general-manager' ? 404 : 403);
    expect(await store.table.collection(complaintId)).toEqual(before);
  });

  it('decision 6: no role alters words, whatever it commands, and none but the top erases them', async () => {
    await openDealer(store.table);
    const complaintId = await aComplaint();
    const said = async () =>
      new Map(
        (await store.table.collection(complaintId))
          .filter(({ sk }) => /^(?:WORDS|TOLD|SETTLEMENT)/.test(String(sk)))
          .map((item) => [String(item['sk']), item]),
      );
    let known = await said();
    let taken = 0;
    for (const round of [1, 2]) {
      for (const command of commandNames.filter((name) => name !== 'force-close' || round === 2)) {
        for (const by of aRoster()) {
          const attempt = commandComplaint(complaintId, order(command), aRequest(by), store.table);
          taken += Number((await attempt.then(() => 200, statusOf)) === 200);
          const now = await said();
          for (const [sk, item] of known) expect(now.get(sk)).toEqual(item);
          known = now;
        }
      }
    }
    expect(taken).toBeGreaterThan(10);
    expect(known.size).toBeGreaterThan(8);
    for (const by of aRoster()) {
      const erasing = erase({ complaintId, how: 'by-phone' }, aRequest(by), store.table);
      expect([by.role, await erasing.then(() => 200, statusOf)]).toEqual([
        by.role,
        by.role === 'general-manager' ? 200 : 403,
      ]);
    }
    expect((await said()).size).toBe(0);
  });
});

function order(command: Command['command']): Command {
  return aCommand(command);
}

function statusOf(error: unknown): number {
  if (error instanceof Problem) return error.status;
  throw error;
}
