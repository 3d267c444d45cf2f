import * as v from 'valibot';
import { CustomerSchema } from '../../customers/customer.ts';
import { notFound } from '../../platform/problem.ts';
import { answer, type Operation, told } from './operation.ts';
import { HappeningSchema, idInPath, listOf, nextInQuery } from './parts.ts';
import { notRegistered, wrongCursor } from './refusals.ts';
import { sample, step } from './sample.ts';

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
  }),
  timeline: told(listOf(HappeningSchema), 'What happened with the customer, newest first, page by page.'),
});

export const customerOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/v1/customers/{id}',
    operationId: 'showCustomer',
    tag: 'customers',
    summary: 'Show the customer file',
    description: 'What is known of a customer, and a page of what has happened with them.',
    security: 'staff',
    parameters: [idInPath('Our id of the customer.', sample.customerId), nextInQuery],
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
      },
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
];
