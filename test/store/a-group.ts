import { Webhook } from 'standardwebhooks';
import { type Dealer } from '../../shared/dealers/dealer.ts';
import { registerDealer } from '../../shared/dealers/dealers.ts';
import type { Occasion } from '../../shared/events/occasion.ts';
import type { GroupSecret } from '../../shared/platform/secrets.ts';
import type { Table } from '../../shared/platform/table.ts';
import { epochMilliseconds, type Instant } from '../../shared/platform/time.ts';
import type { Person } from '../../shared/staff/person.ts';
import { registerPerson } from '../../shared/staff/roster.ts';
import { takeBody } from '../../shared/visits/ingest.ts';
import { senderOf } from '../../shared/visits/sender.ts';
import type { IngestAnswer } from '../../shared/visits/take-in.ts';
import { aDealer } from '../builders/dealer.ts';
import { aRoster } from '../builders/person.ts';
import { monday } from '../builders/times.ts';

/** The circumstances of a command that somebody ran on Monday morning. */
export const byCommand: Occasion = {
  cause: { kind: 'command', id: 'test' },
  actor: { kind: 'system' },
  happenedAt: monday,
  now: monday,
};

/** Registers a dealer and its staff; the Chengdu store with one person of each role, unless said otherwise. */
export async function openDealer(
  table: Table,
  dealer: Dealer = aDealer(),
  people: readonly Person[] = aRoster(),
): Promise<void> {
  await registerDealer(table, dealer, byCommand);
  for (const person of people) await registerPerson(table, person, byCommand);
}

/** How a DMS posts: when, to which dealer, signed for whom, when and with which generation of the secret. */
export interface Posting {
  readonly at: Instant;
  readonly dealerId?: string;
  readonly signedFor?: string;
  readonly signedAt?: Instant;
  readonly generation?: number;
  readonly id?: string;
}

/** Posts a body, or text in its place, as a dealer's DMS signs it. */
export async function post(
  body: object | string,
  posting: Posting,
  deps: { table: Table; secret: GroupSecret },
): Promise<IngestAnswer> {
  const {
    at,
    dealerId = 'cd-south',
    signedFor = dealerId,
    signedAt = at,
    generation = 1,
    id = 'msg_1',
  } = posting;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const key = await deps.secret.webhookSecret(signedFor, generation);
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(epochMilliseconds(signedAt) / 1000)),
    'webhook-signature': new Webhook(key).sign(id, new Date(signedAt), text),
  };
  const request = { dealerId, headers, body: text };
  const { dealer, webhookId } = await senderOf(request, at, deps);
  const answer = await takeBody(request, dealer, webhookId, { arrivedAt: at, now: at }, deps);
  if ('answers' in answer) throw new Error('several visits were posted');
  return answer;
}
