import * as v from 'valibot';
import { ActorSchema } from '../../events/envelope.ts';
import { idOf } from '../../platform/ids.ts';
import { notFound } from '../../platform/problem.ts';
import { InstantSchema } from '../../platform/time.ts';
import { fates } from '../why/contacts.ts';
import { answer, type Operation, told } from './operation.ts';
import { idInPath, listOf, nextInQuery } from './parts.ts';
import { notRegistered, wrongCursor } from './refusals.ts';
import { sample } from './sample.ts';

const SentenceSchema = v.object({ 'zh-CN': v.string(), 'en-US': v.string() });
const textId = idOf('text', `${sample.callbackId}.2`);
const withheld = {
  'zh-CN': '满意度短信没有发出。这个号码已用短信退订。',
  'en-US': 'The question after the visit was not sent. The phone has texted that it wants no more texts.',
};

/** Contacts with a customer that were or were not made, and why. */
export const ContactsSchema = v.object({
  customerId: v.string(),
  ...listOf(
    v.object({
      id: told(v.string(), 'The event that decided it.'),
      at: InstantSchema,
      by: v.picklist(['text', 'call']),
      fate: told(
        v.picklist(fates),
        '`waiting` is still to come; `unknown`: a text was handed over, and nobody knows whether it left.',
      ),
      why: told(SentenceSchema, 'The answer in short.'),
      chain: told(
        v.array(
          v.object({
            id: told(v.string(), 'The event that records the fact.'),
            at: InstantSchema,
            actor: ActorSchema,
            who: v.optional(told(v.string(), 'The name of the member of staff who did it.')),
            sentence: SentenceSchema,
          }),
        ),
        'The recorded facts that led to it, oldest first; the contact itself is the last.',
      ),
    }),
  ).entries,
});

export const contactOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/v1/customers/{id}/contacts',
    operationId: 'showContacts',
    tag: 'customers',
    summary: 'Explain why a customer was or was not contacted',
    description: `Every text and call that was made, was not made or is still to come, newest first, each with the chain of recorded facts
behind it, in words for people. Nothing is guessed: what no event tells is not said. A page may be short or empty and
still have a \`next\`.`,
    security: 'staff',
    parameters: [idInPath('Our id of the customer.', sample.customerId), nextInQuery],
    answer: answer(200, 'A page of contacts.', ContactsSchema, {
      customerId: sample.customerId,
      items: [
        {
          id: `${textId}.1`,
          at: '2026-03-03T02:00:00.000Z',
          by: 'text',
          fate: 'not-made',
          why: withheld,
          chain: [
            {
              id: `${sample.visitId}.1`,
              at: '2026-03-02T09:42:15.000Z',
              actor: { kind: 'dms', id: sample.dealerId },
              sentence: {
                'zh-CN': '维修系统告知工单 RO-20260302-017，车辆于 2026-03-02 17:30 交付。',
                'en-US':
                  'The DMS told us of repair order RO-20260302-017; the vehicle was delivered on 2026-03-02 17:30.',
              },
            },
            {
              id: `${textId}.1`,
              at: '2026-03-03T02:00:00.000Z',
              actor: { kind: 'system' },
              sentence: withheld,
            },
          ],
        },
      ],
    }),
    problems: [wrongCursor, notRegistered, notFound('customer')],
  },
];
