import type { Occasion } from '../events/occasion.ts';
import { invalid, notFound } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import { later } from '../platform/time.ts';
import type { Dealer } from './dealer.ts';
import { changeDealer, type VersionedDealer } from './dealers.ts';
import { acceptedGenerations, addGeneration, retireGeneration } from './secret-generations.ts';

/** What is told of a dealer's secrets: never the secrets themselves, which only a shell with the group's secret shows. */
export interface SecretsView {
  readonly accepted: readonly number[];
  readonly retiring: readonly { generation: number; until: string }[];
}

/** Makes the next generation valid, and lets the older ones end after some hours, where they are given. */
export async function addSecret(
  table: Table,
  dealerId: string,
  order: { generation: number; retireOldAfterHours?: number | undefined },
  occasion: Occasion,
): Promise<SecretsView> {
  const hours = order.retireOldAfterHours;
  const until = hours === undefined ? undefined : later(occasion.now, { hours });
  return change(table, dealerId, occasion, (dealer) => addGeneration(dealer, order.generation, until));
}

/** Ends an older generation at once. */
export async function retireSecret(
  table: Table,
  dealerId: string,
  generation: number,
  occasion: Occasion,
): Promise<SecretsView> {
  return change(table, dealerId, occasion, (dealer) => retireGeneration(dealer, generation));
}

async function change(
  table: Table,
  dealerId: string,
  occasion: Occasion,
  decide: (dealer: Dealer) => Dealer,
): Promise<SecretsView> {
  const changed = await changeDealer(
    table,
    dealerId,
    occasion,
    (current) => {
      if (!current) throw notFound('dealer');
      return decide(current);
    },
    {
      event: ({ settings }) => ({
        name: 'dealer.secrets-changed',
        dealerId,
        facts: { generations: settings.secretGenerations },
      }),
    },
  );
  return secretsView(changed, occasion);
}

/** Which generations a DMS may sign with, and until when. */
export function secretsView({ dealer }: VersionedDealer, { now }: Pick<Occasion, 'now'>): SecretsView {
  const accepted = acceptedGenerations(dealer, now);
  const retiring = dealer.settings.secretRetirements.filter(({ generation }) =>
    accepted.includes(generation),
  );
  return { accepted, retiring };
}

/** `{generation}` of a path. Throws a 400 problem where it is no number. */
export function generationIn(parameters: Readonly<Record<string, string>>): number {
  const given = parameters['generation'] ?? '';
  if (/^\d{1,6}$/.test(given)) return Number(given);
  throw invalid('The generation is not valid.', [
    { pointer: '/generation', detail: 'must be a whole number' },
  ]);
}
