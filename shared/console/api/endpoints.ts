import * as v from 'valibot';
import type { toldEvents } from '../../events/endpoints.ts';
import { DeliverySchema } from '../../events/outbound/delivery.ts';
import { ChangedEndpointSchema, EndpointSchema, NewEndpointSchema } from '../../events/outbound/endpoint.ts';
import { SentQuerySchema } from '../../events/outbound/show.ts';
import { notFound, notPossible } from '../../platform/problem.ts';
import { dealerInPath } from './dealers.ts';
import { answer, body, type Operation, parameters, told } from './operation.ts';
import { idempotencyKey, listOf, nextNote } from './parts.ts';
import { faulty, notRegistered, notYourRole, wrongCursor, noDealer } from './refusals.ts';
import { sample } from './sample.ts';

const view = {
  ...v.omit(EndpointSchema, ['generation', 'older']).entries,
  groupWide: told(v.boolean(), "Whether it is told of every dealer's events."),
  secretGenerations: told(
    v.array(v.number()),
    'The secrets that we sign with, the newest first; two while one takes the place of another.',
  ),
};
export const EndpointViewSchema = v.object(view);
export const EndpointsViewSchema = v.object({ items: v.array(EndpointViewSchema) });
const secretTold = 'What we sign with, `whsec_…`. It is shown here and nowhere again.';
export const NewEndpointViewSchema = v.object({ ...view, secret: told(v.string(), secretTold) });
export const ChangedEndpointViewSchema = v.object({
  ...view,
  secret: v.optional(told(v.string(), secretTold)),
});
export const SentSchema = listOf(
  v.object({
    ...v.omit(DeliverySchema, ['ownerId', 'endpointId', 'replay', 'tries']).entries,
    webhookId: told(v.string(), 'The header webhook-id, the same on each try and replay.'),
    body: told(v.string(), 'What was sent, byte for byte.'),
  }),
);

const endpointId = 'endpoint_4k7m2p9q1r6s8t3v5w0x';
const deliveryId = '2026-03-02T09:42:15.000Z_4w3kq0m8zt';
const url = 'https://crm.example.com/hooks/huifang';
const events: (typeof toldEvents)[number][] = ['complaint.opened', 'complaint.closed'];
const shown = v.parse(EndpointViewSchema, {
  id: endpointId,
  url,
  description: 'CRM of the group',
  events,
  createdAt: '2026-03-02T09:00:00.000Z',
  groupWide: false,
  secretGenerations: [1],
});
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const sentBody = JSON.stringify({
  type: 'complaint.opened',
  timestamp: '2026-03-02T09:42:15.000Z',
  data: { eventId: `${sample.complaintId}.1`, dealerId: sample.dealerId, complaintId: sample.complaintId },
});

const inPath = parameters('path', v.object({ dealerId: v.string(), endpointId: v.string() }), {
  dealerId: { description: 'The dealer.', example: sample.dealerId },
  endpointId: { description: 'The endpoint, as the list names it.', example: endpointId },
});
const deliveryInPath = parameters(
  'path',
  v.object({ dealerId: v.string(), endpointId: v.string(), deliveryId: v.string() }),
  {
    dealerId: { description: 'The dealer.', example: sample.dealerId },
    endpointId: { description: 'The endpoint, as the list names it.', example: endpointId },
    deliveryId: { description: 'The delivery, as the list names it.', example: deliveryId },
  },
);
const describedNotes = {
  url: 'Where we post: https on port 443 of a public address. What answers with a redirect has not taken it.',
  description: 'Whose system it is and what for; people read it.',
  events: 'What it is told of.',
};
const noEndpoint = notFound('endpoint');
const notYours = notYourRole('register endpoints', ['service-director', 'general-manager']);
const wrongUrl = faulty('endpoint', '/url', 'must begin with https://');
const isOff = notPossible('The endpoint is switched off; switch it on first, by PUT with "disabled": false.');

