import * as v from 'valibot';
import { CustomerSchema } from '../../customers/customer.ts';
import { mayMerge, MergeBodySchema } from '../../customers/merge.ts';
import { QualityBodySchema } from '../../customers/quality.ts';
import { SharingBodySchema } from '../../customers/share.ts';
import { linkRules, qualityTraits, sharingWays } from '../../events/people.ts';
import { notFound, Problem } from '../../platform/problem.ts';
import { InstantSchema } from '../../platform/time.ts';
import { answer, body, type Operation, told } from './operation.ts';
import { HappeningSchema, idempotencyKey, idInPath, listOf, nextInQuery } from './parts.ts';
import { faulty, notRegistered, wrongCursor } from './refusals.ts';
import { sample, step } from './sample.ts';
import {
  ImportanceListSchema,
  importanceExample,
  NumberDoubtSchema,
  vehicleExample,
  VehicleViewSchema,
} from './vehicles.ts';

const SharingSchema = told(
  v.object({
    allowed: v.boolean(),
    how: v.picklist(sharingWays),
    by: told(v.string(), 'Staff id of who noted it.'),
    at: InstantSchema,
  }),
  "Whether other companies of the group may see the customer's visits and words at this store.",
);
const sharingExample = {
  allowed: true,
  how: 'signed-form',
  by: 'li-na',
  at: '2026-03-02T09:40:00.000Z',
} as const;
export const QualitySchema = told(
  v.object({
    traits: v.array(v.picklist(qualityTraits)),
    by: told(v.string(), 'Staff id of who found them.'),
    at: InstantSchema,
  }),
  'What makes a quality customer (valuable, which is not the same as important); absent for others.',
);
export const qualityExample: v.InferInput<typeof QualitySchema> = {
  traits: ['frequent-use', 'lives-near'],
  by: 'wang-lei',
  at: '2026-03-02T09:45:00.000Z',
};
const otherId = 'customer_7c9e1g3j5m7p9r1t3v5x';

/** What staff decided about two records. */
export const DecisionSchema = v.object({
  customerIds: told(v.array(v.string()), 'Both records.'),
  decision: v.picklist(['merged', 'apart']),
});

/** The customer file and what has happened with the customer. */
export const CustomerViewSchema = v.object({
  id: v.string(),
  profile: v.object({
    ...v.pick(CustomerSchema, ['dealerId', 'locale', 'kind', 'vehicleIds']).entries,
    dmsId: told(v.string(), "The DMS's own id of the customer."),
    consent: told(
      CustomerSchema.entries.consent,
      'What the customer may be contacted for, as far as a visit said.',
    ),
    name: v.optional(told(v.string(), 'Absent where it was erased.')),
    phone: v.optional(told(v.string(), 'E.164; absent where it was erased.')),
    importance: ImportanceListSchema,
    quality: v.optional(QualitySchema),
    sharing: v.optional(SharingSchema),
    erased: v.optional(
      told(
        v.object({ by: v.string(), at: InstantSchema, how: v.picklist(sharingWays) }),
        'Who erased name, numbers and words at the customer’s request, and how they asked.',
      ),
    ),
    correctNumber: v.optional(NumberDoubtSchema),
  }),
  vehicles: told(v.array(VehicleViewSchema), 'The vehicles that this customer ever brought, ten at most.'),
  linked: told(
    v.array(
      v.object({
        id: v.string(),
        dealerId: v.string(),
        dmsId: v.string(),
        name: v.optional(v.string()),
        phone: v.optional(v.string()),
        vehicleIds: v.array(v.string()),
        sharing: v.optional(SharingSchema),
        rule: v.optional(
          told(
            v.picklist(linkRules),
            'What makes it the same customer; absent where another record lies between.',
          ),
        ),
        evidence: v.optional(
          told(
            v.object({
              phones: v.array(v.string()),
              vehicles: v.array(v.string()),
              plates: v.array(v.string()),
              sameDmsId: v.boolean(),
              sameName: v.boolean(),
            }),
            'What both records share, as ids.',
          ),
        ),
        mergedBy: v.optional(
          told(
            v.object({ staffId: v.string(), at: InstantSchema, reason: v.optional(v.string()) }),
            'Who of staff said that it is the same customer, and why.',
          ),
        ),
        happenings: told(v.array(HappeningSchema), 'What happened there lately, newest first.'),
      }),
    ),
    "The customer's records at other stores: of this company, and of others where the customer's consent is recorded.",
  ),
  timeline: told(listOf(HappeningSchema), 'What happened with the customer, newest first, page by page.'),
});

const mergeBody = body(
  MergeBodySchema,
  { customerId: 'The other record.', reason: 'Why you are sure, for whoever asks later.' },
  { any: { summary: 'The customer said so', value: { customerId: otherId, reason: '客户本人确认' } } },
);
const notYourRole = new Problem({
  status: 403,
  type: 'not-your-role',
  title: 'Your role does not allow this',
  detail: `To merge customers one must be: ${mayMerge.join(', ')}.`,
});
const inPath = idInPath('Our id of the customer.', sample.customerId);
const pairOfIds = [sample.customerId, otherId].sort();

