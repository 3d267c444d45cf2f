import { InterviewBodySchema } from '../../callbacks/interview.ts';
import { notFound } from '../../platform/problem.ts';
import { AttemptAnswerSchema, callbackOperations } from './callbacks.ts';
import { answer, body, type Operation } from './operation.ts';
import { idempotencyKey } from './parts.ts';
import { faulty } from './refusals.ts';
import { sample } from './sample.ts';

const attempt = callbackOperations.find(({ operationId }) => operationId === 'recordAttempt');

export const interviewOperations: readonly Operation[] = [
  {
    method: 'POST',
    path: '/v1/callbacks',
    operationId: 'takeInterview',
    tag: 'callbacks',
    summary: 'Take down an interview on site',
    description: `Somebody spoke with an owner at the dealer. It becomes a callback of its own, reported on at once as a call is, and goes
the same way from there. An answer to the survey counts only from an interviewer who did not serve the visit.`,
    security: 'staff',
    parameters: [idempotencyKey],
    body: body(
      InterviewBodySchema,
      {
        kind: 'What kind of conversation it was.',
        dealerId: 'Where it was.',
        visitId: 'The visit that it was about; its customer is known from it.',
        customerId: 'The customer, where it was about no visit.',
        attempt: 'What came of it, as of a call; the outcome is `reached`.',
      },
      {
        visit: {
          summary: 'About a visit',
          value: {
            kind: 'on-site',
            dealerId: sample.dealerId,
            visitId: sample.visitId,
            attempt: { outcome: 'reached', words: sample.words, learnt: ['opinion'] },
          },
        },
      },
    ),
    answer: answer(201, 'The interview is kept.', AttemptAnswerSchema, {
      id: sample.callbackId,
      status: 'closed',
      outcome: 'reached',
      dueAt: '2026-03-02T09:40:00.000Z',
    }),
    problems: [
      faulty('interview', '/visitId', 'is missing: name the visit or the customer'),
      // Those of a report, but for a body and a callback that are not there.
      ...(attempt?.problems ?? []).filter(({ status }) => status !== 400 && status !== 404),
      notFound('visit'),
    ],
  },
];
