import * as v from 'valibot';
import { PromiseBodySchema } from '../../callbacks/promises/make-promise.ts';
import { PromiseSchema } from '../../callbacks/promises/promise.ts';
import { PromiseReportSchema } from '../../callbacks/promises/report-promise.ts';
import { notFound, notPossible, Problem } from '../../platform/problem.ts';
import { InstantSchema } from '../../platform/time.ts';
import { answer, body, type Operation, told } from './operation.ts';
import { AssigneeSchema, HappeningSchema, idempotencyKey, idInPath, SpokenSchema } from './parts.ts';
import { faulty, notRegistered, noDealer } from './refusals.ts';
import { sample, step } from './sample.ts';

const { state } = PromiseSchema.entries;
const ownerId = told(v.string(), 'Staff id of who is to keep it.');

/** A promise in a list. */
export const PromiseSummarySchema = v.object({
  id: v.string(),
  what: v.optional(told(v.string(), 'In the words of whoever promised it; absent where they were erased.')),
  madeBy: told(v.string(), 'Staff id of whoever promised it.'),
  ownerId,
  dueAt: told(InstantSchema, 'Until when, as the customer was told.'),
  state: told(state, 'A broken one is still to be kept.'),
  level: told(
    v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3)),
    'How far it has climbed: 0 its owner, 1 head of customer service, 2 service director, 3 general manager.',
  ),
  assigneeId: v.optional(AssigneeSchema),
});

/** A promise with all that happened to it. */
const PromiseViewSchema = v.object({
  ...PromiseSummarySchema.entries,
  dealerId: v.string(),
  customerId: v.optional(v.string()),
  callbackId: v.optional(told(v.string(), 'The callback in which it was made.')),
  reports: told(v.array(SpokenSchema), 'What was said when it was kept, passed on or given up.'),
  history: told(v.array(HappeningSchema), 'All that happened, oldest first.'),
});

const promiseId = 'promise_4r6t8v0x2z4b6d8f0h2k';

export const promiseExample = {
  id: promiseId,
  what: '周五前告知刹车片到货',
  madeBy: sample.agentId,
  ownerId: sample.advisorId,
  dueAt: '2026-03-06T09:00:00.000Z',
  state: 'open',
  level: 0,
  assigneeId: sample.advisorId,
} as const;

const view = {
  ...promiseExample,
  dealerId: sample.dealerId,
  customerId: sample.customerId,
  callbackId: sample.callbackId,
  reports: [],
  history: [
    {
      ...step(promiseId, 1, 'promise.made', '2026-03-05T01:05:00.000Z', {
        kind: 'staff',
        id: sample.agentId,
      }),
      facts: { ownerId: sample.advisorId, dueAt: '2026-03-06T09:00:00.000Z' },
    },
  ],
};

const noPromise = notFound('promise');
const inPath = idInPath('The promise, as the worklist names it.', promiseId);

export const promiseOperations: readonly Operation[] = [
  {
    method: 'POST',
    path: '/v1/promises',
    operationId: 'makePromise',
    tag: 'callbacks',
    summary: 'Take down a promise to a customer',
    description: `For what is promised outside of a callback; in one it goes with the attempt. It stands on its owner's worklist. When
its time is up it is broken, and climbs in working hours to the level above its owner, then to each next one once; a
promise to an important customer begins with the service director.`,
    security: 'staff',
    parameters: [idempotencyKey],
    body: body(
      PromiseBodySchema,
      {
        dealerId: 'The dealer who promised.',
        customerId: 'To whom.',
        what: 'In your words.',
        ownerId: 'Who is to keep it, by staff id; you, if absent.',
        dueAt: 'Until when, as you told the customer.',
      },
      {
        call: {
          summary: 'A named person will call',
          value: {
            dealerId: sample.dealerId,
            customerId: sample.customerId,
            what: promiseExample.what,
            ownerId: sample.advisorId,
            dueAt: '2026-03-06T17:00:00+08:00',
          },
        },
      },
    ),
    answer: answer(201, 'The promise.', PromiseViewSchema, view),
    problems: [faulty('promise', '/dueAt', 'must lie ahead'), notRegistered, noDealer, notFound('customer')],
  },
  {
    method: 'GET',
    path: '/v1/promises/{id}',
    operationId: 'showPromise',
    tag: 'callbacks',
    summary: 'Show a promise',
    description: 'What was promised, whose it is to keep, and all that happened.',
    security: 'staff',
    parameters: [inPath],
    answer: answer(200, 'The promise.', PromiseViewSchema, view),
    problems: [notRegistered, noPromise],
  },
  {
    method: 'POST',
    path: '/v1/promises/{id}/reports',
    operationId: 'reportPromise',
    tag: 'callbacks',
    summary: 'Say what came of a promise',
    description: `Its owner says it, whoever has it now, or whoever stands above the owner. One that cannot be kept climbs at once. One
that is passed on keeps its time, which the customer was told.`,
    security: 'staff',
    parameters: [inPath, idempotencyKey],
    body: body(
      PromiseReportSchema,
      {
        report: 'What came of it.',
        words: 'What was done; or why it cannot be kept or is passed on, which must be said.',
        to: 'Who is to keep it from now on, by staff id.',
      },
      {
        kept: { summary: 'It was kept', value: { report: 'kept', words: '已电话告知' } },
        passedOn: {
          summary: 'Somebody else is to keep it',
          value: { report: 'passed-on', words: '休假', to: sample.agentId },
        },
      },
    ),
    answer: answer(200, 'It now stands so.', v.object({ id: v.string(), state, ownerId }), {
      id: promiseId,
      state: 'kept',
      ownerId: sample.advisorId,
    }),
    problems: [
      faulty('report', '/words', 'is missing: say why'),
      notRegistered,
      new Problem({
        status: 403,
        type: 'not-your-promise',
        title: 'This promise is not yours',
        detail:
          'wang-lei is to keep it. Ask them, or whoever stands above them, to report on it or to pass it on.',
      }),
      noPromise,
      notPossible('It is kept already. What is promised anew is a new promise.'),
    ],
  },
];
