import * as v from 'valibot';
import { findCustomer } from '../customers/customers.ts';
import type { Dealer } from '../dealers/dealer.ts';
import { getDealer } from '../dealers/dealers.ts';
import { byStaff } from '../events/occasion.ts';
import { keepWords } from '../events/words.ts';
import { numberAttachment } from '../messages/number.ts';
import { shortText } from '../platform/formats.ts';
import { idOf } from '../platform/ids.ts';
import { notFound } from '../platform/problem.ts';
import type { GroupSecret } from '../platform/secrets.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { mustServe } from '../staff/access.ts';
import type { Person } from '../staff/person.ts';
import { byPhone } from './complainant.ts';
import { circumstances } from './complaints.ts';
import { mayBeQuoted } from './quote.ts';
import { openComplaint } from './received.ts';
import { complaints } from './store.ts';

/** A complaint that reached a member of staff (R10): who, by which way, in the customer's own words (R51). */
export const ComplaintBodySchema = v.pipe(
  v.object({
    dealerId: v.string(),
    customerId: v.optional(v.string()),
    phone: v.optional(shortText(40)),
    channel: shortText(40),
    words: shortText(5000),
    scene: v.optional(shortText(2000)),
    remedySought: v.optional(shortText(2000)),
    about: v.optional(
      v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(60))), v.maxLength(10)),
      [],
    ),
  }),
  v.forward(
    v.check(
      (body) => body.customerId !== undefined || body.phone !== undefined,
      'is missing: name the customer by customerId or by phone',
    ),
    ['customerId'],
  ),
);
export type ComplaintBody = v.InferInput<typeof ComplaintBodySchema>;

interface Deps {
  readonly table: Table;
  readonly secret: GroupSecret;
}

/**
 * Opens a complaint that a member of staff takes down. Throws problems: 404 for a dealer or customer that is not
 * theirs, 400 for a phone that is none.
 */
export async function openByStaff(
  body: ComplaintBody,
  request: { id: string; key: string; by: Person; now: Instant },
  deps: Deps,
): Promise<{ id: string }> {
  const { table } = deps;
  mustServe(request.by, body.dealerId, 'dealer');
  const dealer = await getDealer(table, body.dealerId);
  const complainant = await complainantOf(body, dealer, deps);
  const complaintId = idOf('complaint', request.key);
  // The words of gravity are many, and asked for only when somebody is known to complain.
  const { gradeSeverity } = await import('./severity.ts');
  const { severity } = gradeSeverity(`${body.words}\n${body.scene ?? ''}`);
  const at = await circumstances(table, dealer.id, request.now);
  const { ref, attachment } = keepWords(complaintId, 'words', {
    text: body.words,
    at: request.now,
    by: 'customer',
  });
  const told = { scene: body.scene, remedySought: body.remedySought, channel: body.channel };
  const { customerId, handsetId, locale } = complainant;
  const facts = {
    dealerId: dealer.id,
    customerId,
    handsetId,
    locale,
    source: 'staff',
    severity,
    about: body.about ?? [],
  };
  const attached = [
    attachment,
    { sk: 'TOLD', content: { told }, proven: true as const },
    ...('phone' in complainant ? [numberAttachment(handsetId, complainant.phone)] : []),
  ];
  await complaints(table).change(
    complaintId,
    byStaff(request.by.id, request.id, request.now, request.now),
    (known) =>
      openComplaint(
        known,
        complaintId,
        facts,
        [ref],
        at,
        attached,
        mayBeQuoted(body.words) ? ref : undefined,
      ),
  );
  return { id: complaintId };
}

/** The customer by id, or by phone. */
async function complainantOf(body: ComplaintBody, dealer: Dealer, deps: Deps) {
  if (body.customerId === undefined) return byPhone(body.phone ?? '', dealer, deps);
  const customer = await findCustomer(deps.table, body.customerId);
  if (customer?.dealerId !== dealer.id) throw notFound('customer');
  return { customerId: body.customerId, handsetId: customer.handsetId, locale: customer.locale };
}
