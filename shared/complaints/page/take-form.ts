import * as v from 'valibot';
import type { Dealer } from '../../dealers/dealer.ts';
import type { Attachment } from '../../events/attachment.ts';
import { keepWords } from '../../events/words.ts';
import { numberAttachment } from '../../messages/number.ts';
import { shortText } from '../../platform/formats.ts';
import { idOf } from '../../platform/ids.ts';
import { Problem } from '../../platform/problem.ts';
import type { GroupSecret } from '../../platform/secrets.ts';
import type { Table } from '../../platform/table.ts';
import type { Instant } from '../../platform/time.ts';
import { byPhone } from '../complainant.ts';
import { circumstances } from '../complaints.ts';
import { numberOf } from '../complaint.ts';
import { mayBeQuoted } from '../quote.ts';
import { openComplaint } from '../received.ts';
import { complaints } from '../store.ts';
import { mustBeWithin } from './limits.ts';
import type { Form } from './render.ts';

/** What the form of the public page sends. */
const FormSchema = v.object({
  words: shortText(5000),
  remedySought: v.optional(v.union([v.pipe(v.string(), v.trim(), v.literal('')), shortText(2000)]), ''),
  phone: shortText(40),
  key: v.pipe(v.string(), v.maxLength(60)),
});

/** How many are taken: of an address and of a phone, so that nobody floods a store or texts a stranger through it. */
const limits = { address: 10, phone: 2, dealer: 200 } as const;

interface Sent {
  readonly id: string;
  readonly body: string;
  readonly address: string;
  readonly now: Instant;
}

interface Deps {
  readonly table: Table;
  readonly secret: GroupSecret;
}

/** What came of a form: its number, or the form again with its faults. */
export type Taken = { readonly number: string } | { readonly form: Form };

/**
 * Opens a complaint that somebody wrote on the public page (R10), and has what was recorded sent to them (R51). The same
 * form sent again is the same complaint. Throws a 429 problem for too many of one address, phone or dealer.
 */
export async function takeForm(sent: Sent, dealer: Dealer, deps: Deps): Promise<Taken> {
  await mustBeWithin(limits.address, ['address', sent.address], sent, deps);
  await mustBeWithin(limits.dealer, ['dealer', dealer.id], sent, deps);
  const fields = Object.fromEntries(new URLSearchParams(sent.body));
  const read = v.safeParse(FormSchema, fields);
  if (!read.success) {
    const names = read.issues.map((issue) => v.getDotPath(issue));
    const faults = (['words', 'remedySought', 'phone'] as const).filter((name) => names.includes(name));
    return { form: { ...fields, key: fields['key'] ?? sent.id, faults } };
  }
  const { words, remedySought, phone, key } = read.output;
  const complainant = await byPhone(phone, dealer, deps).catch((error: unknown) => {
    if (error instanceof Problem && error.status === 400) return undefined;
    throw error;
  });
  if (!complainant) return { form: { ...read.output, faults: ['phone'] } };
  const complaintId = idOf('complaint', 'page', dealer.id, key, complainant.handsetId, words);
  if (!(await complaints(deps.table).load(complaintId))) {
    await mustBeWithin(limits.phone, ['phone', complainant.handsetId], sent, deps);
    await open(complaintId, { words, remedySought, complainant }, sent, dealer, deps);
  }
  return { number: numberOf(complaintId) };
}

async function open(
  complaintId: string,
  told: { words: string; remedySought: string; complainant: Awaited<ReturnType<typeof byPhone>> },
  { id, now }: Sent,
  dealer: Dealer,
  { table }: Deps,
): Promise<void> {
  const { words, remedySought } = told;
  const { phone, ...complainant } = told.complainant;
  const { ref, attachment } = keepWords(complaintId, 'words', { text: words, at: now, by: 'customer' });
  // The words of gravity are many, and asked for only where somebody does complain.
  const { gradeSeverity } = await import('../severity.ts');
  const { severity } = gradeSeverity(words);
  const facts = { ...complainant, dealerId: dealer.id, source: 'page', severity, about: [] };
  const content = { told: { channel: 'page', ...(remedySought && { remedySought }) } };
  const attached: readonly Attachment[] = [
    attachment,
    { sk: 'TOLD', content, proven: true },
    numberAttachment(complainant.handsetId, phone),
  ];
  const at = await circumstances(table, dealer.id, now);
  const occasion = {
    cause: { kind: 'request', id },
    actor: { kind: 'customer' },
    happenedAt: now,
    now,
  } as const;
  const recorded = mayBeQuoted(words) ? ref : undefined;
  await complaints(table).change(complaintId, occasion, (known) =>
    openComplaint(known, complaintId, facts, [ref], at, attached, recorded),
  );
}
