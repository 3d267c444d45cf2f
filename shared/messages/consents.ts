import * as v from 'valibot';
import { findCustomer } from '../customers/customers.ts';
import { legalEntityOf } from '../dealers/dealer.ts';
import { getDealer } from '../dealers/dealers.ts';
import { consentWays } from '../events/consents.ts';
import { AnyEventSchema } from '../events/envelope.ts';
import { historyOf } from '../events/history.ts';
import { byStaff } from '../events/occasion.ts';
import { type Purpose, purposes } from '../events/text-request.ts';
import { keepWords, readWords, WordsRefSchema } from '../events/words.ts';
import { rfc3339, shortText } from '../platform/formats.ts';
import { invalid, notFound } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { mustServe } from '../staff/access.ts';
import type { Person } from '../staff/person.ts';
import { type Consent, note } from './consent.ts';
import { findStanding, type Recipient } from './standing.ts';
import { consentIdOf, consents, handsets } from './store.ts';

/** What a customer told staff about texts: for which purposes, how, and the wording that they agreed to or said. */
export const ConsentBodySchema = v.object({
  purposes: v.pipe(v.array(v.picklist(purposes)), v.minLength(1)),
  given: v.boolean(),
  how: v.picklist(consentWays),
  wording: shortText(1000),
  /** When the customer said so; now, if absent. */
  saidAt: v.optional(rfc3339),
});
export type ConsentBody = v.InferOutput<typeof ConsentBodySchema>;

const proof = v.object({
  ...AnyEventSchema.entries,
  facts: v.object({ how: v.picklist(consentWays), wording: WordsRefSchema }),
});

/**
 * Notes what a customer told staff about texts to their phone, with its proof, for the whole company. Throws 404 for a
 * customer of another dealer, 409 where it would opt somebody in again who opted out or something newer is known.
 */
export async function noteConsents(
  customerId: string,
  told: ConsentBody,
  request: { id: string; key: string; by: Person; now: Instant },
  table: Table,
) {
  const { by, now } = request;
  const recipient = await recipientOf(table, customerId, by);
  const { handsetId, legalEntity, dealerId } = recipient;
  const at = told.saidAt ?? now;
  if (at > now)
    throw invalid('The consent lies in the future.', [
      { pointer: '/saidAt', detail: 'must not lie in the future' },
    ]);
  const handset = (await handsets(table).load(handsetId))?.state;
  const notes = [...new Set(told.purposes)].map((purpose) => {
    const consentId = consentIdOf({ handsetId, legalEntity, purpose });
    const words = { text: told.wording, at, by: by.id };
    const { ref, attachment } = keepWords(consentId, request.key, words);
    const { given, how } = told;
    const about = { handsetId, purpose, channel: 'sms', legalEntity, dealerId, customerId } as const;
    const consent = { ...about, given, at, how, notedBy: by.id, wording: ref };
    const decide = (known: Consent | undefined) => note(known, consent, handset, attachment);
    return { consentId, decide };
  });
  // All of them are judged first, so that a refusal leaves nothing half noted.
  for (const { consentId, decide } of notes) decide((await consents(table).load(consentId))?.state);
  const occasion = byStaff(by.id, request.id, at, now);
  for (const { consentId, decide } of notes) await consents(table).change(consentId, occasion, decide);
  return viewOf(table, recipient);
}

/** Whether a customer may be texted, for each purpose, with every proof there is. Throws 404 to people of other dealers. */
export async function showConsents(customerId: string, by: Person, table: Table) {
  return viewOf(table, await recipientOf(table, customerId, by));
}

type KnownRecipient = Recipient & { readonly customerId: string; readonly dealerId: string };

async function recipientOf(table: Table, customerId: string, by: Person): Promise<KnownRecipient> {
  const customer = await findCustomer(table, customerId);
  if (!customer) throw notFound('customer');
  mustServe(by, customer.dealerId, 'customer');
  const legalEntity = legalEntityOf(await getDealer(table, customer.dealerId));
  const { handsetId, dealerId } = customer;
  return { customerId, dealerId, handsetId, legalEntity, customer };
}

async function viewOf(table: Table, recipient: KnownRecipient) {
  const { customerId, handsetId, legalEntity } = recipient;
  const handset = (await handsets(table).load(handsetId))?.state;
  const items = await Promise.all(purposes.map((purpose) => purposeView(table, purpose, recipient)));
  return { customerId, channel: 'sms' as const, legalEntity, ...(handset && { phone: handset }), items };
}

async function purposeView(table: Table, purpose: Purpose, recipient: KnownRecipient) {
  const { permitted, basis } = await findStanding(table, purpose, recipient);
  const history = await historyOf(table, consentIdOf({ ...recipient, purpose }));
  const proofs = await Promise.all(history.map((event) => proofOf(table, v.parse(proof, event))));
  return { purpose, permitted, basis, proofs: proofs.reverse() };
}

async function proofOf(table: Table, event: v.InferOutput<typeof proof>) {
  const { id, name, happenedAt, recordedAt, actor, customerId, dealerId, facts } = event;
  return {
    id,
    given: name === 'consent.given',
    saidAt: happenedAt,
    notedAt: recordedAt,
    notedBy: actor.id,
    customerId,
    dealerId,
    how: facts.how,
    // Absent where the words were erased.
    wording: (await readWords(table, facts.wording))?.text,
  };
}
