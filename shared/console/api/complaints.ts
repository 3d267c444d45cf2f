import * as v from 'valibot';
import { ComplaintBodySchema } from '../../complaints/open.ts';
import { ListQuerySchema } from '../../complaints/show.ts';
import { ClockSchema, ComplaintSchema, SettlementSchema, TaskSchema } from '../../complaints/complaint.ts';
import { CommandBodySchema } from '../../complaints/commands.ts';
import { SettlementWordingSchema } from '../../complaints/settlement-wording.ts';
import { commandNames, notNow } from '../../complaints/life.ts';
import { roles } from '../../staff/person.ts';
import { notFound, Problem } from '../../platform/problem.ts';
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
import { faulty, notRegistered, notYourRole, wrongCursor, noDealer } from './refusals.ts';
import { sample, step } from './sample.ts';

const { state, severity } = ComplaintSchema.entries;

/** A complaint in a list. */
export const ComplaintSummarySchema = v.object({
  id: v.string(),
  number: told(v.string(), 'By which customer and staff name it.'),
  dealerId: v.string(),
  customerId: v.optional(told(v.string(), 'Absent where only a phone is known.')),
  state: told(state, 'Where it stands in its life; only the customer closes it.'),
  severity: told(severity, 'By the words of the customer; a major one climbs sooner.'),
  level: told(
    v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3)),
    'How far it has climbed: 0 customer service, 1 its lead, 2 service director, 3 general manager.',
  ),
  assigneeId: v.optional(AssigneeSchema),
  dueAt: v.optional(
    told(InstantSchema, 'When the clock does something next: it climbs, or the customer is asked again.'),
  ),
});

/** A complaint with the customer's words and all that happened. */
export const ComplaintViewSchema = v.object({
  ...ComplaintSummarySchema.entries,
  customer: told(NamedCustomerSchema, 'Empty where only a phone is known.'),
  source: told(
    v.string(),
    '`survey` from an answer by text, `staff` where somebody took it down, `page` from the public page.',
  ),
  channel: v.optional(told(v.string(), 'By which way it reached the member of staff who took it down.')),
  scene: v.optional(told(v.string(), 'What happened, as staff took it down.')),
  remedySought: v.optional(told(v.string(), 'What the customer wants.')),
  words: told(v.array(SpokenSchema), "The customer's words in the order in which they came."),
  categories: v.optional(
    told(
      v.array(v.object({ category: v.string(), evidence: v.array(v.string()) })),
      'What it may be about by the words, and the words that speak for it, for a person to judge; where it is shown.',
    ),
  ),
  category: v.optional(told(v.string(), "What a person has filed it under, of the dealer's tree.")),
  resolutions: told(
    v.array(SpokenSchema),
    'What staff did, in their words, each time it was said to be solved.',
  ),
  about: told(
    v.array(v.string()),
    'Staff ids of whoever is complained of; they neither handle it nor decide on it.',
  ),
  possible: told(
    v.array(v.object({ command: v.picklist(commandNames), by: v.array(v.picklist(roles)) })),
    'What may be commanded now, and by whom; nothing where it is about you.',
  ),
  clocks: told(
    v.array(
      v.object({
        name: told(ClockSchema.entries.name, 'What is measured, in working time.'),
        dueAt: told(InstantSchema, 'When the time is up, or was.'),
        climbsAt: v.optional(
          told(InstantSchema, 'When the next level is told; absent while it stands still, and at the top.'),
        ),
        told: v.optional(told(ClockSchema.entries.told, 'The highest level that was told.')),
        taskId: v.optional(told(v.string(), 'The task whose time it is.')),
      }),
    ),
    'The times that run for it.',
  ),
  waitingUntil: v.optional(
    told(InstantSchema, 'Until when at most the clocks stand still for the customer.'),
  ),
  tasks: told(
    v.array(
      v.object({
        id: v.string(),
        kind: TaskSchema.entries.kind,
        department: TaskSchema.entries.department,
        ownerId: v.optional(AssigneeSchema),
        dueAt: v.optional(InstantSchema),
        isOpen: told(v.boolean(), 'Whether it is still to be done.'),
        what: v.optional(v.string()),
        outcome: v.optional(v.string()),
        doneBy: v.optional(v.string()),
      }),
    ),
    'What somebody must do, or did, for it.',
  ),
  settlement: v.optional(
    told(
      v.object({
        ...SettlementWordingSchema.entries,
        proposedBy: v.string(),
        approvedBy: v.optional(v.string()),
        fault: SettlementSchema.entries.fault,
      }),
      'The settlement that was proposed last.',
    ),
  ),
  history: told(v.array(HappeningSchema), 'All that happened, oldest first.'),
});

