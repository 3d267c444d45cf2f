import * as v from 'valibot';
import { answerKinds, aspects } from '../../events/surveys.ts';
import { InstantSchema } from '../../platform/time.ts';
import { planners } from '../../staff/set-absences.ts';
import { FiguresQuerySchema } from '../../surveys/figures/show-figures.ts';
import { dealerInPath } from './dealers.ts';
import { answer, type Operation, parameters, told } from './operation.ts';
import { faulty, noDealer, notRegistered, notYourRole } from './refusals.ts';
import { sample } from './sample.ts';

const CountedSchema = v.object({
  count: v.number(),
  visitIds: told(
    v.array(v.string()),
    'The visits that are counted: they open to the words of their customers.',
  ),
});
const proportion = {
  count: v.number(),
  n: v.number(),
  share: v.optional(told(v.number(), 'Absent where there is nothing to count.')),
  low: told(v.number(), "Wilson's interval of 95 %."),
  high: v.number(),
};
const ProportionSchema = v.object(proportion);
const satisfaction = {
  n: told(v.number(), 'How many answered.'),
  levels: told(v.record(v.string(), v.number()), 'How many gave each level, 1 to 5.'),
  topTwo: told(ProportionSchema, 'Levels 4 and 5, which is what CSAT means.'),
  bottomTwo: ProportionSchema,
  mean: v.optional(v.number()),
};
const visits = told(v.record(v.string(), CountedSchema), 'The visits behind each number.');
const byPromise = v.record(v.string(), v.object({ ...satisfaction, ...CountedSchema.entries }));

/** How satisfied the customers of a month are. */
export const FiguresSchema = v.object({
  month: v.string(),
  asOf: told(InstantSchema, 'Until when events are counted.'),
  response: v.object({
    n: told(v.number(), 'Every visit delivered in the month.'),
    asked: v.number(),
    notAsked: v.number(),
    waiting: told(v.number(), 'Asked, with time left to answer.'),
    answered: ProportionSchema,
    silent: told(ProportionSchema, 'Silence is a figure of its own and never satisfaction.'),
    unclear: ProportionSchema,
    visits,
  }),
  overall: v.object({ ...satisfaction, visits }),
  promised: v.object({
    time: told(byPromise, 'By whether the vehicle was ready when promised: `kept`, `broken`, `unknown`.'),
    price: told(byPromise, 'By whether it cost no more than estimated.'),
  }),
  factors: told(
    v.array(
      v.object({
        question: v.string(),
        aspect: v.picklist(aspects),
        kind: v.picklist(answerKinds),
        n: v.number(),
        low: told(v.object({ ...proportion, visitIds: v.array(v.string()) }), 'How often it was wanting.'),
        levels: v.optional(v.object(satisfaction)),
        chosen: v.optional(v.record(v.string(), v.number())),
      }),
    ),
    'What was asked besides, each question by itself: hygiene factors only disappoint, satisfiers only please.',
  ),
  raised: v.object({
    share: told(ProportionSchema, 'Of those who raised something, to how many a person has answered since.'),
    answered: CountedSchema,
    open: CountedSchema,
  }),
});

const one = { count: 1, visitIds: [sample.visitId] };
const nobody = { count: 0, visitIds: [] };
const all = { count: 1, n: 1, share: 1, low: 0.207, high: 1 };
const none = { count: 0, n: 1, share: 0, low: 0, high: 0.793 };
const nothing = { count: 0, n: 0, low: 0, high: 1 };
const four = { n: 1, levels: { 1: 0, 2: 0, 3: 0, 4: 1, 5: 0 }, topTwo: all, bottomTwo: none, mean: 4 };
const empty = { n: 0, levels: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 }, topTwo: nothing, bottomTwo: nothing };
const kept = { kept: { ...four, ...one }, broken: { ...empty, ...nobody }, unknown: { ...empty, ...nobody } };

export const satisfactionOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/v1/dealers/{dealerId}/satisfaction',
    operationId: 'showSatisfaction',
    tag: 'callbacks',
    summary: 'See how satisfied customers are',
    description: `The answers after the visits delivered in a month, with who said nothing; every number names its visits.
For heads of customer service, workshop managers and above.`,
    security: 'staff',
    parameters: [
      dealerInPath,
      parameters('query', FiguresQuerySchema, {
        month: { description: 'The month of delivery, in the zone of the dealer.', example: '2026-03' },
      }),
    ],
    answer: answer(200, 'The figures.', FiguresSchema, {
      month: '2026-03',
      asOf: '2026-04-02T01:00:00.000Z',
      response: {
        n: 1,
        asked: 1,
        notAsked: 0,
        waiting: 0,
        answered: all,
        silent: none,
        unclear: none,
        visits: { answered: one, silent: nobody, unclear: nobody, waiting: nobody, 'not-asked': nobody },
      },
      overall: { ...four, visits: { 1: nobody, 2: nobody, 3: nobody, 4: one, 5: nobody } },
      promised: { time: kept, price: kept },
      factors: [
        { question: 'fixed', aspect: 'hygiene', kind: 'yes-no', n: 1, low: { ...none, visitIds: [] } },
      ],
      raised: { share: nothing, answered: nobody, open: nobody },
    }),
    problems: [
      faulty('query', '/month', 'must be a month such as 2026-03'),
      notRegistered,
      notYourRole('see how satisfied customers are', planners),
      noDealer,
    ],
  },
];
