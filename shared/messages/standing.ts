import type { Customer } from '../customers/customer.ts';
import { eventId } from '../events/envelope.ts';
import type { Purpose } from '../events/text-request.ts';
import type { Table } from '../platform/table.ts';
import { type Standing, standingOf } from './consent.ts';
import { consentIdOf, consents, handsets } from './store.ts';

/** Whose texts, to which phone: what a consent is about, besides its purpose. */
export interface Recipient {
  readonly handsetId: string;
  readonly legalEntity: string;
  /** The customer's file, for what visits told of consents. */
  readonly customer?: Pick<Customer, 'consent' | 'consentFrom' | 'learntFrom' | 'handsetId'> | undefined;
}

/** Whether a company may text a phone for a purpose now, and what that rests on (R13, decision 2). */
export async function findStanding(
  table: Table,
  purpose: Purpose,
  { handsetId, legalEntity, customer }: Recipient,
): Promise<Standing> {
  const [handset, noted] = await Promise.all([
    handsets(table).load(handsetId),
    consents(table).load(consentIdOf({ handsetId, legalEntity, purpose })),
  ]);
  // What a visit told was said of the phone that the customer had then told.
  const told = customer?.handsetId === handsetId ? toldByVisit(customer, purpose) : undefined;
  return standingOf(purpose, {
    handset: handset && { state: handset.state, ground: eventId(handset.id, handset.version) },
    noted: noted && { state: noted.state, ground: eventId(noted.id, noted.version) },
    told,
  });
}

function toldByVisit(
  { consent, consentFrom, learntFrom }: NonNullable<Recipient['customer']>,
  purpose: Purpose,
) {
  const given = consent[purpose];
  if (given === undefined) return undefined;
  const { visitId, openedAt } = consentFrom?.[purpose] ?? learntFrom;
  return { given, at: openedAt, ground: visitId };
}
