import { Webhook } from 'standardwebhooks';
import type { Clock } from '../../platform/clock.ts';
import type { GroupSecret } from '../../platform/secrets.ts';
import type { Table } from '../../platform/table.ts';
import { epochMilliseconds, type Instant } from '../../platform/time.ts';
import { endpointsOf, type Kept, Outbox } from '../store.ts';
import {
  claim,
  conclude,
  type Delivery,
  drop,
  isDue,
  postpone,
  type TryResult,
  webhookIdOf,
} from './delivery.ts';
import { type Endpoint, signingGenerations, withGone } from './endpoint.ts';
import type { Post, Reply } from './post.ts';
import { pauseWanted } from './schedule.ts';
import { dealerOf } from './administer.ts';

export interface SendDeps {
  readonly table: Table;
  readonly secret: GroupSecret;
  readonly post: Post;
  /** Asked anew for each try: a run may take minutes, and a signature is valid for five. */
  readonly clock: Clock;
}

/** Whether a delivery was given up by this try, and when it is to be looked at again, if it is. */
export interface Tried {
  readonly givenUp: boolean;
  readonly dueAt?: Instant | undefined;
}

/**
 * Tries a delivery if it is due, and writes down what came of it. It is claimed before it is sent, so that of two runs
 * at once one sends; when nobody comes back from a try it is sent again, under the same id: at least once.
 */
export async function trySending(kept: Kept, deps: SendDeps): Promise<Tried> {
  const outbox = new Outbox(deps.table);
  const now = deps.clock.now();
  if (!isDue(kept.delivery, now)) return { givenUp: false, dueAt: kept.delivery.dueAt };
  const endpoint = await endpointOf(deps.table, kept.delivery);
  if (!endpoint || endpoint.disabled) {
    await outbox.save(kept, drop(kept.delivery));
    return { givenUp: false };
  }
  const pause = await outbox.pauseOf(endpoint.id);
  if (pause && pause > now) {
    await outbox.save(kept, postpone(kept.delivery, pause));
    return { givenUp: false, dueAt: pause };
  }
  const taken = claim(kept.delivery, now);
  const claimed = taken && (await outbox.save(kept, taken));
  if (!claimed) return { givenUp: false };
  if (claimed.delivery.state === 'failed') return giveUp(claimed.delivery, now, deps.table);

  const reply = await deps.post(await signed(endpoint, claimed.delivery, now, deps.secret));
  const done = deps.clock.now();
  const result = resultOf(reply);
  const notBefore = reply.kind === 'answered' && result !== 'taken' ? pauseWanted(reply, done) : undefined;
  if (notBefore) await outbox.pause(endpoint.id, notBefore);
  const outcome = { at: now, result, ...(reply.kind === 'answered' && { status: reply.status }) };
  const concluded = await outbox.save(claimed, conclude(claimed.delivery, outcome, done, notBefore));
  if (result === 'gone') await switchOff(claimed.delivery, done, deps.table);
  else if (concluded?.delivery.state === 'failed') return giveUp(concluded.delivery, done, deps.table);
  return { givenUp: false, dueAt: concluded?.delivery.dueAt };
}

/** What an answer means: 2xx is success, a redirect is not followed, 410 is for good. */
function resultOf(reply: Reply): TryResult {
  if (reply.kind === 'failed') return reply.result;
  const { status } = reply;
  if (status >= 200 && status < 300) return 'taken';
  if (status === 410) return 'gone';
  return status >= 300 && status < 400 ? 'redirected' : 'refused';
}

async function signed(endpoint: Endpoint, delivery: Delivery, now: Instant, secret: GroupSecret) {
  const id = webhookIdOf(delivery);
  const seconds = Math.floor(epochMilliseconds(now) / 1000);
  const { body } = delivery;
  const signatures = await Promise.all(
    signingGenerations(endpoint, now).map(async (generation) =>
      new Webhook(await secret.endpointSecret(endpoint.id, generation)).sign(
        id,
        new Date(seconds * 1000),
        body,
      ),
    ),
  );
  const headers = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'huifang/1',
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatures.join(' '),
  };
  return { url: endpoint.url, headers, body };
}

async function endpointOf(table: Table, { ownerId, endpointId }: Delivery): Promise<Endpoint | undefined> {
  const known = await endpointsOf(table).load(ownerId);
  return known?.state.endpoints.find(({ id }) => id === endpointId);
}

/** The receiver says that it is gone: nothing is sent there until somebody switches it on again. */
async function switchOff({ ownerId, endpointId, eventId }: Delivery, now: Instant, table: Table) {
  await endpointsOf(table).change(ownerId, occasionOf(eventId, now), (known) => {
    const endpoint = known?.endpoints.find(({ id }) => id === endpointId);
    if (!known || !endpoint || endpoint.disabled) return undefined;
    return {
      state: withGone(known, endpointId, now),
      events: [
        {
          name: 'endpoint.disabled',
          dealerId: dealerOf(ownerId),
          facts: { endpointId, because: 'gone' },
        },
      ],
    };
  });
}

async function giveUp(
  { ownerId, endpointId, eventId, id }: Delivery,
  now: Instant,
  table: Table,
): Promise<Tried> {
  await endpointsOf(table).change(
    ownerId,
    occasionOf(eventId, now),
    (known) =>
      known && {
        state: known,
        events: [
          {
            name: 'endpoint.delivery-failed',
            dealerId: dealerOf(ownerId),
            facts: { endpointId, deliveryId: id },
          },
        ],
      },
  );
  return { givenUp: true };
}

function occasionOf(eventId: string, now: Instant) {
  return {
    cause: { kind: 'event', id: eventId },
    actor: { kind: 'system' },
    happenedAt: now,
    now,
  } as const;
}
