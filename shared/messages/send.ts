import { isSolutionAsked } from '../complaints/complaints.ts';
import { findCustomer, findPersonal } from '../customers/customers.ts';
import { legalEntityOf } from '../dealers/dealer.ts';
import { getDealer } from '../dealers/dealers.ts';
import { areTextsPaused } from '../dealers/texting.ts';
import type { Change } from '../events/aggregate.ts';
import type { AnyEvent } from '../events/envelope.ts';
import { following } from '../events/occasion.ts';
import { keepWords, readWords, wordsSortKey } from '../events/words.ts';
import type { TextRequest } from '../events/text-request.ts';
import { Conflict, type Table } from '../platform/table.ts';
import { type Instant, later } from '../platform/time.ts';
import { findContact, findStaffPhone } from '../staff/contacts.ts';
import { type Pages, tokenOf } from '../surveys/page/link.ts';
import { isQuestionOpen, questionSpelt } from '../surveys/surveys.ts';
import { decideSending } from './decide.ts';
import { findNumber } from './number.ts';
import { renderText, type Rendered } from './render.ts';
import { NotAccepted, Refused, type Sender } from './senders/sender.ts';
import { findStanding } from './standing.ts';
import { type BudgetReached, countSpending, isBeyondBudgets, spendingOf } from './spending.ts';
import { keepCarrierId, textIdOf, texts } from './store.ts';
import { hold, isFinal, sent, type Text, unconfirmed, type Wanted, withhold } from './text.ts';
import { threadItem } from './thread.ts';
import { countedIn, isCapped, type Week, weekOf } from './week.ts';
import { wordingInForce } from './written.ts';

interface Deps {
  readonly table: Table;
  readonly sender: Sender;
  /** The pages of surveys, where there are any. */
  readonly pages?: Pages | undefined;
}

/** An event that asks for a text; a released one names the event that asked first. */
export interface Asking {
  readonly event: AnyEvent & { readonly text: TextRequest };
  readonly askedBy: string;
}

/**
 * Sends the text that an event asks for, holds it or withholds it, exactly once: it is claimed in the table before it
 * is handed over, and a claim without a known outcome is never repeated but recorded as unconfirmed.
 * Throws `NotAccepted` when the sender is down for now, so that the queue tries again. Answers whether it was the text
 * that reached a bound of the dealer's budget.
 */
export async function sendText(
  { event, askedBy }: Asking,
  now: Instant,
  deps: Deps,
): Promise<BudgetReached | undefined> {
  const { table } = deps;
  const textId = textIdOf(askedBy);
  const known = (await texts(table).load(textId))?.state;
  if (isFinal(known)) return undefined;
  const wanted = known ?? wantedOf(event, askedBy);
  const dealer = await getDealer(table, wanted.dealerId);
  const recipient = await recipientOf(table, wanted, legalEntityOf(dealer));
  const change = (decide: (text: Text | undefined) => Change<Text> | undefined) =>
    texts(table).change(textId, following(event, now), decide);

  const isPaused = await areTextsPaused(table, dealer);
  const { request, askedAt } = wanted;
  const isOvertaken = known !== undefined && !(await stillWanted(table, request));
  const week = isCapped(request) ? await weekOf(table, request.to, now, textId) : undefined;
  const spending = isBeyondBudgets(request) ? undefined : await spendingOf(table, dealer, now);
  const facts = {
    request,
    askedAt,
    isOvertaken,
    isPaused,
    ...recipient,
    sentThisWeek: week?.texts.length,
    spending,
  };
  const decision = decideSending(facts, dealer, now);
  if (decision.kind === 'hold') await change((text) => hold(text, wanted, decision.until, decision.because));
  if (decision.kind === 'withhold') await change((text) => withhold(text, wanted, decision));
  if (decision.kind !== 'send') return undefined;

  const quoted = request.quotes && (await readWords(table, request.quotes));
  if (request.quotes && !quoted) {
    // They were erased in the meantime.
    await change((text) => withhold(text, wanted, { reason: 'out-of-date' }));
    return undefined;
  }
  const question = await questionSpelt(table, request);
  const link = await linkIn(request, deps.pages);
  const names = { dealer: dealer.name, customer: recipient.name, quote: quoted?.text, question, link };
  const { version, wording } = await wordingInForce(table, dealer, request);
  const rendered = renderText(request, names, wording);
  const words = await claim(table, textId, { wanted, rendered, week }, now);
  if (!words) {
    await change((text) => unconfirmed(text, wanted));
    return undefined;
  }
  const outcome = await handOver(deps, textId, { id: textId, to: decision.phone, words: rendered.words });
  // Before the outcome, so that a receipt finds the text even if recording that fails.
  if (outcome.kind === 'sent' && outcome.carrierId)
    await keepCarrierId(table, outcome.carrierId, { textId, at: now });
  const basis = recipient.standing.permitted ? recipient.standing.basis : undefined;
  await change((text) => {
    if (outcome.kind === 'sent')
      return sent(text, wanted, {
        words,
        parts: rendered.parts,
        ...(version > 0 && { wording: version }),
        ...(basis && { basis }),
      });
    if (outcome.kind === 'refused') return withhold(text, wanted, { reason: 'refused-by-carrier' });
    return unconfirmed(text, wanted, outcome.failure);
  });
  if (outcome.kind === 'refused') return undefined;
  return countSpending(table, dealer, rendered.parts, following(event, now));
}

