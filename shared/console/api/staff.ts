import * as v from 'valibot';
import { localeSchema } from '../../events/text-request.ts';
import { notFound, notPossible, Problem } from '../../platform/problem.ts';
import { PersonBodySchema } from '../../staff/appoint.ts';
import { PersonSchema } from '../../staff/person.ts';
import { RosterQuerySchema } from '../../staff/roster.ts';
import { AbsencesBodySchema, planners } from '../../staff/set-absences.ts';
import { PhoneBodySchema } from '../../staff/set-phone.ts';
import { KeptTeamSchema, TeamBodySchema, TeamLackSchema, TeamSchema } from '../../staff/team.ts';
import { dealerInPath } from './dealers.ts';
import { answer, body, type Operation, parameters, told } from './operation.ts';
import { VersionSchema, versionWanted } from './parts.ts';
import { changedSince, faulty, notRegistered, notYourRole, noDealer } from './refusals.ts';
import { sample } from './sample.ts';

export const PersonViewSchema = v.object({ ...PersonSchema.entries, version: VersionSchema });
const textsEntries = {
  phone: v.optional(told(v.string(), 'The last digits of the phone; absent where none is recorded.')),
  locale: v.optional(told(localeSchema, 'In which language.')),
};
/** Somebody's entry as they and administrators see it. */
export const ShownPersonSchema = v.object({
  ...PersonViewSchema.entries,
  texts: told(v.object(textsEntries), 'Where they are told by text of what cannot wait.'),
});
/** Where somebody is told by text from now on. */
export const PhoneAnswerSchema = v.object({ id: v.string(), ...textsEntries });
export const RosterSchema = v.object({ items: told(v.array(PersonSchema), 'In the order of their ids.') });
export const TeamViewSchema = v.object({ ...TeamSchema.entries, version: VersionSchema });
const ListedTeamSchema = v.object({
  ...KeptTeamSchema.entries,
  lacks: told(TeamLackSchema, 'What the team lacks: whoever led it has left. Form it anew with a lead.'),
});
export const TeamListSchema = v.object({ items: v.array(ListedTeamSchema), version: VersionSchema });

const person = {
  id: sample.agentId,
  name: '李娜',
  role: 'agent',
  dealerIds: [sample.dealerId],
  email: 'li-na@example.com',
  active: true,
  absences: [],
  version: 1,
} as const;
const view = { ...person, dealerIds: [...person.dealerIds], absences: [] };
const absences = [{ from: '2026-03-09', until: '2026-03-13', kind: 'leave' as const }];
const team = { id: 'one', name: '一组', leadId: 'sun-qiang', memberIds: [sample.advisorId] };
const inPath = parameters('path', v.object({ staffId: v.string() }), {
  staffId: {
    description: 'The member of staff: the name that the sign-in token proves.',
    example: sample.agentId,
  },
});
const teamInPath = parameters('path', v.object({ dealerId: v.string(), teamId: v.string() }), {
  dealerId: { description: 'The dealer.', example: sample.dealerId },
  teamId: { description: 'The team, named by whoever forms it.', example: team.id },
});
const administrators = ['service-director', 'general-manager'] as const;
const notYours = notYourRole('change staff', administrators);
const nobody = notFound('member of staff');
const elsewhere = new Problem({
  status: 403,
  type: 'not-your-dealers',
  title: 'Somebody else must do this',
  detail:
    'You may change staff of your own dealers only (cd-south). Ask somebody who serves all dealers of this person.',
});
const above = new Problem({
  status: 403,
  type: 'above-your-role',
  title: 'This role stands above yours',
  detail:
    'As service-director you may give no role above your own, and change nobody who has one. Roles, upwards: advisor, agent, customer-care-lead, workshop-manager, service-director, general-manager.',
});
const last = notPossible(
  'gao-jun is the last general manager of cd-south. Make somebody else general manager there first.',
);

