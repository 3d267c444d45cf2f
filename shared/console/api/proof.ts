import * as v from 'valibot';
import { VerifyQuerySchema, verifiers } from '../../complaints/verify.ts';
import { flaws } from '../../events/prove.ts';
import { notFound } from '../../platform/problem.ts';
import { InstantSchema } from '../../platform/time.ts';
import { dealerInPath } from './dealers.ts';
import { answer, type Operation, parameters, told } from './operation.ts';
import { faulty, notRegistered, notYourRole } from './refusals.ts';
import { sample } from './sample.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const place = {
  complaintId: v.string(),
  number: told(v.string(), 'By which customer and staff name it.'),
  version: told(v.number(), 'The event of the complaint at which it is so, counted from 1.'),
  sk: told(v.string(), 'The item, by its sort key.'),
};

/** What a proof of the record shows. */
const VerificationSchema = v.object({
  dealerId: v.string(),
  whole: told(v.boolean(), 'Whether every link of the record holds, and every seal.'),
  complaints: told(count, 'How many complaints were proven.'),
  seals: told(count, 'How many seals of the dealer there are.'),
  lastSealedAt: v.optional(told(InstantSchema, 'What came later is chained, and not yet sealed.')),
  brokenSeal: v.optional(
    told(
      v.object({ key: v.string(), flaw: v.picklist(['seal-missing', 'seal-unreadable']) }),
      'The first seal that does not follow from the one before.',
    ),
  ),
  broken: told(
    v.array(v.object({ ...place, flaw: v.picklist(flaws) })),
    'Of each complaint whose record does not hold, the first link that does not, and what differs.',
  ),
  gone: told(
    v.array(
      v.object({ ...place, erasedIn: told(v.number(), 'The event that says who erased it, when and why.') }),
    ),
    'Words that the record names and that were erased. Words that are gone without an erasure are broken.',
  ),
});

export const proofOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/v1/dealers/{dealerId}/proof',
    operationId: 'proveComplaints',
    tag: 'complaints',
    summary: 'Prove the record of complaints',
    description:
      'Follows the chain of events and words of each complaint that was opened or sealed in the month, and holds it against the daily seals, which nobody can change. For heads of customer service and general managers.',
    security: 'staff',
    parameters: [
      dealerInPath,
      parameters('query', VerifyQuerySchema, {
        month: { description: 'A month, by UTC.', example: '2026-03' },
      }),
    ],
    answer: answer(200, 'What the proof shows.', VerificationSchema, {
      dealerId: sample.dealerId,
      whole: true,
      complaints: 12,
      seals: 31,
      lastSealedAt: '2026-04-01T00:10:00.000Z',
      broken: [],
      gone: [],
    }),
    problems: [
      faulty('query', '/month', 'must be a month such as 2026-03'),
      notRegistered,
      notYourRole('have the record proven', verifiers),
      notFound('dealer'),
    ],
  },
];