export const ComplaintListSchema = listOf(ComplaintSummarySchema);

/** How a complaint stands after a command. */
export const CommandAnswerSchema = v.object({ id: v.string(), state });

const summary = {
  id: sample.complaintId,
  number: `C-${sample.complaintId.slice(10, 16).toUpperCase()}`,
  dealerId: sample.dealerId,
  customerId: sample.customerId,
  state: 'received',
  severity: 'major',
  level: 1,
  assigneeId: 'zhao-min',
  dueAt: '2026-03-03T05:35:00.000Z',
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
  about: [sample.advisorId],
  possible: [
    {
      command: 'confirm' as const,
      by: [
        'agent' as const,
        'customer-care-lead' as const,
        'service-director' as const,
        'general-manager' as const,
      ],
    },
  ],
  clocks: [
    { name: 'contact' as const, dueAt: '2026-03-03T05:35:00.000Z', climbsAt: '2026-03-03T05:35:00.000Z' },
    { name: 'settle' as const, dueAt: '2026-03-11T03:05:00.000Z', climbsAt: '2026-03-11T03:05:00.000Z' },
  ],
  tasks: [
    {
      id: '1',
      kind: 'call-at-once' as const,
      ownerId: 'zhao-min',
      dueAt: '2026-03-03T05:35:00.000Z',
      isOpen: true,
    },
  ],
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
        about: 'Staff ids of whoever is complained of; they stay out of it.',
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
      'Unfinished ones (`open`, or one of their states) soonest due first and all at once; the closed ones, or all of them, page by page from the newest. A page may be short or empty and still have a `next`.',
    security: 'staff',
    parameters: [
      parameters('query', ListQuerySchema, {
        dealerId: { description: 'The dealer complained of.', example: sample.dealerId },
        state: {
          description: 'Only complaints in this state; `open` is all but the closed ones.',
          example: 'open',
        },
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
    description:
      "A complaint with the customer's words, what was done about it, what may be done now and all that happened. That you read it is recorded.",
    security: 'staff',
    parameters: [inPath],
    answer: answer(200, 'The complaint.', ComplaintViewSchema, view),
    problems: [notRegistered, noComplaint],
  },
  {
    method: 'POST',
    path: '/v1/complaints/{id}/commands',
    operationId: 'commandComplaint',
    tag: 'complaints',
    summary: "Take a step in a complaint's life",
    description: `Which steps are possible now, and for whom, is in \`possible\` of the complaint. Whoever is complained of takes none,
and advisors only complete their tasks, since they would judge themselves. A settlement is told to the customer only after its approval;
whether it is solved is asked of the customer, and only their answer closes the complaint.`,
    security: 'staff',
    parameters: [inPath, idempotencyKey],
    body: body(
      CommandBodySchema,
      {},
      {
        confirm: {
          summary: 'You have listened to the customer, and know of whom they complain',
          value: { command: 'confirm', severity: 'complex', about: [sample.advisorId] },
        },
        settle: {
          summary: 'New brake pads and money, for approval',
          value: {
            command: 'settle',
            options: [{ goods: '免费更换刹车片', money: 30_000, apology: 'spoken' }],
            reasons: '两次未修好，责任在我方；老客户',
            tasks: [{ department: 'workshop', ownerId: 'sun-qiang', what: '更换前刹车片', withinHours: 8 }],
          },
        },
        solution: {
          summary: 'What was done, so that the customer is asked',
          value: { command: 'propose-solution', resolution: '已免费更换刹车片并试车，异响消失' },
        },
        answer: {
          summary: 'What the customer said on the telephone',
          value: { command: 'record-answer', solved: true, words: '这次修好了，谢谢' },
        },
      },
    ),
    answer: answer(200, 'How the complaint stands now.', CommandAnswerSchema, {
      id: sample.complaintId,
      state: 'solution-proposed',
    }),
    problems: [
      faulty('command', '/resolution', 'must not be empty'),
      notRegistered,
      notYourRole('approve a settlement', ['customer-care-lead', 'service-director', 'general-manager']),
      new Problem({
        status: 403,
        type: 'complained-of',
        title: 'The complaint is about you',
        detail:
          'Whoever is complained of may read a complaint, but neither handle it nor decide on it. Leave it to others.',
      }),
      noComplaint,
      notNow(
        { state: 'solution-proposed', severity: 'ordinary' },
        'propose-solution is not possible while a complaint is solution-proposed.',
      ),
    ],
  },
];