export const staffOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/v1/staff',
    operationId: 'listStaff',
    tag: 'administration',
    summary: 'List the staff of a dealer',
    description: 'Everybody who works there now. For service directors and above.',
    security: 'staff',
    parameters: [
      parameters('query', RosterQuerySchema, {
        dealerId: { description: 'The dealer.', example: sample.dealerId },
      }),
    ],
    answer: answer(200, 'The staff.', RosterSchema, { items: [v.parse(PersonSchema, view)] }),
    problems: [faulty('query', '/dealerId', 'is missing'), notRegistered, notYours, noDealer],
  },
  {
    method: 'GET',
    path: '/v1/staff/{staffId}',
    operationId: 'showPerson',
    tag: 'administration',
    summary: 'Show a member of staff',
    description:
      'Your own entry, or as service director and above that of others; also of those who have left.',
    security: 'staff',
    parameters: [inPath],
    answer: answer(200, 'The member of staff.', ShownPersonSchema, {
      ...view,
      texts: { phone: '…8000', locale: 'zh-CN' },
    }),
    problems: [notRegistered, notYours, nobody],
  },
  {
    method: 'PUT',
    path: '/v1/staff/{staffId}',
    operationId: 'appoint',
    tag: 'administration',
    summary: 'Register or change a member of staff',
    description: `Nobody gives a role above their own or serves a dealer by their own hand that they do not serve. Where the group
signs in with our user pool, an invitation is mailed to \`email\`. Whoever had left is back.`,
    security: 'staff',
    parameters: [inPath, versionWanted],
    body: body(
      PersonBodySchema,
      {
        name: 'As colleagues know them.',
        role: 'What they may do.',
        dealerIds: 'Where they work.',
        dmsId: "How the dealer's DMS names them; advisors are found by it.",
        email: 'Where the invitation goes; without it an operator sets the first password.',
      },
      {
        agent: {
          summary: 'An agent',
          value: {
            name: person.name,
            role: person.role,
            dealerIds: view.dealerIds,
            email: person.email,
          },
        },
      },
    ),
    answer: answer(200, 'The member of staff as they now are.', PersonViewSchema, view),
    problems: [
      faulty('member of staff', '/role', 'is missing'),
      notRegistered,
      notYours,
      elsewhere,
      above,
      nobody,
      noDealer,
      last,
      changedSince,
    ],
  },
  {
    method: 'DELETE',
    path: '/v1/staff/{staffId}',
    operationId: 'dismiss',
    tag: 'administration',
    summary: 'Take a member of staff off the rosters',
    description: `They are refused from the next request on, whatever token they hold, and can no longer sign in. What they did stays
under their id. Their open calls and complaints become others', and teams that they led lack a lead.`,
    security: 'staff',
    parameters: [inPath, versionWanted],
    answer: answer(200, 'The member of staff, no longer active.', PersonViewSchema, {
      ...view,
      active: false,
      version: 2,
    }),
    problems: [notRegistered, notYours, elsewhere, above, nobody, last, changedSince],
  },
  {
    method: 'PUT',
    path: '/v1/staff/{staffId}/absences',
    operationId: 'setAbsences',
    tag: 'administration',
    summary: 'Note when somebody does not work',
    description: `The list takes the place of the one before and holds at once: nobody is given calls for a day on which they are
away, and calls that they have for such a day are handed to others.`,
    security: 'staff',
    parameters: [inPath, versionWanted],
    body: body(
      AbsencesBodySchema,
      {
        absences: 'Every absence that is known.',
        'absences.from': 'The first day.',
        'absences.until': 'The last day.',
        'absences.kind': 'Of what kind; nobody else is told.',
      },
      { leave: { summary: 'A week off', value: { absences } } },
    ),
    answer: answer(200, 'The member of staff as they now are.', PersonViewSchema, {
      ...view,
      absences,
      version: 2,
    }),
    problems: [
      faulty('list of absences', '/absences/0/until', 'must not lie before `from`'),
      notRegistered,
      notYourRole('change absences', planners),
      nobody,
      changedSince,
    ],
  },
  {
    method: 'PUT',
    path: '/v1/staff/{staffId}/phone',
    operationId: 'setPhone',
    tag: 'administration',
    summary: 'Record where somebody is told by text',
    description: `By their own hand, or by that of service directors and above. A major complaint is told at once to those whom its emergency
plan names; what is overdue, or climbed to them, by at most one text in each half of a working day. The texts name numbers only,
no customer. Whoever leaves is forgotten here.`,
    security: 'staff',
    parameters: [inPath],
    body: body(
      PhoneBodySchema,
      {
        phone: "National, as the dealer's country writes it, or with the country code; `null` for none.",
        locale: "In which language; the dealer's if absent.",
      },
      {
        phone: { summary: 'A phone', value: { phone: '13800138000', locale: 'zh-CN' } },
        none: { summary: 'No texts any more', value: { phone: null } },
      },
    ),
    answer: answer(200, 'Where they are told now.', PhoneAnswerSchema, {
      id: sample.agentId,
      phone: '…8000',
      locale: 'zh-CN',
    }),
    problems: [
      faulty('phone', '/phone', 'can be no number of CN or with a country code'),
      notRegistered,
      notYourRole('record the phone of somebody else', administrators),
      nobody,
    ],
  },
  {
    method: 'GET',
    path: '/v1/dealers/{dealerId}/teams',
    operationId: 'listTeams',
    tag: 'administration',
    summary: 'List the teams of a dealer',
    description: 'For everybody who works there.',
    security: 'staff',
    parameters: [dealerInPath],
    answer: answer(200, 'The teams.', TeamListSchema, { items: [team], version: 1 }),
    problems: [notRegistered, noDealer],
  },
  {
    method: 'PUT',
    path: '/v1/dealers/{dealerId}/teams/{teamId}',
    operationId: 'formTeam',
    tag: 'administration',
    summary: 'Form or change a team',
    description: 'Lead and members work at the dealer; an advisor is in one team at most.',
    security: 'staff',
    parameters: [teamInPath, versionWanted],
    body: body(
      TeamBodySchema,
      { name: 'As people know it.', leadId: 'Who leads it.', memberIds: 'Who belongs to it, by staff id.' },
      {
        one: {
          summary: 'A team',
          value: { name: team.name, leadId: team.leadId, memberIds: team.memberIds },
        },
      },
    ),
    answer: answer(200, 'The team.', TeamViewSchema, { ...team, version: 1 }),
    problems: [
      faulty('team', '/memberIds/0', 'names nobody who works at this dealer'),
      notRegistered,
      notYours,
      noDealer,
      notPossible('wang-lei is in team one; an advisor is in one team at most.'),
      changedSince,
    ],
  },
  {
    method: 'DELETE',
    path: '/v1/dealers/{dealerId}/teams/{teamId}',
    operationId: 'dissolveTeam',
    tag: 'administration',
    summary: 'Dissolve a team',
    description: 'Its members are in no team from then on.',
    security: 'staff',
    parameters: [teamInPath, versionWanted],
    answer: answer(200, 'The team is no more.', v.object({ id: v.string() }), { id: team.id }),
    problems: [notRegistered, notYours, noDealer, notFound('team'), changedSince],
  },
];
