import { type Proportion, proportion } from './proportion.ts';

/** What became of a visit's survey. `not-asked` stands with its reason in the callback. */
export type Outcome = 'answered' | 'silent' | 'unclear' | 'waiting' | 'not-asked';

/** How many of those who were asked answered, and who did not. */
export interface Response {
  /** Every visit, asked or not. */
  readonly n: number;
  readonly asked: number;
  readonly notAsked: number;
  /** Asked, and the time for an answer still runs: neither an answer nor silence. */
  readonly waiting: number;
  readonly answered: Proportion;
  /** Silence is a figure of its own, no satisfaction (R36). */
  readonly silent: Proportion;
  /** Wrote what could not be read: neither silent nor answered. */
  readonly unclear: Proportion;
}

/** The response to a dealer's surveys; shares are of those whose time to answer has run out or who wrote. */
export function response(outcomes: readonly Outcome[]): Response {
  const count = (outcome: Outcome) => outcomes.filter((each) => each === outcome).length;
  const [waiting, notAsked] = [count('waiting'), count('not-asked')];
  const settled = outcomes.length - waiting - notAsked;
  return {
    n: outcomes.length,
    asked: outcomes.length - notAsked,
    notAsked,
    waiting,
    answered: proportion(count('answered'), settled),
    silent: proportion(count('silent'), settled),
    unclear: proportion(count('unclear'), settled),
  };
}
