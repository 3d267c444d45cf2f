import * as v from 'valibot';
import { ImprovementBodySchema, improvementStates } from '../../complaints/improvement.ts';
import { CountsQuerySchema } from '../../complaints/show-counts.ts';
import { departments } from '../../events/complaints.ts';
import { notFound, notPossible } from '../../platform/problem.ts';
import { InstantSchema } from '../../platform/time.ts';
import { planners } from '../../staff/set-absences.ts';
import { dealerInPath } from './dealers.ts';
import { answer, body, type Operation, parameters, told } from './operation.ts';
import { idempotencyKey } from './parts.ts';
import { faulty, notRegistered, notYourRole } from './refusals.ts';
import { sample } from './sample.ts';

const CountedSchema = v.object({
  count: v.number(),
  complaintIds: told(v.array(v.string()), 'The complaints that are counted.'),
});
const counts = (meaning: string) => told(v.record(v.string(), CountedSchema), meaning);

const CountsSchema = v.object({
  month: v.string(),
  asOf: told(InstantSchema, 'Until when events are counted.'),
  received: told(CountedSchema, 'Every complaint that was opened in the month; `outcomes` add up to it.'),
  outcomes: counts('Closed by the customer, closed by force, or not finished.'),
  categories: counts("By the dealer's tree; `unconfirmed` until a person has said what it is."),
  departments: counts('By where the cause lies, once that was analysed.'),
  systems: counts('By the system of the vehicle, once that was analysed.'),
  staff: counts('By whoever is complained of, by staff id.'),
  improve: told(
    v.array(
      v.object({
        ...CountedSchema.entries,
        category: v.string(),
        department: v.optional(v.picklist(departments)),
        system: v.optional(v.string()),
        ownerId: v.optional(
          told(
            v.string(),
            'Staff id of who carries the measure out; before, of whoever answers for the department and is not complained of.',
          ),
        ),
        state: told(
          v.picklist(improvementStates),
          'What has become of it; once improved or dropped it is open again where the cause came back as often.',
        ),
        measure: v.optional(told(v.string(), 'The measure, in words.')),
        said: v.optional(
          told(v.string(), 'What was said of it last: the measure, the findings, or why it was dropped.'),
        ),
        by: v.optional(told(v.string(), 'Staff id of who said so.')),
        at: v.optional(InstantSchema),
        since: v.optional(told(CountedSchema, 'The complaints that came since.')),
      }),
    ),
    'Causes that came back within `improveAfter` of the dealer, the most frequent first.',
  ),
});

const one = { count: 1, complaintIds: [sample.complaintId] };
const none = { count: 0, complaintIds: [] };

export const complaintCountOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/v1/dealers/{dealerId}/complaint-counts',
    operationId: 'countComplaints',
    tag: 'complaints',
    summary: 'Count what customers complained of',
    description:
      'The complaints of a month by category, department, system and person, each number with its complaints, and what came back as points to improve. For heads of customer service, workshop managers and above.',
    security: 'staff',
    parameters: [
      dealerInPath,
      parameters('query', CountsQuerySchema, {
        month: { description: 'The month of receipt, in the zone of the dealer.', example: '2026-03' },
      }),
    ],
    answer: answer(200, 'The counts.', CountsSchema, {
      month: '2026-03',
      asOf: '2026-04-02T01:00:00.000Z',
      received: one,
      outcomes: { closed: none, 'force-closed': none, unfinished: one },
      categories: { 'repair-skill': one },
      departments: { workshop: one },
      systems: { brakes: one },
      staff: {},
      improve: [],
    }),
    problems: [
      faulty('query', '/month', 'must be a month such as 2026-03'),
      notRegistered,
      notYourRole('see the counts of complaints', planners),
      notFound('dealer'),
    ],
  },
  {
    method: 'POST',
    path: '/v1/dealers/{dealerId}/improvements',
    operationId: 'commandImprovement',
    tag: 'complaints',
    summary: 'Take up, check or drop a point to improve',
    description:
      'A cause that came back is proposed as a point to improve (`improve` of the counts). It is open until a measure is taken; somebody else than its owner says whether it helped; or it is dropped with a reason. For heads of customer service, workshop managers and above.',
    security: 'staff',
    parameters: [dealerInPath, idempotencyKey],
    body: body(
      ImprovementBodySchema,
      {},
      {
        measure: {
          summary: 'A measure',
          value: {
            command: 'take-measure',
            category: 'repair-skill',
            department: 'workshop',
            system: 'brakes',
            what: '制动作业后由第二人路试',
            ownerId: 'sun-qiang',
          },
        },
        effect: {
          summary: 'It helped',
          value: {
            command: 'check-effect',
            category: 'repair-skill',
            department: 'workshop',
            system: 'brakes',
            improved: true,
            findings: '三十天内没有再发生',
          },
        },
        dropped: {
          summary: 'Nothing is done',
          value: { command: 'drop', category: 'parts', department: 'parts', reason: '厂家已停产' },
        },
      },
    ),
    answer: answer(
      200,
      'How it stands now.',
      v.object({ id: v.string(), state: v.picklist(improvementStates) }),
      { id: 'improvement_4c6e8g0j2m4p6r8t0v2x', state: 'measure-taken' },
    ),
    problems: [
      faulty('command', '/what', 'is missing'),
      notRegistered,
      notYourRole('decide on points to improve', planners),
      notFound('dealer'),
      notPossible('check-effect is not possible while a point is open. Possible now: take-measure, drop.'),
    ],
  },
];
