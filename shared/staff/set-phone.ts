import * as v from 'valibot';
import { getDealer } from '../dealers/dealers.ts';
import type { Occasion } from '../events/occasion.ts';
import { localeSchema } from '../events/text-request.ts';
import { shortText } from '../platform/formats.ts';
import { secretIdOf } from '../platform/ids.ts';
import { toE164 } from '../platform/phone.ts';
import { invalid, notFound } from '../platform/problem.ts';
import type { GroupSecret } from '../platform/secrets.ts';
import type { Table } from '../platform/table.ts';
import { administrators, mustBe } from './access.ts';
import { masked, recordPhone } from './contact.ts';
import { changeContact, forgetContact, type ShownContact } from './contacts.ts';
import type { Person } from './person.ts';
import { findPerson } from './roster.ts';

/** A phone, or none, and the language in which its owner is told. */
export const PhoneBodySchema = v.object({
  phone: v.nullable(shortText(30)),
  locale: v.optional(localeSchema),
});

/**
 * Records the phone of a member of staff, or that there is none: their own, or as an administrator of one of their
 * dealers. Throws problems: 403 and 404 as `showPerson`, 400 for what can be no number.
 */
export async function setPhone(
  staffId: string,
  { phone, locale }: v.InferOutput<typeof PhoneBodySchema>,
  { by, occasion }: { by: Person; occasion: Occasion },
  { table, secret }: { table: Table; secret: GroupSecret },
): Promise<ShownContact & { id: string }> {
  if (staffId !== by.id) mustBe(by, administrators, 'record the phone of somebody else');
  const person = await findPerson(table, staffId);
  if (!person?.dealerIds.some((id) => by.dealerIds.includes(id))) throw notFound('member of staff');
  if (phone === null) {
    await forgetContact(table, staffId, occasion);
    return { id: staffId };
  }
  const dealer = await getDealer(table, person.dealerIds[0] ?? '');
  const e164 = toE164(phone, dealer.country);
  if (!e164)
    throw invalid('The phone has 1 fault(s); see errors.', [
      { pointer: '/phone', detail: `can be no number of ${dealer.country} or with a country code` },
    ]);
  const handsetId = secretIdOf('handset', await secret.identityKey(), e164);
  const told = { staffId, handsetId, locale: locale ?? dealer.locale };
  await changeContact(table, staffId, occasion, (known) => recordPhone(known, told, e164));
  return { id: staffId, phone: masked(e164), locale: told.locale };
}