export const customerOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/v1/customers/{id}',
    operationId: 'showCustomer',
    tag: 'customers',
    summary: 'Show the customer file',
    description: 'What is known of a customer, and a page of what has happened with them.',
    security: 'staff',
    parameters: [inPath, nextInQuery],
    answer: answer(200, 'The customer file.', CustomerViewSchema, {
      id: sample.customerId,
      profile: {
        dealerId: sample.dealerId,
        dmsId: 'K-20931',
        locale: 'zh-CN',
        kind: 'individual',
        consent: { service: true, care: true, marketing: false },
        vehicleIds: [sample.vehicleId],
        name: sample.name,
        phone: sample.phone,
        importance: importanceExample,
        quality: qualityExample,
      },
      vehicles: [vehicleExample],
      linked: [
        {
          id: otherId,
          dealerId: 'cd-north',
          dmsId: '4711',
          name: sample.name,
          phone: sample.phone,
          vehicleIds: [sample.vehicleId],
          sharing: sharingExample,
          rule: 'phone-and-vehicle',
          evidence: {
            phones: ['handset_3d5f7h9k1m3n5p7q9r1s'],
            vehicles: [sample.vehicleId],
            plates: [],
            sameDmsId: false,
            sameName: true,
          },
          happenings: [],
        },
      ],
      timeline: {
        items: [
          {
            ...step(sample.visitId, 1, 'visit.recorded', '2026-03-02T09:42:15.000Z', {
              kind: 'dms',
              id: sample.dealerId,
            }),
            facts: { repairOrder: 'RO-20260302-017', status: 'delivered', advisorId: 'A01' },
          },
        ],
        next: sample.cursor,
      },
    }),
    problems: [wrongCursor, notRegistered, notFound('customer')],
  },
  {
    method: 'POST',
    path: '/v1/customers/{id}/merge',
    operationId: 'mergeCustomers',
    tag: 'customers',
    summary: "Say that two records are one customer's",
    description: `What each record holds stays as it is; only the customer files of both show them as one. For heads of
customer service, service directors and general managers.`,
    security: 'staff',
    parameters: [inPath, idempotencyKey],
    body: mergeBody,
    answer: answer(200, "The records are one customer's.", DecisionSchema, {
      customerIds: pairOfIds,
      decision: 'merged',
    }),
    problems: [faulty('merge', '/reason', 'is missing'), notRegistered, notYourRole, notFound('customer')],
  },
  {
    method: 'POST',
    path: '/v1/customers/{id}/unmerge',
    operationId: 'unmergeCustomers',
    tag: 'customers',
    summary: "Say that two records are not one customer's",
    description: `Undoes a merge, and stands against whatever speaks for one: no later visit links the two again, only
a merge by staff does.`,
    security: 'staff',
    parameters: [inPath, idempotencyKey],
    body: mergeBody,
    answer: answer(200, 'The records are kept apart.', DecisionSchema, {
      customerIds: pairOfIds,
      decision: 'apart',
    }),
    problems: [faulty('unmerge', '/reason', 'is missing'), notRegistered, notYourRole, notFound('customer')],
  },
  {
    method: 'POST',
    path: '/v1/customers/{id}/sharing',
    operationId: 'recordSharing',
    tag: 'customers',
    summary: 'Note whether other companies of the group may see this customer',
    description: `Without it, stores of another company do not even learn that the customer is known here. Only the store
that holds the visits can note it; taken back, it holds at once.`,
    security: 'staff',
    parameters: [inPath, idempotencyKey],
    body: body(
      SharingBodySchema,
      { allowed: 'Whether the customer allows it.', how: 'How the customer said so.' },
      { signed: { summary: 'On a signed form', value: { allowed: true, how: 'signed-form' } } },
    ),
    answer: answer(200, 'It is noted.', v.object({ id: v.string(), sharing: SharingSchema }), {
      id: sample.customerId,
      sharing: sharingExample,
    }),
    problems: [faulty('consent', '/allowed', 'is missing'), notRegistered, notFound('customer')],
  },
  {
    method: 'PUT',
    path: '/v1/customers/{id}/quality',
    operationId: 'markQuality',
    tag: 'customers',
    summary: 'Note what makes a quality customer',
    description: `Whoever works at the store may find a quality customer: the traits take the place of those noted before, and
none takes the mark away. Quality customers are called by their advisor, as far as the dealer's cadence says so.`,
    security: 'staff',
    parameters: [inPath],
    body: body(
      QualityBodySchema,
      { traits: 'What somebody sees in the customer.' },
      { near: { summary: 'Comes often and lives near', value: { traits: ['frequent-use', 'lives-near'] } } },
    ),
    answer: answer(200, 'It is noted.', v.object({ id: v.string(), quality: v.optional(QualitySchema) }), {
      id: sample.customerId,
      quality: qualityExample,
    }),
    problems: [faulty('mark', '/traits', 'is missing'), notRegistered, notFound('customer')],
  },
];
