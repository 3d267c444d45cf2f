import * as v from 'valibot';
import { Problem } from '../../platform/problem.ts';
import { answer, type Operation, parameters, told } from './operation.ts';
import { faulty, ProblemSchema } from './refusals.ts';
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
    v.picklist(['updatedAt', 'content', 'lifecycle', 'arrival']),
    'What ordered this revision. `content`: another one with the same `updatedAt` says something else. Without `updatedAt` an order only goes forward: `lifecycle` where it has got less far than is known, else `arrival`.',
  ),
  note: v.optional(
    told(v.string(), 'Why it changed nothing, or what its order rests on, and what to do if that is wrong.'),
  ),
  readAs: v.optional(
    told(v.string(), 'The format that read the visit, or the mapping with its version; absent for our own.'),
  ),
  assumed: v.optional(
    told(
      v.array(v.object({ pointer: v.string(), detail: v.string() })),
      'What was assumed, by JSON pointer to its place in what was sent.',
    ),
  ),
});

const index = told(v.number(), 'Which visit of the request, counted from 0.');

/** What becomes of several visits that a DMS posts at once. */
export const VisitsAnswerSchema = v.object({
  accepted: told(v.number(), 'How many were kept.'),
  refused: told(v.number(), 'How many were refused; nothing of them was kept.'),
  answers: told(
    v.array(
      v.union([
        v.object({ index, status: v.literal(202), visit: VisitAnswerSchema }),
        v.object({ index, status: v.number(), problem: v.omit(ProblemSchema, ['instance']) }),
      ]),
    ),
    'An answer for each visit, in their order; pointers of a problem begin at its visit.',
  ),
});

/** How a body may be read. */
export const formatInQuery = parameters('query', v.object({ format: v.optional(v.string()) }), {
  format: {
    description:
      'How the body is to be read: `canonical` (as described here), `sheet` (the same as tables hold it: times without offset, printed amounts, states in words), `star`, `jt1132`, `tekmetric`, or `mapping:NAME` by a mapping of the dealer. The media type `application/vnd.huifang.star+json` says the same.',
    example: 'star',
  },
});

/** Refuses a format that nobody knows. */
export function unknownFormat(status: number, type: string, title: string): Problem {
  return new Problem({
    status,
    type,
    title,
    detail:
      'Known are canonical, sheet, star, jt1132, tekmetric, mapping and mapping:NAME, told as ?format=star or as the media type application/vnd.huifang.star+json; application/json is canonical.',
  });
}

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

/** What may hinder the reading of a body. */
export const readingProblems: readonly Problem[] = [
  unknownFormat(400, 'unknown-format', 'The parameter format names no format that is read here'),
  new Problem({
    status: 400,
    type: 'unknown-mapping',
    title: 'The dealer has no such mapping',
    detail: `There is no mapping "own-dms" here. Store it with POST /v1/dealers/${sample.dealerId}/mappings.`,
  }),
  new Problem({
    status: 400,
    type: 'mapping-failed',
    title: 'The mapping could not be applied',
    detail:
      'The expression takes longer than 1000 milliseconds. Try it with POST /v1/dealers/{id}/mappings/try.',
  }),
  unknownFormat(415, 'unknown-media-type', 'The media type of the body is none that is read here'),
];

const testInQuery = parameters('query', v.object({ test: v.optional(v.literal('true')) }), {
  test: {
    description:
      'Tries the delivery out: signature and body are judged and answered like a real one, and nothing of it is kept.',
    example: 'true',
  },
});

/** The answer where several visits came in one request. */
export const severalVisits = answer(
  207,
  'Several visits were sent; what became of each.',
  VisitsAnswerSchema,
  {
    accepted: 1,
    refused: 1,
    answers: [
      {
        index: 0,
        status: 202,
        visit: {
          visitId: sample.visitId,
          customerId: sample.customerId,
          status: 'recorded',
          orderedBy: 'arrival',
          readAs: 'star',
          assumed: [
            {
              pointer: '/repair_status_summary/promise_complete_date',
              detail: 'is a day without a time; 23:59 of that day is taken',
            },
          ],
        },
      },
      {
        index: 1,
        status: 400,
        problem: {
          type: 'urn:huifang:problem:invalid-request',
          title: 'The request is not valid',
          status: 400,
          detail: 'The visit has 1 fault(s); see errors.',
          errors: [{ pointer: '/vehicle_reference/vin', detail: 'is missing (it is read as /vehicle/vin)' }],
        },
      },
    ],
  },
);

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
429 or 5xx. A visit has at most 256 KiB.

Up to 100 visits may come in one request of at most 4 MiB, as an array or as \`{"visits": […]}\`; each then has an
answer of its own, and those that are refused do not hold up the others. Other formats than this one are named by
\`format\` or by the media type; what was assumed in reading them is told in the answer.`,
    security: 'webhook',
    parameters: [
      parameters('path', v.object({ dealerId: v.string() }), {
        dealerId: { description: 'The dealer whose visit it is.', example: sample.dealerId },
      }),
      formatInQuery,
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
    otherAnswer: severalVisits,
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
        detail:
          'A visit has at most 262144 bytes; this one has 300000. Send fewer visits a request, and of each only what is described.',
      }),
      ...readingProblems,
    ],
  },
];