export const endpointOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/v1/dealers/{dealerId}/endpoints',
    operationId: 'listEndpoints',
    tag: 'administration',
    summary: 'List who is told of events',
    description:
      "The endpoints that are told of a dealer's events, those of the group among them; for service directors and above.",
    security: 'staff',
    parameters: [dealerInPath],
    answer: answer(200, 'The endpoints.', EndpointsViewSchema, { items: [shown] }),
    problems: [notRegistered, notYours, noDealer],
  },
  {
    method: 'POST',
    path: '/v1/dealers/{dealerId}/endpoints',
    operationId: 'registerEndpoint',
    tag: 'administration',
    summary: 'Have a system told of events',
    description: `Each event that it asks for is posted to it as \`{type, timestamp, data}\`, with ids and figures and never names, numbers or
words, signed by Standard Webhooks. 2xx is success; what fails is tried ten times over three days, and given up after
that. 410 switches the endpoint off; \`retry-after\` is honoured. It may come twice, under the same \`webhook-id\`, and in
any order. One of the whole group is registered by a general manager.`,
    security: 'staff',
    parameters: [dealerInPath, idempotencyKey],
    body: body(
      NewEndpointSchema,
      { ...describedNotes, groupWide: "Whether it is told of every dealer's events." },
      { complaints: { summary: 'Complaints only', value: { url, description: 'CRM of the group', events } } },
    ),
    answer: answer(201, 'The endpoint, and its secret.', NewEndpointViewSchema, { ...shown, secret }),
    problems: [
      wrongUrl,
      notRegistered,
      notYours,
      noDealer,
      notPossible('There are 20 endpoints already; remove one that is not used any more.'),
    ],
  },
  {
    method: 'PUT',
    path: '/v1/dealers/{dealerId}/endpoints/{endpointId}',
    operationId: 'changeEndpoint',
    tag: 'administration',
    summary: 'Change what a system is told',
    description: `Replaces its description, switches it off or on, or gives it the next secret: for a day we then sign with the one
before too, so that a receiver accepts either. What waits for an endpoint that is switched off is dropped.`,
    security: 'staff',
    parameters: [inPath],
    body: body(
      ChangedEndpointSchema,
      {
        ...describedNotes,
        disabled: 'Whether nothing is to be sent to it.',
        secretGeneration: 'The number of its secret; one more than now makes a new one.',
      },
      {
        newSecret: {
          summary: 'A new secret',
          value: { url, description: 'CRM of the group', events, secretGeneration: 2 },
        },
      },
    ),
    answer: answer(200, 'The endpoint; its secret only where it is new.', ChangedEndpointViewSchema, {
      ...shown,
      secretGenerations: [2, 1],
      secret,
    }),
    problems: [
      wrongUrl,
      notRegistered,
      notYours,
      noEndpoint,
      notPossible('The next generation of the secret is 2, not 5.'),
    ],
  },
  {
    method: 'DELETE',
    path: '/v1/dealers/{dealerId}/endpoints/{endpointId}',
    operationId: 'removeEndpoint',
    tag: 'administration',
    summary: 'Tell a system nothing any more',
    description: 'What still waits for it is dropped.',
    security: 'staff',
    parameters: [inPath],
    answer: answer(200, 'It is forgotten.', v.object({ id: v.string() }), { id: endpointId }),
    problems: [notRegistered, notYours, noEndpoint],
  },
  {
    method: 'POST',
    path: '/v1/dealers/{dealerId}/endpoints/{endpointId}/test',
    operationId: 'testEndpoint',
    tag: 'administration',
    summary: 'Send a test',
    description:
      'Posts an event of type `endpoint.test` to it, signed and tried again like a real one. What came of it stands in its deliveries.',
    security: 'staff',
    parameters: [inPath],
    answer: answer(202, 'It will be sent.', v.object({ id: v.string() }), { id: endpointId }),
    problems: [notRegistered, notYours, noEndpoint, isOff],
  },
  {
    method: 'GET',
    path: '/v1/dealers/{dealerId}/endpoints/{endpointId}/deliveries',
    operationId: 'listSent',
    tag: 'administration',
    summary: 'List what a system was told',
    description: 'The deliveries of the last thirty days, newest first, with what came of each try.',
    security: 'staff',
    parameters: [inPath, parameters('query', SentQuerySchema, { next: nextNote })],
    answer: answer(
      200,
      'A page of deliveries.',
      SentSchema,
      v.parse(SentSchema, {
        items: [
          {
            id: deliveryId,
            webhookId: 'msg_9s2m4k6p8q0r1t3v5w7x',
            eventId: `${sample.complaintId}.1`,
            type: 'complaint.opened',
            body: sentBody,
            filedAt: '2026-03-02T09:42:15.000Z',
            state: 'waiting',
            dueAt: '2026-03-02T09:42:21.000Z',
            attempts: [{ at: '2026-03-02T09:42:16.000Z', result: 'refused', status: 503 }],
          },
        ],
      }),
    ),
    problems: [wrongCursor, notRegistered, notYours, noEndpoint],
  },
  {
    method: 'POST',
    path: '/v1/dealers/{dealerId}/endpoints/{endpointId}/deliveries/{deliveryId}/replay',
    operationId: 'replaySent',
    tag: 'administration',
    summary: 'Send a delivery again',
    description:
      'Whatever became of it, it is sent again with the same body and `webhook-id`, and has ten tries anew.',
    security: 'staff',
    parameters: [deliveryInPath],
    answer: answer(202, 'It will be sent.', v.object({ id: v.string() }), { id: deliveryId }),
    problems: [notRegistered, notYours, noEndpoint, notFound('delivery'), isOff],
  },
];
