import * as v from 'valibot';
import { ErasureBodySchema, mayErase } from '../../customers/erase.ts';
import { notFound, notPossible } from '../../platform/problem.ts';
import { answer, body, type Operation, told } from './operation.ts';
import { idempotencyKey } from './parts.ts';
import { faulty, notRegistered, notYourRole } from './refusals.ts';
import { sample } from './sample.ts';

const ErasedSchema = v.object({
  erased: told(
    v.pipe(v.number(), v.integer(), v.minValue(0)),
    'How many items were deleted; none where nothing was left.',
  ),
  complaintIds: told(v.array(v.string()), 'The complaints whose words were among them.'),
});

export const erasureOperations: readonly Operation[] = [
  {
    method: 'POST',
    path: '/v1/erasures',
    operationId: 'erasePersonalData',
    tag: 'customers',
    summary: 'Erase name, numbers and words at the customer’s request',
    description: `For good: what the dealer knows of one customer, or of whoever complained and is no customer. What happened
stays as events without name, number or word; the record of complaints names what was erased, so that its proof still
holds. Each record of a customer at another store is erased there. Every complaint must be closed before. Erase in the DMS first: what it tells afterwards is
taken in as new. For general managers of whom none of the complaints is.`,
    security: 'staff',
    parameters: [idempotencyKey],
    body: body(
      ErasureBodySchema,
      {
        customerId: 'Our id of the customer.',
        complaintId: 'The complaint of somebody who is no customer.',
        how: 'How the customer asked for it.',
      },
      {
        customer: {
          summary: 'A customer wrote',
          value: { customerId: sample.customerId, how: 'signed-form' },
        },
      },
    ),
    answer: answer(200, 'It is erased.', ErasedSchema, { erased: 23, complaintIds: [sample.complaintId] }),
    problems: [
      faulty('erasure', '/how', 'is missing'),
      notRegistered,
      notYourRole('erase personal data', mayErase),
      notFound('customer'),
      notPossible(
        "Complaint C-8H2J4K is still open. Close it first: by the customer's word, or by two approvers.",
      ),
    ],
  },
];
