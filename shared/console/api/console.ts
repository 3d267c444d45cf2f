import * as v from 'valibot';
import { notFound } from '../../platform/problem.ts';
import { InstantSchema } from '../../platform/time.ts';
import { answer, type Operation, told } from './operation.ts';
import { idInPath, listOf, NamedCustomerSchema, nextInQuery, StepSchema } from './parts.ts';
import { notRegistered, wrongCursor } from './refusals.ts';
import { sample, step } from './sample.ts';

/** What a person must do. */
export const WorklistSchema = v.object({
  ...listOf(
    v.object({
      id: told(v.string(), 'The callback, complaint, promise or script.'),
      kind: v.picklist(['callback', 'complaint', 'promise', 'script']),
      dueAt: told(InstantSchema, 'Until when it is to be done.'),
      customer: NamedCustomerSchema,
      reason: told(v.string(), 'Why it is on the list, in a few words.'),
      part: v.optional(told(v.string(), 'The task of a complaint, where only that is to be done.')),
    }),
  ).entries,
  toldByText: told(
    v.boolean(),
    'Whether you are told by text of major complaints and of what is overdue; false while nobody recorded your phone.',
  ),
});

/** What led to an event. */
export const CausesSchema = v.object({
  items: told(
    v.array(StepSchema),
    'Nearest first. The last is the origin: its `name` is `request`, `text` or `command`, and its `id` names that.',
  ),
});

/** This document, as far as its own schema can say. */
export const DocumentSchema = v.looseObject({
  openapi: v.literal('3.1.0'),
  info: v.looseObject({ title: v.string(), version: v.string() }),
  paths: v.record(v.string(), v.unknown()),
});

export const consoleOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/v1/worklist',
    operationId: 'showWorklist',
    tag: 'worklist',
    summary: 'List what you must do',
    description:
      'The open work of whoever asks, soonest due first. A page may be short or empty and still have a `next`.',
    security: 'staff',
    parameters: [nextInQuery],
    answer: answer(200, 'A page of the worklist.', WorklistSchema, {
      items: [
        {
          id: sample.callbackId,
          kind: 'callback',
          dueAt: '2026-03-05T00:30:00.000Z',
          customer: { id: sample.customerId, name: sample.name },
          reason: 'silent',
        },
        {
          id: sample.complaintId,
          kind: 'complaint',
          dueAt: '2026-03-05T02:00:00.000Z',
          customer: { id: sample.customerId, name: sample.name },
          reason: 'major complaint, level 1',
        },
      ],
      toldByText: true,
    }),
    problems: [wrongCursor, notRegistered],
  },
  {
    method: 'GET',
    path: '/v1/events/{id}/causes',
    operationId: 'showCauses',
    tag: 'events',
    summary: 'Show what led to an event',
    description:
      'Every event names its cause. This walks from an event back to its origin: a request, a text of a customer, or a command.',
    security: 'staff',
    parameters: [idInPath('The event, as histories and timelines name it.', `${sample.callbackId}.1`)],
    answer: answer(200, 'The causes of the event, without the event itself.', CausesSchema, {
      items: [
        step(sample.visitId, 1, 'visit.recorded', '2026-03-02T09:42:15.000Z', {
          kind: 'dms',
          id: sample.dealerId,
        }),
        {
          id: 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W',
          name: 'request',
          at: '2026-03-02T09:42:15.000Z',
          actor: { kind: 'dms', id: sample.dealerId },
        },
      ],
    }),
    problems: [notRegistered, notFound('event')],
  },
  {
    method: 'GET',
    path: '/v1/openapi.json',
    operationId: 'describeApi',
    tag: 'console',
    summary: 'Describe this API',
    description: 'This document, generated from the schemas with which requests are parsed.',
    security: 'none',
    answer: answer(200, 'The OpenAPI document.', DocumentSchema, {
      openapi: '3.1.0',
      info: { title: 'Huifang', version: '1' },
      paths: {},
    }),
    problems: [],
  },
];
