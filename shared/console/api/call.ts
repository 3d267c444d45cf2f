import * as v from 'valibot';
import { CallbackSchema } from '../../callbacks/callback.ts';
import { notFound } from '../../platform/problem.ts';
import { InstantSchema } from '../../platform/time.ts';
import { told } from './operation.ts';
import { AssigneeSchema, idInPath } from './parts.ts';
import { sample } from './sample.ts';

/** What every view of a callback shows. */
export const callEntries = {
  id: v.string(),
  dealerId: v.string(),
  status: CallbackSchema.entries.status,
  channel: CallbackSchema.entries.channel,
  rule: told(v.string(), 'The rule that set the moment, such as `agreed-time` or `day-after-delivery`.'),
  dueAt: v.optional(told(InstantSchema, 'When the customer is to be asked, or a person is to call.')),
  assigneeId: v.optional(AssigneeSchema),
  assignedBy: v.optional(told(v.string(), 'The rule that chose the person.')),
  reason: v.optional(told(v.string(), 'Why a person is to call instead of a text, or why nobody is asked.')),
};

/** A call that is to be made since the customer did not answer by text. */
export const callExample = {
  id: sample.callbackId,
  dealerId: sample.dealerId,
  status: 'open',
  channel: 'call',
  rule: 'day-after-delivery',
  dueAt: '2026-03-05T00:30:00.000Z',
  assigneeId: sample.advisorId,
  assignedBy: 'receiving-advisor',
  reason: 'silent',
} as const;

export const noCallback = notFound('callback');
export const callInPath = idInPath('The callback, as the worklist names it.', sample.callbackId);
