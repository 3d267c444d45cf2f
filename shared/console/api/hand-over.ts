import * as v from 'valibot';
import { HandOverBodySchema } from '../../callbacks/hand-over.ts';
import { notPossible } from '../../platform/problem.ts';
import { callEntries, callInPath, noCallback } from './call.ts';
import { answer, body, type Operation } from './operation.ts';
import { idempotencyKey } from './parts.ts';
import { faulty, notRegistered } from './refusals.ts';
import { sample } from './sample.ts';

const { id, status, assigneeId, assignedBy, dueAt } = callEntries;

/** What a hand-over made of a callback. */
export const HandOverAnswerSchema = v.object({ id, status, assigneeId, assignedBy, dueAt });

export const handOverOperations: readonly Operation[] = [
  {
    method: 'POST',
    path: '/v1/callbacks/{id}/hand-over',
    operationId: 'handOverCall',
    tag: 'callbacks',
    summary: 'Hand a call to a colleague',
    description: `Without \`to\` the rules choose somebody else. Nobody is given more calls than fit into a day, a call for a day on
which they are away, or an important customer who complained of them. Advisors hand over only calls of their own.`,
    security: 'staff',
    parameters: [callInPath, idempotencyKey],
    body: body(
      HandOverBodySchema,
      {
        to: 'Staff id of the colleague; if absent the rules choose.',
        reason: 'Why, for whoever takes over.',
      },
      { busy: { summary: 'To whoever has time', value: { reason: '下午有客户预约，来不及致电' } } },
    ),
    answer: answer(200, 'The callback as it now stands.', HandOverAnswerSchema, {
      id: sample.callbackId,
      status: 'open',
      assigneeId: sample.agentId,
      assignedBy: 'customer-service',
      dueAt: '2026-03-05T00:30:00.000Z',
    }),
    problems: [
      faulty('hand-over', '/to', 'names nobody who works at this dealer'),
      notRegistered,
      noCallback,
      notPossible('chen-jing is away on 2026-03-05.'),
    ],
  },
];
