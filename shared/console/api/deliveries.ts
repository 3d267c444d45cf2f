import * as v from 'valibot';
import { notFound, notPossible, Problem } from '../../platform/problem.ts';
import { InstantSchema } from '../../platform/time.ts';
import { DeliveriesQuerySchema, DeliveriesQuestionSchema, DeliverySchema } from '../../visits/delivery.ts';
import { VisitSchema } from '../../visits/visit.ts';
import { RepairOrderQuerySchema } from '../repair-order.ts';
import { dealerInPath } from './dealers.ts';
import { answer, body, type Operation, parameters, told } from './operation.ts';
import { listOf, nextNote } from './parts.ts';
import { faulty, notRegistered, notYourRole, wrongCursor, noDealer } from './refusals.ts';
import { sample } from './sample.ts';
import {
  readingProblems,
  severalVisits,
  signedHeaders,
  unsignedProblems,
  VisitAnswerSchema,
} from './visits.ts';

const listed = {
  id: told(v.string(), 'Names the delivery; begins with its time.'),
  ...DeliverySchema.entries,
};
export const DeliveryViewSchema = v.object({
  ...listed,
  body: v.optional(
    told(
      v.string(),
      'As it was delivered; as Base64 where `encoding` says so, absent where it was too large to be kept.',
    ),
  ),
});
export const DeliveriesSchema = listOf(v.object(listed));
export const DeliveryAnswersSchema = listOf(DeliveryViewSchema);

export const OrderStorySchema = v.object({
  repairOrder: v.string(),
  items: told(
    v.array(
      v.object({
        visitId: v.string(),
        status: VisitSchema.entries.status,
        openedOn: v.string(),
        deliveredAt: v.optional(InstantSchema),
        updatedAt: v.optional(InstantSchema),
        receivedAt: InstantSchema,
        revisions: told(
          v.array(v.object({ name: v.string(), at: InstantSchema, webhookId: v.string() })),
          'What was taken in, in its order, and by which delivery.',
        ),
        followUp: v.optional(
          told(
            v.object({
              status: v.string(),
              channel: v.optional(v.string()),
              dueAt: v.optional(told(InstantSchema, 'When the customer is to be asked.')),
              rule: told(v.string(), 'The rule that set the moment.'),
              reason: v.optional(v.string()),
              outcome: v.optional(v.string()),
            }),
            'What is planned or came of it.',
          ),
        ),
        texts: told(
          v.array(
            v.object({
              what: v.string(),
              at: InstantSchema,
              template: v.optional(v.string()),
              reason: v.optional(v.string()),
            }),
          ),
          'What was sent, or held or withheld and why.',
        ),
      }),
    ),
    'Its visits: a number may be used again on another day.',
  ),
});

const delivery = {
  id: '2026-03-02T09:42:15.000Z_4w3kq0m8zt',
  webhookId: 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W',
  receivedAt: '2026-03-02T09:42:15.000Z',
  status: 400,
  answer: { type: 'urn:huifang:problem:invalid-request', title: 'The request is not valid' },
  outcome: 'refused',
  bytes: 1204,
  contentType: 'application/json',
} as const;
const story = {
  repairOrder: 'RO-20260302-017',
  items: [
    {
      visitId: sample.visitId,
      status: 'delivered',
      openedOn: '2026-03-02',
      receivedAt: '2026-03-02T09:42:15.000Z',
      revisions: [{ name: 'visit.recorded', at: '2026-03-02T09:42:15.000Z', webhookId: delivery.webhookId }],
      followUp: {
        status: 'open',
        channel: 'text',
        dueAt: '2026-03-03T02:00:00.000Z',
        rule: 'day-after-delivery',
      },
      texts: [{ what: 'sent', at: '2026-03-03T02:00:00.000Z', template: 'survey.overall' }],
    },
  ],
} as const;
const viewOf = () => v.parse(OrderStorySchema, story);
const noDelivery = notFound('delivery');
const noOrder = notFound('repair order');
const notYours = notYourRole('see deliveries', ['service-director', 'general-manager']);
const inPath = parameters('path', v.object({ dealerId: v.string(), deliveryId: v.string() }), {
  dealerId: { description: 'The dealer.', example: sample.dealerId },
  deliveryId: { description: 'The delivery, as the list names it.', example: delivery.id },
});
const signing =
  "Signed like a delivery, with the same three headers over the raw bytes of this body, so that the question itself is covered by the signature and the DMS's own client can ask it.";

