import * as v from 'valibot';
import { CallbackSchema } from '../../callbacks/callback.ts';
import { ListQuerySchema } from '../../callbacks/list.ts';
import { notFound } from '../../platform/problem.ts';
import { InstantSchema } from '../../platform/time.ts';
import { answer, type Operation, parameters, told } from './operation.ts';
import { AssigneeSchema, listOf, nextNote } from './parts.ts';
import { faulty, notRegistered, notYourRole, wrongCursor } from './refusals.ts';
import { sample } from './sample.ts';

const { status, channel } = CallbackSchema.entries;

export const CallbackListSchema = listOf(
  v.object({
    id: v.string(),
    dealerId: v.string(),
    customerId: v.optional(v.string()),
    visitId: v.optional(v.string()),
    status,
    channel,
    rule: told(v.string(), 'The rule that set the moment.'),
    dueAt: v.optional(InstantSchema),
    assigneeId: v.optional(AssigneeSchema),
    assignedBy: v.optional(told(v.string(), 'The rule that chose the person.')),
    reason: v.optional(told(v.string(), 'Why a person is to call instead of a text.')),
    attempts: told(v.number(), 'How often somebody tried.'),
  }),
);

export const callbackListOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/v1/callbacks',
    operationId: 'listCallbacks',
    tag: 'callbacks',
    summary: "List a dealer's callbacks",
    description:
      'Those that are planned, page by page, or those that people are to make now, all at once; soonest first. For everybody but advisors, who work by their own list.',
    security: 'staff',
    parameters: [
      parameters('query', ListQuerySchema, {
        dealerId: { description: 'The dealer.', example: sample.dealerId },
        status: {
          description: '`open`: to be made now. `planned`: their moment is still to come.',
          example: 'open',
        },
        next: nextNote,
      }),
    ],
    answer: answer(200, 'The callbacks.', CallbackListSchema, {
      items: [
        {
          id: sample.callbackId,
          dealerId: sample.dealerId,
          customerId: sample.customerId,
          visitId: sample.visitId,
          status: 'open',
          channel: 'call',
          rule: 'day-after-delivery',
          dueAt: '2026-03-05T00:30:00.000Z',
          assigneeId: sample.advisorId,
          assignedBy: 'receiving-advisor',
          reason: 'silent',
          attempts: 1,
        },
      ],
    }),
    problems: [
      faulty('query', '/status', 'must be ("open" | "planned")'),
      wrongCursor,
      notRegistered,
      notYourRole("see everybody's callbacks", [
        'agent',
        'customer-care-lead',
        'workshop-manager',
        'service-director',
        'general-manager',
      ]),
      notFound('dealer'),
    ],
  },
];
