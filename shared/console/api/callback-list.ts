import * as v from 'valibot';
import { ListQuerySchema } from '../../callbacks/list.ts';
import { callEntries, callExample } from './call.ts';
import { answer, type Operation, parameters, told } from './operation.ts';
import { listOf, nextNote } from './parts.ts';
import { faulty, noDealer, notRegistered, notYourRole, wrongCursor } from './refusals.ts';
import { sample } from './sample.ts';

export const CallbackListSchema = listOf(
  v.object({
    ...callEntries,
    customerId: v.optional(v.string()),
    visitId: v.optional(v.string()),
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
          ...callExample,
          customerId: sample.customerId,
          visitId: sample.visitId,
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
      noDealer,
    ],
  },
];
