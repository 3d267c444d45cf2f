import * as v from 'valibot';
import { ComplaintSchema } from '../../complaints/complaint.ts';
import { ComplaintBodySchema } from '../../complaints/open.ts';
import { ListQuerySchema } from '../../complaints/show.ts';
import { SolveBodySchema } from '../../complaints/solve.ts';
import { notFound, notPossible, Problem } from '../../platform/problem.ts';
import { InstantSchema } from '../../platform/time.ts';
import { answer, body, type Operation, parameters, told } from './operation.ts';
import {
  AssigneeSchema,
  HappeningSchema,
  idempotencyKey,
  idInPath,
  listOf,
  NamedCustomerSchema,
  nextNote,
  SpokenSchema,
} from './parts.ts';
import { faulty, notRegistered, wrongCursor } from './refusals.ts';
import { sample, step } from './sample.ts';

const { state, severity } = ComplaintSchema.entries;

/** A complaint in a list. */
export const ComplaintSummarySchema = v.object({
  id: v.string(),
  number: told(v.string(), 'By which customer and staff name it.'),
  dealerId: v.string(),
  customerId: v.optional(told(v.string(), 'Absent where only a phone is known.')),
  state: told(state, 'Only the customer closes a complaint.'),
  severity: told(severity, 'By the words of the customer; a major one climbs sooner.'),
  level: told(
    v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3)),
    'How far it has climbed: 0 customer service, 1 its lead, 2 service director, 3 general manager.',
  ),
  assigneeId: v.optional(AssigneeSchema),
  dueAt: v.optional(told(InstantSchema, 'When it climbs, or when the customer is asked again.')),
});

/** A complaint with the customer's words and all that happened. */
export const ComplaintViewSchema = v.object({
  ...ComplaintSummarySchema.entries,
  customer: told(NamedCustomerSchema, 'Empty where only a phone is known.'),
  source: told(v.string(), '`survey` from an answer by text, `staff` where somebody took it down.'),
  channel: v.optional(told(v.string(), 'By which way it reached the member of staff who took it down.')),
  scene: v.optional(told(v.string(), 'What happened, as staff took it down.')),
  remedySought: v.optional(told(v.string(), 'What the customer wants.')),
  words: told(v.array(SpokenSchema), "The customer's words in the order in which they came."),
  categories: told(
    v.array(v.object({ category: v.string(), evidence: v.array(v.string()) })),
    'What it may be about by the words, and the words that speak for it, for a person to judge.',
  ),
  resolutions: told(
    v.array(SpokenSchema),
    'What staff did, in their words, each time it was said to be solved.',
  ),
  history: told(v.array(HappeningSchema), 'All that happened, oldest first.'),
});

export const ComplaintListSchema = listOf(ComplaintSummarySchema);

/** How a complaint stands after a solution was proposed. */
export const SolveAnswerSchema = v.object({ id: v.string(), state });

const summary = {
  id: sample.complaintId,
  number: `C-${sample.complaintId.slice(10, 16).toUpperCase()}`,
  dealerId: sample.dealerId,
  customerId: sample.customerId,
  state: 'open',
  severity: 'major',
  level: 1,
  assigneeId: 'zhao-min',
  dueAt: '2026-03-03T07:05:00.000Z',
} as const;

const view = {
  ...summary,
  customer: { id: sample.customerId, name: sample.name },
  source: 'staff',
  channel: 'telephone',
  remedySought: '免费重新检查刹车',
  words: [{ text: sample.words, at: '2026-03-03T03:05:00.000Z', by: 'customer' }],
  categories: [{ category: 'repair-skill', evidence: ['刹车'] }],
  resolutions: [],
  history: [
    {
      ...step(sample.complaintId, 1, 'complaint.opened', '2026-03-03T03:05:00.000Z', {
        kind: 'staff',
        id: sample.agentId,
      }),
      facts: { number: summary.number, source: 'staff', severity: 'major', level: 1, assigneeId: 'zhao-min' },
    },
  ],
};

const noComplaint = notFound('complaint');
const noDealer = notFound('dealer');
const inPath = idInPath('The complaint.', sample.complaintId);

