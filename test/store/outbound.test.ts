import { beforeEach, describe, expect, it } from 'vitest';
import { endpointsFor, registerEndpoint } from '../../shared/events/outbound/administer.ts';
import { deliverDue } from '../../shared/events/outbound/deliver.ts';
import { notify } from '../../shared/events/outbound/notify.ts';
import type { Posting, Reply } from '../../shared/events/outbound/post.ts';
import { listSent } from '../../shared/events/outbound/show.ts';
import { historyOf } from '../../shared/events/history.ts';
import type { DomainEvent } from '../../shared/events/catalogue.ts';
import { epochMilliseconds, type Instant, instantOf, later } from '../../shared/platform/time.ts';
import { monday } from '../builders/times.ts';
import { byCommand } from './a-group.ts';
import { aSecret } from './a-secret.ts';
import { useTable } from './a-table.ts';

const store = useTable();
const { secret } = aSecret();
let endpointId = '';

const closed: DomainEvent = {
  id: 'complaint_1.4',
  name: 'complaint.closed',
  v: 1,
  aggregateId: 'complaint_1',
  version: 4,
  dealerId: 'cd-south',
  cause: { kind: 'text', id: 'in-1' },
  actor: { kind: 'customer' },
  happenedAt: monday,
  recordedAt: monday,
  facts: { words: { aggregateId: 'reply_1', key: 'text', digest: 'x' }, firstAttempt: true },
};

/** A receiver that answers in turn, then 204, and a clock that stands. */
function receiver(now: Instant, ...replies: (Reply | Error)[]) {
  const heard: Posting[] = [];
  const post = async (posting: Posting): Promise<Reply> => {
    heard.push(posting);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const reply = replies.shift() ?? { kind: 'answered', status: 204 };
    if (reply instanceof Error) throw reply;
    return reply;
  };
  return { heard, deps: { table: store.table, secret, post, clock: { now: () => now } } };
}

const secondsLater = (instant: Instant, seconds: number) =>
  instantOf(epochMilliseconds(instant) + seconds * 1000);
const refused: Reply = { kind: 'answered', status: 500 };
const sent = async () => (await listSent(store.table, endpointId)).items;

beforeEach(async () => {
  const wish = {
    dealerId: 'cd-south',
    url: 'https://crm.example.com/hooks',
    description: 'CRM',
    events: ['complaint.closed' as const],
  };
  const deps = { table: store.table, secret, allowLoopback: false };
  ({ id: endpointId } = await registerEndpoint(wish, 'request-1', byCommand, deps));
  // The same request again registers nothing twice.
  await registerEndpoint(wish, 'request-1', byCommand, deps);
  expect(await endpointsFor(store.table, 'cd-south')).toHaveLength(1);
});

describe('an event that an endpoint wants to know', () => {
  it('is filed and sent once, however often and at once it is heard', async () => {
    const { heard, deps } = receiver(monday);
    await Promise.all([notify(closed, deps), notify(closed, deps)]);
    await notify(closed, deps);
    expect(heard).toHaveLength(1);
    expect(await sent()).toMatchObject([{ state: 'delivered', attempts: [{ result: 'taken' }] }]);
  });

  it('is heard again when its next try is due, and then tried once, however often it is heard', async () => {
    const inFiveSeconds = secondsLater(monday, 5);
    expect(await notify(closed, receiver(monday, refused).deps)).toBe(inFiveSeconds);
    const tooEarly = receiver(secondsLater(monday, 4));
    expect(await notify(closed, tooEarly.deps)).toBe(inFiveSeconds);
    expect(tooEarly.heard).toEqual([]);
    const second = receiver(inFiveSeconds, refused);
    expect(await notify(closed, second.deps)).toBe(later(inFiveSeconds, { minutes: 5 }));
    await notify(closed, second.deps);
    expect(second.heard).toHaveLength(1);
    const third = receiver(later(inFiveSeconds, { minutes: 5 }));
    expect(await notify(closed, third.deps)).toBeUndefined();
    expect(third.heard).toHaveLength(1);
  });

  it('is sent by one of two sweeps at once', async () => {
    await notify(closed, receiver(monday, refused).deps);
    const soon = later(monday, { minutes: 15 });
    const { heard, deps } = receiver(soon);
    const reports = await Promise.all([deliverDue(deps), deliverDue(deps)]);
    expect(heard).toHaveLength(1);
    expect(reports.flatMap(({ failed }) => failed)).toEqual([]);
    expect(await sent()).toMatchObject([{ state: 'delivered' }]);
  });

  it('is not looked at before its time, and no more after it was taken', async () => {
    await notify(closed, receiver(monday, refused).deps);
    expect((await deliverDue(receiver(monday).deps)).handled).toBe(0);
    await deliverDue(receiver(later(monday, { minutes: 15 })).deps);
    expect((await deliverDue(receiver(later(monday, { days: 9 })).deps)).handled).toBe(0);
  });

  it('is sent again, under the same id, when nobody came back from sending', async () => {
    const first = receiver(monday, new Error('killed'));
    await expect(notify(closed, first.deps)).rejects.toThrow('killed');
    const early = receiver(later(monday, { minutes: 1 }));
    await deliverDue(early.deps);
    expect(early.heard).toEqual([]);
    const second = receiver(later(monday, { minutes: 15 }));
    await deliverDue(second.deps);
    const ids = [...first.heard, ...second.heard].map(({ headers }) => headers['webhook-id']);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(await sent()).toMatchObject([{ attempts: [{ result: 'interrupted' }, { result: 'taken' }] }]);
  });

  it('waits as long as a receiver asks for, and so does what comes after it', async () => {
    await notify(closed, receiver(monday, { kind: 'answered', status: 429, retryAfter: '3600' }).deps);
    const next = receiver(later(monday, { minutes: 15 }));
    await notify({ ...closed, id: 'complaint_2.4', aggregateId: 'complaint_2' }, next.deps);
    await deliverDue(next.deps);
    expect(next.heard).toEqual([]);
    const hour = receiver(later(monday, { minutes: 61 }));
    await deliverDue(hour.deps);
    expect(hour.heard).toHaveLength(2);
  });

  it('is given up after ten tries, and that is an event', async () => {
    await notify(closed, receiver(monday, refused).deps);
    let tries = 1;
    let givenUp = 0;
    for (let now = monday; givenUp === 0 && tries < 20; now = later(now, { hours: 24 })) {
      const { heard, deps } = receiver(later(now, { hours: 24 }), refused);
      givenUp = (await deliverDue(deps)).givenUp;
      tries += heard.length;
    }
    expect({ tries, givenUp }).toEqual({ tries: 10, givenUp: 1 });
    const names = (await historyOf(store.table, 'endpoints_cd-south')).map(({ name }) => name);
    expect(names).toEqual(['endpoint.registered', 'endpoint.delivery-failed']);
    expect(epochMilliseconds(monday)).toBeLessThan(epochMilliseconds(later(monday, { days: 10 })));
  });
});
