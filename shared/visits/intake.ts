import type { Dealer } from '../dealers/dealer.ts';
import { notPossible, Problem } from '../platform/problem.ts';
import type { Instant } from '../platform/time.ts';
import { findDelivery, tryToKeep } from './delivery.ts';
import { takeBody } from './ingest.ts';
import { type Outcome, outcomeOf, outcomeOfRefusal } from './outcome.ts';
import { mustBeWithinRate } from './rate.ts';
import {
  type DealerRequest,
  type IntakeDeps,
  type IntakeRequest,
  type IntakeTimes,
  senderOf,
} from './sender.ts';

type Taken = Awaited<ReturnType<typeof takeBody>>;

/**
 * Takes in what a dealer's DMS delivers: its signature, its rate, then its body. A signed delivery is kept for seven days
 * with what came of it, refused ones too; those beyond the rate are only counted. Throws problems as `takeBody` does, 401
 * for a signature and 429 beyond the rate.
 */
export async function intake(request: IntakeRequest, times: IntakeTimes, deps: IntakeDeps): Promise<Taken> {
  const { dealer, webhookId } = await senderOf(request, times.now, deps);
  await mustBeWithinRate(deps.table, dealer, times.now);
  return takeAndKeep(request, dealer, webhookId, times, deps);
}

/**
 * Keeps a delivery whose body is no text, and which is refused for it. Throws problems that go before that: 401 for a
 * signature and 429 beyond the rate.
 */
export async function noteUnreadable(
  request: DealerRequest,
  refusal: Problem,
  times: IntakeTimes,
  deps: IntakeDeps,
): Promise<void> {
  const { dealer, webhookId } = await senderOf(request, times.now, deps);
  await mustBeWithinRate(deps.table, dealer, times.now);
  const told = { webhookId, receivedAt: times.arrivedAt, ...outcomeOfRefusal(refusal) };
  await tryToKeep(deps.table, dealer, told, request);
}

/** Tries a delivery out: it is judged like a real one, and nothing of it is kept. `deps.table` must be a rehearsal. */
export async function tryOut(request: IntakeRequest, times: IntakeTimes, deps: IntakeDeps): Promise<Taken> {
  const { dealer, webhookId } = await senderOf(request, times.now, deps);
  return takeBody(request, dealer, webhookId, times, deps);
}

/**
 * Runs a kept delivery through intake again, as the webhook that it was: what it told already changes nothing, and what
 * is older than what is known by now is stale. The replay is kept as a delivery of its own. Throws a 404 problem where
 * there is none, 409 where its body was too large to be kept, and what intake throws.
 */
export async function replay(
  dealer: Dealer,
  deliveryId: string,
  times: IntakeTimes,
  deps: IntakeDeps,
): Promise<Taken> {
  const kept = await findDelivery(deps.table, dealer.id, deliveryId, times.now);
  if (kept.of === 'import') throw notPossible('This is a batch of an import: run that again.');
  if (kept.encoding) throw notPossible('The body of this delivery is not UTF-8: nobody can read it.');
  if (kept.body === undefined) throw notPossible('The body of this delivery was too large to be kept.');
  const request = {
    dealerId: dealer.id,
    headers: { ...(kept.contentType && { 'content-type': kept.contentType }) },
    body: kept.body,
    format: kept.format,
  };
  const then = { arrivedAt: kept.receivedAt, now: times.now };
  return takeAndKeep(request, dealer, kept.webhookId, then, deps, times.arrivedAt);
}

async function takeAndKeep(
  request: IntakeRequest,
  dealer: Dealer,
  webhookId: string,
  times: IntakeTimes,
  deps: IntakeDeps,
  keptAt: Instant = times.arrivedAt,
): Promise<Taken> {
  const keep = (outcome: Outcome) =>
    tryToKeep(deps.table, dealer, { webhookId, receivedAt: keptAt, ...outcome }, request);
  try {
    const taken = await takeBody(request, dealer, webhookId, times, deps);
    await keep(outcomeOf(taken));
    return taken;
  } catch (error) {
    if (error instanceof Problem) await keep(outcomeOfRefusal(error));
    throw error;
  }
}