export const complaintOperations: readonly Operation[] = [
  {
    method: 'POST',
    path: '/v1/complaints',
    operationId: 'openComplaint',
    tag: 'complaints',
    summary: 'Take down a complaint',
    description: `For a complaint that reached a member of staff; those in answers to our texts open by themselves. The customer
is told its number by text, and its clock begins in working hours.`,
    security: 'staff',
    parameters: [idempotencyKey],
    body: body(
      ComplaintBodySchema,
      {
        dealerId: 'The dealer complained of.',
        customerId: 'Our id of the customer. This or `phone` is needed.',
        phone:
          "E.164, or national as dialled in the dealer's country; where the customer is not known by id.",
        channel: 'By which way the complaint came.',
        words: "The customer's own words, verbatim; its severity is read from them.",
        scene: 'What happened, as far as the words do not say.',
        remedySought: 'What the customer wants.',
      },
      {
        known: {
          summary: 'From a customer with a file',
          value: {
            dealerId: sample.dealerId,
            customerId: sample.customerId,
            channel: 'telephone',
            words: sample.words,
            remedySought: '免费重新检查刹车',
          },
        },
        stranger: {
          summary: 'From a phone that nobody knows',
          value: {
            dealerId: 'austin-north',
            phone: '(512) 555-0188',
            channel: 'front desk',
            words: 'I was promised a call on Friday and nobody called.',
          },
        },
      },
    ),
    answer: answer(201, 'The complaint as it was opened.', ComplaintViewSchema, view),
    problems: [
      faulty('complaint', '/customerId', 'is missing: name the customer by customerId or by phone'),
      notRegistered,
      noDealer,
      notFound('customer'),
    ],
  },
  {
    method: 'GET',
    path: '/v1/complaints',
    operationId: 'listComplaints',
    tag: 'complaints',
    summary: "List a dealer's complaints",
    description:
      'Those in an open state soonest due first and all at once; the closed ones, or all of them, page by page from the newest. A page may be short or empty and still have a `next`.',
    security: 'staff',
    parameters: [
      parameters('query', ListQuerySchema, {
        dealerId: { description: 'The dealer complained of.', example: sample.dealerId },
        state: { description: 'Only complaints in this state.', example: 'open' },
        next: nextNote,
      }),
    ],
    answer: answer(200, 'A page of complaints.', ComplaintListSchema, { items: [summary] }),
    problems: [faulty('query', '/dealerId', 'is missing'), wrongCursor, notRegistered, noDealer],
  },
  {
    method: 'GET',
    path: '/v1/complaints/{id}',
    operationId: 'showComplaint',
    tag: 'complaints',
    summary: 'Show a complaint',
    description: "A complaint with the customer's words, what was done about it and all that happened.",
    security: 'staff',
    parameters: [inPath],
    answer: answer(200, 'The complaint.', ComplaintViewSchema, view),
    problems: [notRegistered, noComplaint],
  },
  {
    method: 'POST',
    path: '/v1/complaints/{id}/solve',
    operationId: 'solveComplaint',
    tag: 'complaints',
    summary: 'Propose that a complaint is solved',
    description: `The customer is asked by text whether it is; only their answer closes the complaint or opens it again. Advisors
may not propose a solution, since they would judge themselves.`,
    security: 'staff',
    parameters: [inPath, idempotencyKey],
    body: body(
      SolveBodySchema,
      { resolution: 'What was done about it.' },
      { solved: { summary: 'What was done', value: { resolution: '已免费更换刹车片并试车，异响消失' } } },
    ),
    answer: answer(200, 'The customer is being asked.', SolveAnswerSchema, {
      id: sample.complaintId,
      state: 'solution-proposed',
    }),
    problems: [
      faulty('solution', '/resolution', 'must not be empty'),
      notRegistered,
      new Problem({
        status: 403,
        type: 'not-your-role',
        title: 'Your role does not allow this',
        detail:
          'To propose a solution one must be: agent, customer-care-lead, workshop-manager, service-director, general-manager.',
      }),
      noComplaint,
      notPossible('A solution was proposed already and the customer is being asked. Wait for the answer.'),
    ],
  },
];