export const deliveryOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/v1/dealers/{dealerId}/visits',
    operationId: 'findVisits',
    tag: 'visits',
    summary: 'What became of a repair order',
    description:
      'By its number: status, revisions, what is planned, and what was sent or why not. No words of customers.',
    security: 'staff',
    parameters: [
      dealerInPath,
      parameters('query', RepairOrderQuerySchema, {
        repairOrder: { description: 'The number of the repair order.', example: story.repairOrder },
      }),
    ],
    answer: answer(200, 'What became of it.', OrderStorySchema, viewOf()),
    problems: [faulty('query', '/repairOrder', 'is missing'), notRegistered, noDealer, noOrder],
  },
  {
    method: 'POST',
    path: '/v1/dealers/{dealerId}/visits/look-up',
    operationId: 'lookUpVisits',
    tag: 'visits',
    summary: 'What became of a repair order, for the DMS',
    description: `As for staff. ${signing}`,
    security: 'webhook',
    parameters: [dealerInPath, signedHeaders],
    body: body(
      RepairOrderQuerySchema,
      { repairOrder: 'Its number, as it was delivered.' },
      { one: { summary: 'One repair order', value: { repairOrder: story.repairOrder } } },
    ),
    answer: answer(200, 'What became of it.', OrderStorySchema, viewOf()),
    problems: [faulty('question', '/repairOrder', 'is missing'), ...unsignedProblems, noOrder],
  },
  {
    method: 'GET',
    path: '/v1/dealers/{dealerId}/deliveries',
    operationId: 'listDeliveries',
    tag: 'visits',
    summary: 'List what the DMS delivered',
    description: `The correctly signed deliveries of the last seven days with what came of them, newest first; refused ones too. Of several
visits in one delivery those that were refused are named, each with its index and its faults. For
service directors and above. A page of one outcome may be short or empty and still have a \`next\`.`,
    security: 'staff',
    parameters: [
      dealerInPath,
      parameters('query', DeliveriesQuerySchema, {
        outcome: {
          description: 'Only those accepted, or only those of which something was refused.',
          example: 'refused',
        },
        next: nextNote,
      }),
    ],
    answer: answer(200, 'A page of deliveries.', DeliveriesSchema, {
      items: [{ ...delivery, answer: { ...delivery.answer } }],
    }),
    problems: [faulty('query', '/outcome', 'is not valid'), wrongCursor, notRegistered, notYours, noDealer],
  },
  {
    method: 'GET',
    path: '/v1/dealers/{dealerId}/deliveries/{deliveryId}',
    operationId: 'showDelivery',
    tag: 'visits',
    summary: 'Show a delivery',
    description: 'With its body, which is personal data: for service directors and above.',
    security: 'staff',
    parameters: [inPath],
    answer: answer(200, 'The delivery.', DeliveryViewSchema, {
      ...delivery,
      answer: { ...delivery.answer },
      body: '{"repairOrder": {}}',
    }),
    problems: [notRegistered, notYours, noDealer, noDelivery],
  },
  {
    method: 'POST',
    path: '/v1/dealers/{dealerId}/deliveries/look-up',
    operationId: 'lookUpDeliveries',
    tag: 'visits',
    summary: 'Look up deliveries, for the DMS',
    description: `Its own deliveries, or with \`deliveryId\` one of them with its body. ${signing}`,
    security: 'webhook',
    parameters: [dealerInPath, signedHeaders],
    body: body(
      DeliveriesQuestionSchema,
      {
        outcome: 'Only those accepted, or only those of which something was refused.',
        next: 'The `next` of the page before.',
        deliveryId: 'One of them, with its body.',
      },
      { refused: { summary: 'What was refused', value: { outcome: 'refused' } } },
    ),
    answer: answer(200, 'A page of deliveries, or the one.', DeliveryAnswersSchema, {
      items: [{ ...delivery, answer: { ...delivery.answer } }],
    }),
    problems: [faulty('question', '/outcome', 'is not valid'), wrongCursor, ...unsignedProblems, noDelivery],
  },
  {
    method: 'POST',
    path: '/v1/dealers/{dealerId}/deliveries/{deliveryId}/replay',
    operationId: 'replayDelivery',
    tag: 'visits',
    summary: 'Replay a delivery',
    description: `Runs the kept body through intake again, with the settings of now: what it told already changes nothing, what is older
than what is known by now is stale. For service directors and above; sending it again does no harm.`,
    security: 'staff',
    parameters: [inPath],
    answer: answer(202, 'What came of it now.', VisitAnswerSchema, {
      visitId: sample.visitId,
      customerId: sample.customerId,
      status: 'recorded',
      orderedBy: 'updatedAt',
    }),
    otherAnswer: severalVisits,
    problems: [
      ...readingProblems,
      faulty('visit', '/repairOrder/openedAt', 'is missing'),
      notRegistered,
      notYours,
      noDealer,
      noDelivery,
      notPossible('The body of this delivery was too large to be kept.'),
      notPossible('The body of this delivery is not UTF-8: nobody can read it.'),
      notPossible('This is a batch of an import: run that again.'),
      new Problem({
        status: 413,
        type: 'too-large',
        title: 'The body is too large',
        detail:
          'A visit has at most 262144 bytes; this one has 300000. Send fewer visits a request, and of each only what is described.',
      }),
    ],
  },
];
