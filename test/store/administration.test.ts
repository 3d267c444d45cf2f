import {
  CognitoIdentityProviderClient,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { findDealer, loadDealer } from '../../shared/dealers/dealers.ts';
import { addSecret } from '../../shared/dealers/secrets.ts';
import { switchGroupTexts } from '../../shared/dealers/texting.ts';
import { historyOf } from '../../shared/events/history.ts';
import { later } from '../../shared/platform/time.ts';
import { whoAsks } from '../../shared/staff/access.ts';
import { appoint, dismiss, establish } from '../../shared/staff/appoint.ts';
import { loadPerson, rosterOf } from '../../shared/staff/roster.ts';
import { bringSignIn } from '../../shared/staff/sign-in.ts';
import { formTeam, teamOf, teamsOf } from '../../shared/staff/teams.ts';
import { aDealer } from '../builders/dealer.ts';
import { aPerson } from '../builders/person.ts';
import { monday } from '../builders/times.ts';
import { byCommand, openDealer } from './a-group.ts';
import { useTable } from './a-table.ts';

const store = useTable();
beforeEach(() => openDealer(store.table));

const userCall = v.object({
  Username: v.string(),
  UserAttributes: v.optional(v.array(v.object({ Value: v.string() }))),
});
const director = aPerson({ id: 'huang-wei', role: 'service-director' });
const manager = aPerson({ id: 'gao-jun', role: 'general-manager' });
const { id: _, settings: __, ...described } = aDealer();

describe('a dealer', () => {
  it('is changed by its service director, who is told of a change in between', async () => {
    const { version } = await loadDealer(store.table, 'cd-south');
    const later = { ...described, settings: { askAt: '11:00' } };
    const wish = { by: director, expected: version };
    const kept = await establish(store.table, 'cd-south', later, byCommand, wish);
    expect(kept).toMatchObject({ version: version + 1, dealer: { settings: { askAt: '11:00' } } });
    await expect(establish(store.table, 'cd-south', described, byCommand, wish)).rejects.toMatchObject({
      status: 412,
    });
    expect((await findDealer(store.table, 'cd-south'))?.settings.askAt).toBe('11:00');
  });

  it('is registered by a general manager, who serves it from then on; by nobody else', async () => {
    const open = (by: typeof director) =>
      establish(store.table, 'cd-west', { ...described, name: '成都西店' }, byCommand, { by });
    await expect(open(director)).rejects.toMatchObject({ status: 403 });
    await open(manager);
    expect((await loadPerson(store.table, 'gao-jun'))?.person.dealerIds).toEqual(['cd-south', 'cd-west']);
    expect(await findDealer(store.table, 'cd-west')).toMatchObject({ name: '成都西店' });
  });

  it('of others does not exist, and keeps its pause and its secrets', async () => {
    const stranger = { ...director, dealerIds: ['elsewhere'] };
    await expect(
      establish(store.table, 'cd-south', described, byCommand, { by: stranger }),
    ).rejects.toMatchObject({ status: 404 });
    await addSecret(store.table, 'cd-south', { generation: 2, retireOldAfterHours: 48 }, byCommand);
    const kept = await establish(store.table, 'cd-south', described, byCommand, { by: director });
    expect(kept.dealer.settings).toMatchObject({
      secretGenerations: [1, 2],
      secretRetirements: [{ generation: 1, until: later(monday, { days: 2 }) }],
    });
    const names = (await historyOf(store.table, 'dealer_cd-south')).map(({ name }) => name);
    expect(names).toEqual(['dealer.registered', 'dealer.secrets-changed']);
  });
});

describe('somebody who has left', () => {
  it('is refused at once, is in no team, and can come back', async () => {
    const team = { id: 'one', name: '一组', leadId: 'sun-qiang', memberIds: ['wang-lei'] };
    await formTeam(store.table, 'cd-south', team, byCommand);
    expect(await teamOf(store.table, 'cd-south', 'wang-lei')).toEqual(team);
    await dismiss(store.table, 'wang-lei', byCommand, { by: director });
    await dismiss(store.table, 'wang-lei', byCommand, { by: director });
    await expect(whoAsks(store.table, 'wang-lei')).rejects.toMatchObject({ status: 403 });
    expect((await rosterOf(store.table, 'cd-south')).map(({ id }) => id)).not.toContain('wang-lei');
    expect((await teamsOf(store.table, 'cd-south')).teams).toEqual([{ ...team, memberIds: [] }]);
    // Who leads without being a member leaves too.
    await dismiss(store.table, 'sun-qiang', byCommand, { by: director });
    const { leadId: __, ...leaderless } = team;
    expect((await teamsOf(store.table, 'cd-south')).teams).toEqual([{ ...leaderless, memberIds: [] }]);
    const names = (await historyOf(store.table, 'staff_wang-lei')).map(({ name }) => name);
    expect(names).toEqual(['staff.registered', 'staff.removed']);
    const back = { name: '王磊', role: 'advisor', dealerIds: ['cd-south'], dmsId: 'A01' };
    await appoint(store.table, 'wang-lei', back, byCommand, { by: director });
    expect(await whoAsks(store.table, 'wang-lei')).toMatchObject({ active: true });
  });

  it('and who comes back under another address is let in there, once it is known', async () => {
    const client = new CognitoIdentityProviderClient({ region: 'us-east-1' });
    const asked: string[] = [];
    const users = new Set<string>();
    client.middlewareStack.add(
      (_, context) => (args) => {
        const { Username, UserAttributes = [] } = v.parse(userCall, args.input);
        const [address] = UserAttributes;
        asked.push([context.commandName?.replace(/^Admin|Command$/g, ''), address?.Value].join(' ').trim());
        if (context.commandName?.startsWith('AdminCreate')) {
          if (users.has(Username)) throw new UsernameExistsException({ $metadata: {}, message: 'there' });
          users.add(Username);
        }
        return Promise.resolve({ output: { $metadata: {} }, response: undefined });
      },
      { step: 'initialize', name: 'answer' },
    );
    const bring = async (email?: string) => {
      const fang = { name: '方芳', role: 'agent', dealerIds: ['cd-south'], ...(email && { email }) };
      await appoint(store.table, 'fang-fang', fang, byCommand);
      await bringSignIn('fang-fang', { table: store.table, pool: client, poolId: 'pool' });
      return asked.splice(0);
    };
    expect(await bring('a@example.com')).toEqual(['CreateUser a@example.com']);
    const again = ['CreateUser b@example.com', 'EnableUser', 'UpdateUserAttributes b@example.com'];
    expect(await bring('b@example.com')).toEqual(again);
    expect(await bring()).toEqual(['CreateUser', 'EnableUser']);
  });

  it('is never the last general manager of a dealer, though another dealer has one', async () => {
    await openDealer(store.table, aDealer({ id: 'cd-west' }), [
      aPerson({ id: 'west', role: 'general-manager', dealerIds: ['cd-west'] }),
    ]);
    await expect(dismiss(store.table, 'gao-jun', byCommand)).rejects.toMatchObject({ status: 409 });
    await appoint(
      store.table,
      'peter',
      { name: 'P', role: 'general-manager', dealerIds: ['cd-south'] },
      byCommand,
    );
    await dismiss(store.table, 'gao-jun', byCommand);
    await expect(dismiss(store.table, 'peter', byCommand)).rejects.toMatchObject({ status: 409 });
  });
});

it('the pause of the group is told once', async () => {
  await switchGroupTexts(store.table, false, byCommand);
  await switchGroupTexts(store.table, true, byCommand);
  await switchGroupTexts(store.table, true, byCommand);
  expect((await historyOf(store.table, 'group_texting')).map(({ facts }) => facts)).toEqual([
    { paused: true },
  ]);
});
