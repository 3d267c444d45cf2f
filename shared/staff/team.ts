import * as v from 'valibot';
import { shortText } from '../platform/formats.ts';
import { parseRequest } from '../platform/parse.ts';
import { type Fault, invalid, notPossible } from '../platform/problem.ts';
import type { Person } from './person.ts';

const staffId = v.pipe(v.string(), v.minLength(1));

/** A team of a dealer: who leads it and who belongs to it, by staff id. */
export const TeamSchema = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/, 'must be 1 to 40 small letters, digits and hyphens')),
  name: shortText(60),
  leadId: staffId,
  memberIds: v.pipe(v.array(staffId), v.maxLength(100)),
});
export type Team = v.InferOutput<typeof TeamSchema>;

export const TeamBodySchema = v.omit(TeamSchema, ['id']);

/** A team as a request describes it. Throws a 400 problem. */
export function readTeam(id: string, body: unknown): Team {
  return parseRequest(TeamSchema, { ...parseRequest(TeamBodySchema, body, 'team'), id }, 'team');
}

/** A team as it is kept: who led it may have left, and then it lacks a lead until it is formed anew. */
export const KeptTeamSchema = v.object({ ...TeamSchema.entries, leadId: v.optional(staffId) });
export type KeptTeam = v.InferOutput<typeof KeptTeamSchema>;

/** What a team lacks. */
export const TeamLackSchema = v.optional(v.picklist(['lead']));

/** A team with what it lacks, for whoever looks at it. */
export function withLack(team: KeptTeam): KeptTeam & { lacks?: 'lead' } {
  return { ...team, ...(team.leadId === undefined && { lacks: 'lead' as const }) };
}

/** All teams of a dealer: one state, since an advisor is in one of them at most. */
export const TeamsSchema = v.object({ teams: v.array(KeptTeamSchema) });
export type Teams = v.InferOutput<typeof TeamsSchema>;

/**
 * The teams with one formed anew or changed. Throws problems: 400 for a lead or member who does not work at the dealer,
 * 409 for an advisor who is in another team.
 */
export function withTeam(known: Teams, team: Team, roster: readonly Person[]): Teams {
  const faults = [
    ...absent(team.leadId, '/leadId', roster),
    ...team.memberIds.flatMap((id, index) => absent(id, `/memberIds/${index}`, roster)),
  ];
  if (faults.length > 0) throw invalid(`The team has ${faults.length} fault(s); see errors.`, faults);
  const others = known.teams.filter(({ id }) => id !== team.id);
  const advisors = new Set(roster.filter(({ role }) => role === 'advisor').map(({ id }) => id));
  for (const memberId of team.memberIds) {
    const other = others.find(({ memberIds }) => memberIds.includes(memberId));
    if (other && advisors.has(memberId))
      throw notPossible(`${memberId} is in team ${other.id}; an advisor is in one team at most.`);
  }
  const memberIds = [...new Set(team.memberIds)];
  return { teams: [...others, { ...team, memberIds }].sort((a, b) => (a.id < b.id ? -1 : 1)) };
}

/** A team without somebody who left: led by nobody if it was theirs, since who leads is for people to say. */
export function withoutPerson(team: KeptTeam, staffId: string): KeptTeam {
  const { leadId, memberIds, ...rest } = team;
  return {
    ...rest,
    ...(leadId !== undefined && leadId !== staffId && { leadId }),
    memberIds: memberIds.filter((id) => id !== staffId),
  };
}

function absent(id: string, pointer: string, roster: readonly Person[]): Fault[] {
  if (roster.some((person) => person.id === id)) return [];
  return [{ pointer, detail: 'names nobody who works at this dealer' }];
}