/** Whether the conversation of a text that waited still wants what it says. */
async function stillWanted(table: Table, { conversation, asks, question }: TextRequest): Promise<boolean> {
  if (!conversation) return true;
  if (conversation.kind === 'survey') return !asks || isQuestionOpen(table, conversation.id, question);
  if (asks !== 'yes-no') return true;
  return isSolutionAsked(table, conversation.id);
}

/** The page that the first text of a survey names. */
async function linkIn({ template, conversation }: TextRequest, pages: Pages | undefined) {
  if (!pages || template !== 'survey.overall' || !conversation) return undefined;
  return { start: pages.link, token: await tokenOf(conversation.id, pages) };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

function wantedOf(event: Asking['event'], askedBy: string): Wanted {
  if (!event.dealerId) throw new Error(`${event.id} asks for a text but names no dealer`);
  const { dealerId, customerId, text: request, recordedAt: askedAt } = event;
  return { request, askedBy, askedAt, dealerId, customerId };
}

/** Who the text goes to. A customer's number counts only while it is the number of the handset meant. */
async function recipientOf(table: Table, { request, customerId }: Wanted, legalEntity: string) {
  if (request.staffId !== undefined) {
    const phone = await phoneOfColleague(table, request.staffId, request.to);
    const who = { handsetId: request.to, legalEntity };
    return { phone, name: undefined, standing: await findStanding(table, request.purpose, who) };
  }
  // The number is read before whose it is: one that changes in between is then not taken for the old phone's.
  const personal = customerId ? await findPersonal(table, customerId) : undefined;
  const customer = customerId ? await findCustomer(table, customerId) : undefined;
  const phone = customer?.handsetId === request.to ? personal?.phone : await findNumber(table, request.to);
  const who = { handsetId: request.to, legalEntity, customer };
  return { phone, name: personal?.name, standing: await findStanding(table, request.purpose, who) };
}

/** The number of one of the staff, which counts only while it is that of the handset meant. */
async function phoneOfColleague(table: Table, staffId: string, handsetId: string) {
  const isTheirs = (await findContact(table, staffId))?.handsetId === handsetId;
  return isTheirs ? findStaffPhone(table, staffId) : undefined;
}

/**
 * Claims a text by keeping its words, and makes it the newest of its conversation so that a reply finds it even if the
 * next line is never reached. Undefined when it was claimed before and nobody came back from sending it.
 */
async function claim(
  table: Table,
  textId: string,
  { wanted, rendered, week }: { wanted: Wanted; rendered: Rendered; week: Week | undefined },
  now: Instant,
) {
  const { ref, attachment } = keepWords(textId, 'text', {
    text: rendered.kept,
    at: now,
    by: wanted.dealerId,
  });
  const { request, dealerId, customerId } = wanted;
  const { asks, locale, question } = request;
  const { wayOut } = rendered;
  const thread = threadItem(request, {
    asks,
    question,
    at: now,
    textId,
    dealerId,
    customerId,
    locale,
    wayOut,
  });
  try {
    await table.commit([
      table.putVersion({ pk: textId, sk: attachment.sk, v: 1, ...attachment.content }, 0),
      ...(thread?.pk ? [table.put({ pk: thread.pk, sk: thread.sk, v: 1, ...thread.content })] : []),
      ...(week ? [countedIn(table, request.to, week, { textId, at: now })] : []),
    ]);
    return ref;
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    const claimed = await readWords(table, ref);
    if (!claimed) throw error;
    if (later(claimed.at, { minutes: minutesToSettle }) > now) throw new BeingSent();
    return undefined;
  }
}

const minutesToSettle = 2;

/** Another delivery of the same event is sending the text this very moment; the queue comes back to it. */
export class BeingSent extends Error {
  constructor() {
    super('another delivery is sending this text now');
    this.name = 'BeingSent';
  }
}

async function handOver(
  { table, sender }: Deps,
  textId: string,
  text: { id: string; to: string; words: string },
): Promise<
  { kind: 'sent'; carrierId: string | undefined } | { kind: 'refused' } | { kind: 'unknown'; failure: string }
> {
  try {
    return { kind: 'sent', carrierId: await sender.send(text) };
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused' };
    // Only the name: a message may quote the number.
    if (!(error instanceof NotAccepted)) return { kind: 'unknown', failure: nameOf(error) };
    // It certainly did not leave, so the next attempt may claim it again.
    await table.remove(textId, wordsSortKey('text'));
    throw error;
  }
}
