import type { NewEvent } from '../events/aggregate.ts';
import type { Occasion } from '../events/occasion.ts';
import { notFound } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import { mustMatch } from '../platform/version.ts';
import { rosterOf } from './roster.ts';
import { teams } from './store.ts';
import { type KeptTeam, type Team, type Teams, withoutPerson, withTeam } from './team.ts';

const none: Teams = { teams: [] };

function teamsId(dealerId: string): string {
  return `teams_${dealerId}`;
}

/** The teams of a dealer, with the version that counts their changes. */
export async function teamsOf(table: Table, dealerId: string): Promise<Teams & { version: number }> {
  const loaded = await teams(table).load(teamsId(dealerId));
  return { version: loaded?.version ?? 0, teams: loaded?.state.teams ?? [] };
}

/** The team that an advisor belongs to, or undefined. */
export async function teamOf(table: Table, dealerId: string, staffId: string): Promise<KeptTeam | undefined> {
  const known = await teamsOf(table, dealerId);
  return known.teams.find(({ memberIds }) => memberIds.includes(staffId));
}

/**
 * Forms a team of a dealer, or changes it. Throws problems: 400 for people of elsewhere, 409 for an advisor of another
 * team, 412 where the version is not the expected one.
 */
export async function formTeam(
  table: Table,
  dealerId: string,
  team: Team,
  occasion: Occasion,
  expected?: number,
): Promise<Team & { version: number }> {
  const roster = await rosterOf(table, dealerId);
  const { id: teamId, leadId, memberIds } = team;
  const event: NewEvent = { name: 'team.formed', dealerId, facts: { teamId, leadId, memberIds } };
  const version = await change(table, dealerId, occasion, (known) => withTeam(known, team, roster), {
    event,
    expected,
  });
  return { ...team, version };
}

/** Dissolves a team. Throws a 404 problem where there is none, 412 where the version is not the expected one. */
export async function dissolveTeam(
  table: Table,
  dealerId: string,
  teamId: string,
  occasion: Occasion,
  expected?: number,
): Promise<void> {
  const dissolve = (known: Teams) => {
    const left = known.teams.filter(({ id }) => id !== teamId);
    if (left.length === known.teams.length) throw notFound('team');
    return { teams: left };
  };
  const event: NewEvent = { name: 'team.dissolved', dealerId, facts: { teamId } };
  await change(table, dealerId, occasion, dissolve, { event, expected });
}

/** Takes somebody who has left out of the dealer's teams, those that they led too. */
export async function leaveTeams(
  table: Table,
  dealerId: string,
  staffId: string,
  occasion: Occasion,
): Promise<void> {
  const isTheirs = ({ leadId, memberIds }: KeptTeam) => leadId === staffId || memberIds.includes(staffId);
  await teams(table).change(teamsId(dealerId), occasion, (known) => {
    const left = known?.teams.filter(isTheirs).map((team) => withoutPerson(team, staffId)) ?? [];
    const events = left.map(({ id: teamId, leadId, memberIds }): NewEvent => {
      return { name: 'team.formed', dealerId, facts: { teamId, leadId, memberIds } };
    });
    const [first, ...others] = events;
    if (!known || !first) return undefined;
    const next = known.teams.map((team) => left.find(({ id }) => id === team.id) ?? team);
    return { state: { teams: next }, events: [first, ...others] };
  });
}

async function change(
  table: Table,
  dealerId: string,
  occasion: Occasion,
  decide: (known: Teams) => Teams,
  { event, expected }: { event: NewEvent; expected?: number | undefined },
): Promise<number> {
  const changed = await teams(table).change(
    teamsId(dealerId),
    (current) => {
      mustMatch(current?.version ?? 0, expected);
      return occasion;
    },
    (current) => {
      const state = decide(current ?? none);
      if (current && JSON.stringify(state) === JSON.stringify(current)) return undefined;
      return { state, events: [event] };
    },
  );
  return changed.version;
}
