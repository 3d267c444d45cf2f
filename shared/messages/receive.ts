import * as v from 'valibot';
import { recordOnce } from '../events/aggregate.ts';
import { type Cause, eventId } from '../events/envelope.ts';
import type { Occasion } from '../events/occasion.ts';
import { keepWords } from '../events/words.ts';
import { idOf, secretIdOf } from '../platform/ids.ts';
import type { GroupSecret } from '../platform/secrets.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { everybodyWithHandset } from '../customers/customers.ts';
import { findDealer } from '../dealers/dealers.ts';
import { readRating } from '../surveys/reply.ts';
import { isCourtesy } from './courtesy.ts';
import { obey } from './handset.ts';
import { numberAttachment } from './number.ts';
import { type Keyword, readKeyword } from './opt-out.ts';
import { handsets, texts } from './store.ts';
import { type Route, routeReply } from './route.ts';
import { newest, type Thread, threadsOf } from './thread.ts';

/**
 * A text from a customer as AWS's two-way SMS delivers it in the `Message` of an SNS notification. Who wrote must be
 * there; words that are none are kept as none, so that nothing else is lost with them.
 */
export const InboundSchema = v.object({
  /** E.164, as AWS writes it. */
  originationNumber: v.string(),
  messageBody: v.fallback(v.string(), ''),
  inboundMessageId: v.string(),
});
export type Inbound = v.InferOutput<typeof InboundSchema>;

interface Deps {
  readonly table: Table;
  readonly secret: GroupSecret;
  /** Who confirms an opt-out: us, or the carrier by itself. */
  readonly optOutConfirmedBy: 'us' | 'carrier';
}

/**
 * Takes in a customer's text, once: an opt-out or opt-in is obeyed first, then the words are kept verbatim and the
 * text is given to the conversation that it continues.
 */
export async function receiveText(
  inbound: Inbound,
  sentAt: Instant,
  now: Instant,
  deps: Deps,
): Promise<void> {
  const { table } = deps;
  const phone = inbound.originationNumber;
  const handsetId = secretIdOf('handset', await deps.secret.identityKey(), phone);
  const threads = await threadsOf(table, handsetId);
  const route = routeReply(threads, inbound.messageBody, sentAt);
  const { thread } = route;
  const latest = newest(threads) ?? (await ownerOf(table, handsetId));
  const read = readKeyword(inbound.messageBody, {
    namedWayOut: newest(threads)?.wayOut,
    yesNoOpen: thread?.asks === 'yes-no',
  });
  const keyword = read?.kind;
  const replyId = idOf('reply', inbound.inboundMessageId);
  const occasion: Occasion = {
    cause: await causeOf(inbound, thread, table),
    actor: { kind: 'customer' },
    happenedAt: sentAt,
    now,
  };
  const from = { handsetId, dealerId: latest?.dealerId, customerId: latest?.customerId };
  if (keyword) {
    const locale = latest?.locale ?? (phone.startsWith('+86') ? 'zh-CN' : 'en-US');
    const facts = { ...from, keyword, at: sentAt, locale, confirmedBy: deps.optOutConfirmedBy };
    await handsets(table).change(handsetId, occasion, (known) => obey(known, facts));
  }
  const { ref, attachment } = keepWords(replyId, 'text', {
    text: inbound.messageBody,
    at: sentAt,
    by: 'customer',
  });
  await recordOnce(table, replyId, occasion, {
    event: {
      name: 'message.received',
      dealerId: (thread ?? latest)?.dealerId,
      customerId: (thread ?? latest)?.customerId,
      facts: {
        handsetId,
        inboundMessageId: inbound.inboundMessageId,
        words: ref,
        ...(read ? keywordFacts(read, inbound.messageBody, route) : conversationOf(route)),
      },
    },
    // Where the customer file has the number, it need not be kept twice; a confirmation must find it in any case.
    attached:
      latest?.customerId && !keyword ? [attachment] : [attachment, numberAttachment(handsetId, phone)],
  });
}

/** Whoever leaves may answer all the same (“5. STOP”); an opt-out that says something else is read by a person, too. */
function keywordFacts({ kind, evidence }: Keyword, words: string, route: Route) {
  if (kind === 'opt-out' && route.thread?.asks === 'rating' && readRating(words)?.sure)
    return { keyword: kind, ...conversationOf(route) };
  const saysMore = !isCourtesy(words.replaceAll(evidence, ''));
  return { keyword: kind, ...(saysMore && { unasked: true }) };
}

/** Whose phone it is that nobody wrote to yet: the customer whose number it is, if that is one only. */
async function ownerOf(table: Table, handsetId: string) {
  const [owner, another] = await everybodyWithHandset(table, handsetId);
  if (!owner) return undefined;
  const dealer = await findDealer(table, owner.dealerId);
  return {
    dealerId: owner.dealerId,
    customerId: another ? undefined : owner.customerId,
    locale: dealer?.locale,
  };
}

/** What led to a text: the question that it answers, so that a walk along causes goes on to the visit; or itself. */
async function causeOf(inbound: Inbound, thread: Thread | undefined, table: Table): Promise<Cause> {
  const question = thread && (await texts(table).load(thread.textId));
  if (!question) return { kind: 'text', id: inbound.inboundMessageId };
  return { kind: 'event', id: eventId(question.id, question.version) };
}

function conversationOf({ thread, ambiguous }: Route) {
  if (!thread) return { unasked: true };
  const { conversation, asks, question } = thread;
  return { conversation, asks, ...(question && { question }), ...(ambiguous && { ambiguous }) };
}
