import * as v from 'valibot';
import { CensusQuerySchema } from '../../callbacks/show-census.ts';
import { InstantSchema } from '../../platform/time.ts';
import { planners } from '../../staff/set-absences.ts';
import { dealerInPath } from './dealers.ts';
import { answer, type Operation, parameters, told } from './operation.ts';
import { faulty, noDealer, notRegistered, notYourRole } from './refusals.ts';
import { sample } from './sample.ts';

const CountedSchema = v.object({
  count: v.number(),
  visitIds: told(v.array(v.string()), 'The visits that are counted.'),
});
const counts = (meaning: string) => told(v.record(v.string(), CountedSchema), meaning);
/** Every delivered visit of a month. */
export const CensusSchema = v.object({
  month: v.string(),
  asOf: told(InstantSchema, 'Until when events are counted.'),
  delivered: told(CountedSchema, 'Every visit delivered in the month; `asked` and `notAsked` add up to it.'),
  asked: CountedSchema,
  notAsked: CountedSchema,
  reasons: counts('Why nobody asked, exactly one for each visit of `notAsked`.'),
  outcomes: counts('What came of it, exactly one for each visit of `asked`; silence is one of its own.'),
  firstContact: counts('Whether the first contact of each visit of `asked` was inside three days.'),
  agreements: counts('Whether what was agreed at the desk was kept by the first contact.'),
  callbackRate: v.optional(told(v.number(), '`asked` of `delivered`; absent where nothing was delivered.')),
  answerRate: v.optional(told(v.number(), 'The share in which the customer answered or was reached.')),
});
const one = { count: 1, visitIds: [sample.visitId] };
const nobody = { count: 0, visitIds: [] };

export const censusOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/v1/dealers/{dealerId}/census',
    operationId: 'showCensus',
    tag: 'callbacks',
    summary: 'Count who was asked after a visit',
    description: `Every visit delivered in the month is asked, or not asked with exactly one reason. Each number names its visits.
For heads of customer service, workshop managers and above.`,
    security: 'staff',
    parameters: [
      dealerInPath,
      parameters('query', CensusQuerySchema, {
        month: { description: 'The month of delivery, in the zone of the dealer.', example: '2026-03' },
      }),
    ],
    answer: answer(200, 'The census.', CensusSchema, {
      month: '2026-03',
      asOf: '2026-04-02T01:00:00.000Z',
      delivered: one,
      asked: one,
      notAsked: nobody,
      reasons: {},
      outcomes: { answered: one },
      firstContact: { 'in-three-days': one, 'later-as-agreed': nobody, late: nobody },
      agreements: { kept: one, 'not-kept': nobody, 'to-come': nobody },
      callbackRate: 1,
      answerRate: 1,
    }),
    problems: [
      faulty('query', '/month', 'must be a month such as 2026-03'),
      notRegistered,
      notYourRole('see the census', planners),
      noDealer,
    ],
  },
];
