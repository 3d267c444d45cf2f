import * as v from 'valibot';
import type { Change, FactsOf } from '../events/aggregate.ts';
import type { AnyEvent } from '../events/envelope.ts';
import { localeSchema, type TextRequest } from '../events/text-request.ts';

/** How a member of staff is told by text of what cannot wait (R16, R52); the number itself is an item beside it. */
export const ContactSchema = v.object({
  staffId: v.string(),
  /** The phone, as an opt-out knows it; absent where nobody recorded one. */
  handsetId: v.optional(v.string()),
  locale: localeSchema,
  /** What came to them since they were told last, and the newest events that said so: each counts once. */
  pending: v.array(v.string()),
  noted: v.array(v.string()),
  /** The half of a working day in which they were told last. */
  toldIn: v.optional(v.string()),
});
export type Contact = v.InferOutput<typeof ContactSchema>;

const phoneSortKey = 'PHONE';
const mostNoted = 100;

/** The item that holds the number: personal data of its own. */
export const phoneItem = v.object({ phone: v.optional(v.string()) });

/** Where a number is kept beside the contact. */
export function phoneAttachment(phone: string | undefined) {
  return { sk: phoneSortKey, content: phone === undefined ? {} : { phone } };
}

/** Records a phone and the language, in the place of what was known. Nothing where it is so already. */
export function recordPhone(
  known: Contact | undefined,
  told: Pick<Contact, 'staffId' | 'locale'> & { handsetId: string },
  phone: string,
): Change<Contact> | undefined {
  const { staffId, handsetId, locale } = told;
  if (known?.handsetId === handsetId && known.locale === locale) return undefined;
  return {
    state: { pending: [], noted: [], ...known, staffId, handsetId, locale },
    events: [{ name: 'staff.phone-recorded', facts: { handsetId, locale } }],
    attached: [phoneAttachment(phone)],
  };
}

/** Forgets the phone. Nothing where there is none. */
export function forgetPhone(known: Contact | undefined): Change<Contact> | undefined {
  if (!known?.handsetId) return undefined;
  return {
    state: { ...known, handsetId: undefined, pending: [] },
    events: [{ name: 'staff.phone-removed', facts: {} }],
    attached: [phoneAttachment(undefined)],
  };
}

/** Something climbed to them. Nothing where the event was noted before, or they have no phone. */
export function noteMatter(
  known: Contact | undefined,
  { id, aggregateId }: Pick<AnyEvent, 'id' | 'aggregateId'>,
): Change<Contact> | undefined {
  if (!known?.handsetId || known.noted.includes(id)) return undefined;
  return {
    state: {
      ...known,
      pending: [...new Set([...known.pending, aggregateId])],
      noted: [...known.noted, id].slice(-mostNoted),
    },
    events: [{ name: 'staff.matter-noted', facts: { matterId: aggregateId } }],
  };
}

/** Tells them by one text how much is overdue or came to them; at most once in each half of a working day. */
export function tellOverdue(
  known: Contact | undefined,
  count: number,
  { dealerId, half }: { readonly dealerId: string; readonly half: string },
): Change<Contact> | undefined {
  if (!known?.handsetId || known.toldIn === half || count === 0) return undefined;
  const { handsetId: to, staffId, locale } = known;
  const text = textTo({ to, staffId, locale }, 'staff.overdue', { count: String(count) });
  return {
    state: { ...known, pending: [], toldIn: half },
    events: [
      { name: 'staff.told', dealerId, facts: { staffId, about: 'overdue', byText: true, count }, text },
    ],
  };
}

/** What somebody is told of a major complaint at once (R52); without a phone only that nobody could tell them. */
export function tellMajor(
  known: Contact | undefined,
  staffId: string,
  matterId: string,
  number: string,
): { facts: FactsOf<'staff.told'>; text?: TextRequest } {
  const facts = {
    staffId,
    about: 'major-complaint' as const,
    matterId,
    byText: known?.handsetId !== undefined,
  };
  if (!known?.handsetId) return { facts };
  const { handsetId: to, locale } = known;
  return { facts, text: textTo({ to, staffId, locale }, 'staff.major-complaint', { number }) };
}

function textTo(
  to: Pick<TextRequest, 'to' | 'staffId' | 'locale'>,
  template: 'staff.overdue' | 'staff.major-complaint',
  blanks: Record<string, string>,
): TextRequest {
  return { ...to, template, purpose: 'service', blanks };
}

/** A number as it may be shown: its last four digits. */
export function masked(phone: string): string {
  return `…${phone.slice(-4)}`;
}
