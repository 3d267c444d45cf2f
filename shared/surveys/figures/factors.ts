import type { Rating } from '../rating.ts';
import { type Proportion, proportion } from './proportion.ts';
import { type Satisfaction, satisfaction } from './satisfaction.ts';

/** What is taken for granted and can only lower dissatisfaction (R33). */
export const hygieneFactors = ['fault-fixed', 'on-time', 'quality-passed', 'right-diagnosis'] as const;
/** What alone raises satisfaction (R34). */
export const satisfiers = ['understood', 'welcome', 'comfortable', 'important'] as const;
/** What weighs before the repair (R35). */
export const negativeFactors = ['labour-price', 'parts-price', 'long-time'] as const;

export type HygieneFactor = (typeof hygieneFactors)[number];
export type Satisfier = (typeof satisfiers)[number];
export type NegativeFactor = (typeof negativeFactors)[number];

/** One customer's answers about factors; whoever was not asked about one has none of it. */
export interface FactorAnswers {
  readonly hygiene?: Partial<Record<HygieneFactor, boolean>>;
  readonly satisfiers?: Partial<Record<Satisfier, Rating>>;
  readonly negative?: Partial<Record<NegativeFactor, boolean>>;
}

/** The axes apart, since no sum of them means anything: a kept hygiene factor is no satisfaction. */
export interface Factors {
  /** How often it was missing, of those who were asked about it. */
  readonly hygieneMissing: Readonly<Record<HygieneFactor, Proportion>>;
  readonly satisfiers: Readonly<Record<Satisfier, Satisfaction>>;
  /** How often it was named, of those who were asked about it. */
  readonly negative: Readonly<Record<NegativeFactor, Proportion>>;
}

/** The figures of each factor. */
export function factors(answers: readonly FactorAnswers[]): Factors {
  const missing = (factor: HygieneFactor) =>
    shareOf(
      answers.map(({ hygiene }) => hygiene?.[factor]),
      false,
    );
  const felt = (factor: Satisfier) => satisfaction(known(answers.map((each) => each.satisfiers?.[factor])));
  const named = (factor: NegativeFactor) =>
    shareOf(
      answers.map(({ negative }) => negative?.[factor]),
      true,
    );
  return {
    hygieneMissing: {
      'fault-fixed': missing('fault-fixed'),
      'on-time': missing('on-time'),
      'quality-passed': missing('quality-passed'),
      'right-diagnosis': missing('right-diagnosis'),
    },
    satisfiers: {
      understood: felt('understood'),
      welcome: felt('welcome'),
      comfortable: felt('comfortable'),
      important: felt('important'),
    },
    negative: {
      'labour-price': named('labour-price'),
      'parts-price': named('parts-price'),
      'long-time': named('long-time'),
    },
  };
}

function shareOf(answers: readonly (boolean | undefined)[], counted: boolean): Proportion {
  const given = known(answers);
  return proportion(given.filter((answer) => answer === counted).length, given.length);
}

function known<Answer>(answers: readonly (Answer | undefined)[]): Answer[] {
  return answers.filter((answer): answer is Answer => answer !== undefined);
}
