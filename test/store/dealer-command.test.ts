import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { runDealerCommand } from '../../infra/commands/dealer-commands.ts';
import { findDealer } from '../../shared/dealers/dealers.ts';
import { isGroupPaused } from '../../shared/dealers/texting.ts';
import { later } from '../../shared/platform/time.ts';
import { findPerson } from '../../shared/staff/roster.ts';
import { monday } from '../builders/times.ts';
import { openDealer } from './a-group.ts';
import { aSecret } from './a-secret.ts';
import { useTable } from './a-table.ts';

const store = useTable();
const { secret } = aSecret();
const folder = mkdtempSync(path.join(tmpdir(), 'huifang-dealer-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => openDealer(store.table));

const run = (words: string, options: { file?: string; hours?: string } = {}) =>
  runDealerCommand(words.split(' '), options, { table: store.table, secret, now: monday });

function fileWith(body: object): string {
  const file = path.join(folder, 'body.json');
  writeFileSync(file, JSON.stringify(body));
  return file;
}

it('adds, shows and ends a secret', async () => {
  expect(await run('add-secret cd-south 2', { hours: '48' })).toEqual({
    accepted: [1, 2],
    retiring: [{ generation: 1, until: later(monday, { days: 2 }) }],
  });
  expect(await run('secret cd-south')).toBe(await secret.webhookSecret('cd-south', 2));
  expect(await run('gateway-secret')).toBe(await secret.gatewaySecret());
  expect(await run('retire-secret cd-south 1')).toEqual({ accepted: [2], retiring: [] });
  await expect(run('add-secret cd-south 3', { hours: 'two' })).rejects.toMatchObject({ status: 400 });
});

it('appoints, dismisses, forms a team, pauses and resumes', async () => {
  const file = fileWith({ name: '方芳', role: 'agent', dealerIds: ['cd-south'] });
  expect(await run('appoint fang-fang', { file })).toMatchObject({ role: 'agent', version: 1 });
  const team = fileWith({ name: '一组', leadId: 'sun-qiang', memberIds: ['fang-fang'] });
  expect(await run('form-team cd-south one', { file: team })).toMatchObject({ id: 'one' });
  await run('dismiss fang-fang');
  expect(await findPerson(store.table, 'fang-fang')).toBeUndefined();
  await run('pause');
  expect(await isGroupPaused(store.table)).toBe(true);
  await run('resume');
  await run('pause cd-south');
  expect((await findDealer(store.table, 'cd-south'))?.settings.textsPaused).toBe(true);
  expect(await isGroupPaused(store.table)).toBe(false);
});

it('says what is missing or unknown', async () => {
  await expect(run('appoint li-na')).rejects.toThrow('needs --file');
  await expect(run('frob')).rejects.toThrow('There is no command frob.');
  await expect(run('show nowhere')).rejects.toMatchObject({ status: 404 });
});
