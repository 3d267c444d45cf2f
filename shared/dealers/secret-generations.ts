import * as v from 'valibot';
import { notPossible } from '../platform/problem.ts';
import type { Instant } from '../platform/time.ts';
import type { Dealer } from './dealer.ts';

/** How the next generation of a webhook secret is added: the older ones may end after some hours. */
export const SecretBodySchema = v.object({
  retireOldAfterHours: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(24 * 90))),
});

/** The generations of the webhook secret that a dealer's DMS may sign with now. */
export function acceptedGenerations({ settings }: Dealer, now: Instant): number[] {
  const isOver = (generation: number) =>
    settings.secretRetirements.some((each) => each.generation === generation && each.until <= now);
  return settings.secretGenerations.filter((generation) => !isOver(generation));
}

/** The generation that a DMS should sign with. */
export function newestGeneration({ settings }: Dealer): number {
  return Math.max(...settings.secretGenerations);
}

/**
 * Adds the next generation of the webhook secret; the older ones stay valid, or only until a moment. Nothing changes
 * when it is there already. Throws a 409 problem for any other generation: none is ever used twice.
 */
export function addGeneration(dealer: Dealer, generation: number, retireOldAt?: Instant): Dealer {
  const { settings } = dealer;
  if (settings.secretGenerations.includes(generation)) return dealer;
  const next = newestGeneration(dealer) + 1;
  if (generation !== next)
    throw notPossible(`The next generation of the secret is ${next}, not ${generation}.`);
  const older = settings.secretGenerations.filter(
    (each) => !settings.secretRetirements.some((retirement) => retirement.generation === each),
  );
  const retirements = retireOldAt ? older.map((each) => ({ generation: each, until: retireOldAt })) : [];
  return withSecrets(
    dealer,
    [...settings.secretGenerations, generation],
    [...settings.secretRetirements, ...retirements],
  );
}

/** Ends an older generation at once. Throws a 409 problem for the newest, which the DMS is to sign with. */
export function retireGeneration(dealer: Dealer, generation: number): Dealer {
  if (generation === newestGeneration(dealer))
    throw notPossible(
      `Generation ${generation} is the newest; add generation ${generation + 1} and let the DMS sign with it first.`,
    );
  const isKept = (each: number) => each !== generation;
  const { secretGenerations, secretRetirements } = dealer.settings;
  return withSecrets(
    dealer,
    secretGenerations.filter(isKept),
    secretRetirements.filter((retirement) => isKept(retirement.generation)),
  );
}

function withSecrets(
  dealer: Dealer,
  secretGenerations: number[],
  secretRetirements: Dealer['settings']['secretRetirements'],
): Dealer {
  return { ...dealer, settings: { ...dealer.settings, secretGenerations, secretRetirements } };
}
