import * as v from 'valibot';
import { consentWays } from '../../events/consents.ts';
import { BasisSchema } from '../../events/messages.ts';
import { purposes } from '../../events/text-request.ts';
import { ConsentBodySchema } from '../../messages/consents.ts';
import { notFound, notPossible } from '../../platform/problem.ts';
import { InstantSchema } from '../../platform/time.ts';
import { answer, body, type Operation, told } from './operation.ts';
import { idempotencyKey, idInPath } from './parts.ts';
import { faulty, notRegistered } from './refusals.ts';
import { sample } from './sample.ts';

/** What a customer may be texted for, and every proof of it. */
export const ConsentsSchema = v.object({
  customerId: v.string(),
  channel: v.literal('sms'),
  legalEntity: told(v.string(), 'The company for which it holds.'),
  phone: v.optional(
    told(
      v.object({ optedOut: v.boolean(), since: InstantSchema }),
      'What the phone itself texted last, STOP or START: it holds for every store of the group.',
    ),
  ),
  items: v.array(
    v.object({
      purpose: v.picklist(purposes),
      permitted: told(v.boolean(), 'Whether a text for the purpose may go out now.'),
      basis: told(
        BasisSchema,
        'What that rests on: the contract about an own visit or a consent; or the opt-out, the withdrawal or the refusal that stands against it. `ground` is the event or the visit that tells it.',
      ),
      proofs: told(
        v.array(
          v.object({
            id: told(v.string(), 'The event that notes it.'),
            given: v.boolean(),
            saidAt: InstantSchema,
            notedAt: InstantSchema,
            notedBy: v.optional(told(v.string(), 'Staff id.')),
            customerId: v.optional(v.string()),
            dealerId: v.optional(v.string()),
            how: v.picklist(consentWays),
            wording: v.optional(told(v.string(), 'Absent where it was erased.')),
          }),
        ),
        'What staff noted, newest first.',
      ),
    }),
  ),
});

const inPath = idInPath('Our id of the customer.', sample.customerId);
const view: v.InferInput<typeof ConsentsSchema> = {
  customerId: sample.customerId,
  channel: 'sms',
  legalEntity: 'chengdu-motors',
  items: [
    { purpose: 'service', permitted: true, basis: { kind: 'contract' }, proofs: [] },
    {
      purpose: 'care',
      permitted: true,
      basis: { kind: 'consent', ground: 'consent_5c7e9g1j3k5m7p9r1t3v.1' },
      proofs: [
        {
          id: 'consent_5c7e9g1j3k5m7p9r1t3v.1',
          given: true,
          saidAt: '2026-03-02T01:20:00.000Z',
          notedAt: '2026-03-02T01:22:00.000Z',
          notedBy: sample.agentId,
          customerId: sample.customerId,
          dealerId: sample.dealerId,
          how: 'signed-form',
          wording: '我同意接收成都南店的关怀短信',
        },
      ],
    },
    { purpose: 'marketing', permitted: false, basis: { kind: 'no-consent' }, proofs: [] },
  ],
};

export const consentOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/v1/customers/{id}/consents',
    operationId: 'showConsents',
    tag: 'customers',
    summary: 'Show what a customer may be texted for',
    description:
      'By purpose: whether a text may go out now, what that rests on, and every proof that staff of the company noted.',
    security: 'staff',
    parameters: [inPath],
    answer: answer(200, 'What holds now.', ConsentsSchema, view),
    problems: [notRegistered, notFound('customer')],
  },
  {
    method: 'POST',
    path: '/v1/customers/{id}/consents',
    operationId: 'noteConsents',
    tag: 'customers',
    summary: 'Note what a customer may be texted for',
    description: `What the customer told staff, with its proof; it holds for the customer's present phone and every store of the
company. A consent cannot be noted over an opt-out: only a text from the phone itself takes that back, and only then may a
new consent be noted.`,
    security: 'staff',
    parameters: [inPath, idempotencyKey],
    body: body(
      ConsentBodySchema,
      {
        purposes:
          'About an own visit or complaint (`service`), care without commerce, or offers (`marketing`).',
        given: 'Whether the customer allows it, or wants it no more.',
        how: 'How the customer said so.',
        wording: 'What they agreed to, or said.',
        saidAt: 'When they said so; now, if absent.',
      },
      {
        signed: {
          summary: 'Care, on a signed form',
          value: {
            purposes: ['care'],
            given: true,
            how: 'signed-form',
            wording: '我同意接收成都南店的关怀短信',
          },
        },
        noMore: {
          summary: 'No more texts',
          value: { purposes: [...purposes], given: false, how: 'by-phone', wording: '别再给我发短信了' },
        },
      },
    ),
    answer: answer(200, 'What holds now.', ConsentsSchema, view),
    problems: [
      faulty('consent', '/wording', 'is missing'),
      notRegistered,
      notFound('customer'),
      notPossible(
        'This phone has opted out of all texts. Only a text from it, such as START, takes that back.',
      ),
    ],
  },
];
