import * as v from 'valibot';
import { Problem } from '../../platform/problem.ts';
import { answer, type Operation, parameters, told } from './operation.ts';
import { faulty } from './refusals.ts';
import { sample } from './sample.ts';
import { visitBody } from './visit-body.ts';

/** What becomes of a visit that a DMS posts. */
export const VisitAnswerSchema = v.object({
  visitId: told(v.string(), 'Our id of the visit: dealer, repair order number and day of `openedAt`.'),
  customerId: told(v.string(), "Our id of the customer; the DMS's own stays with the customer."),
  status: told(
    v.picklist(['recorded', 'unchanged', 'corrected', 'stale', 'voided']),
    'Whether it is new, the same again, a correction, older than what is known, or void.',
  ),
  orderedBy: told(
    v.picklist(['updatedAt', 'lifecycle', 'arrival']),
    'What ordered this revision. Without `updatedAt` an order only goes forward: `lifecycle` where it has got less far than is known, else `arrival`.',
  ),
});

const headers = v.object({
  'webhook-id': v.pipe(v.string(), v.minLength(1)),
  'webhook-timestamp': v.pipe(v.string(), v.regex(/^\d{1,12}$/)),
  'webhook-signature': v.pipe(v.string(), v.minLength(1)),
});

function unsigned(type: string, detail: string): Problem {
  return new Problem({ status: 401, type, title: 'The request is not signed as it must be', detail });
}

/** What Standard Webhooks signs with. */
export const signedHeaders = parameters('header', headers, {
  'webhook-id': {
    description: 'Names the message; the same when it is sent again.',
    example: 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W',
  },
  'webhook-timestamp': {
    description: 'Unix seconds at which it was signed, at most 5 minutes from the time here.',
    example: '1772444535',
  },
  'webhook-signature': {
    description: 'One or more signatures, `v1,` and Base64 each, separated by spaces; one must match.',
    example: 'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
  },
});

export const unsignedProblems: readonly Problem[] = [
  unsigned('missing-signature', 'The header webhook-signature is missing; see Standard Webhooks.'),
  unsigned(
    'wrong-signature',
    'The signature does not match: sign `id.timestamp.body` over the raw bytes with the secret of this dealer (Standard Webhooks, v1).',
  ),
  unsigned('bad-timestamp', 'webhook-timestamp must be Unix seconds, such as 1772413200.'),
  unsigned(
    'stale-timestamp',
    'webhook-timestamp 1772413200 (2026-03-02T01:00:00.000Z) lies more than 5 minutes from the time here, 2026-03-02T09:42:15.000Z. Sign anew when sending again, and check your clock.',
  ),
];

const testInQuery = parameters('query', v.object({ test: v.optional(v.literal('true')) }), {
  test: {
    description:
      'Tries the delivery out: signature and body are judged and answered like a real one, and nothing of it is kept.',
    example: 'true',
  },
});

export const visitOperations: readonly Operation[] = [
  {
    method: 'POST',
    path: '/v1/dealers/{dealerId}/visits',
    operationId: 'ingestVisit',
    tag: 'visits',
    summary: 'Take in a visit from a DMS',
    description: `A dealer's DMS posts every workshop visit, and posts it again whenever it changes; posting the same
visit again changes nothing. Requests are signed as [Standard Webhooks](https://www.standardwebhooks.com) says, with
the secret of the dealer over the raw bytes of the body. Members that are not described here are passed over.

Answered once the visit is kept: whatever got another answer than 202 was not, and is to be sent again when it is a
429 or 5xx. A body has at most 256 KiB; send one visit a request.`,
    security: 'webhook',
    parameters: [
      parameters('path', v.object({ dealerId: v.string() }), {
        dealerId: { description: 'The dealer whose visit it is.', example: sample.dealerId },
      }),
      signedHeaders,
      testInQuery,
    ],
    body: visitBody,
    answer: answer(202, 'The visit is kept, and this is what became of it.', VisitAnswerSchema, {
      visitId: sample.visitId,
      customerId: sample.customerId,
      status: 'recorded',
      orderedBy: 'updatedAt',
    }),
    problems: [
      faulty(
        'visit',
        '/repairOrder/openedAt',
        'must be an RFC 3339 time with offset, such as 2026-03-02T17:30:00+08:00',
      ),
      ...unsignedProblems,
      new Problem({
        status: 429,
        type: 'too-many-visits',
        title: 'Too many visits in this minute',
        detail:
          'This dealer may post 3000 times a minute. Nothing was taken in; send it again after 12 seconds, signed anew.',
      }),
      new Problem({
        status: 413,
        type: 'too-large',
        title: 'The body is too large',
        detail: 'A visit has at most 262144 bytes; this body has 300000. Send one visit a request.',
      }),
    ],
  },
];
