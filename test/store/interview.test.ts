import { beforeEach, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { findCallback } from '../../shared/callbacks/callbacks.ts';
import { InterviewBodySchema, takeInterview } from '../../shared/callbacks/interview.ts';
import { learnFromVisit } from '../../shared/customers/learn-visit.ts';
import { historyOf } from '../../shared/events/history.ts';
import { readWords } from '../../shared/events/words.ts';
import { parseRequest } from '../../shared/platform/parse.ts';
import { worklistOf } from '../../shared/staff/worklist.ts';
import { aPerson } from '../builders/person.ts';
import { shanghai } from '../builders/times.ts';
import { aVisitBody } from '../builders/visit.ts';
import { openDealer, post } from './a-group.ts';
import { aSecret } from './a-secret.ts';
import { useTable } from './a-table.ts';
import { Killed, kill } from './interrupted-table.ts';
import { refusal } from './refusal.ts';

const store = useTable();
const { secret } = aSecret();
const now = shanghai('2026-03-02T17:45');
const liNa = aPerson();

beforeEach(() => openDealer(store.table));

async function visited() {
  const ids = await post(aVisitBody(), { at: shanghai('2026-03-02T17:40') }, { table: store.table, secret });
  const [event] = await historyOf(store.table, ids.visitId);
  if (event) await learnFromVisit(event, event.recordedAt, store.table);
  return ids;
}

function take(
  of: { visitId?: string; customerId?: string },
  key = 'once',
  by = liNa,
  dealerId = 'cd-south',
  table = store.table,
) {
  const attempt = { outcome: 'reached', words: '等得有点久', learnt: ['opinion'] };
  const body = parseRequest(InterviewBodySchema, { kind: 'on-site', dealerId, ...of, attempt }, 'interview');
  return takeInterview(body, { id: `request-${key}`, key, by, now }, table);
}

describe('R22: an interview on site', () => {
  it('is a callback of its own, reported on at once, with the words verbatim', async () => {
    const { visitId, customerId } = await visited();
    const { id, status, outcome } = await take({ visitId });
    expect({ status, outcome }).toEqual({ status: 'closed', outcome: 'reached' });
    const callback = (await findCallback(store.table, id))?.state;
    expect(callback).toMatchObject({ rule: 'on-site', customerId, visitId, advisorId: 'A01' });
    const words = callback?.attempts[0]?.words;
    expect(words && (await readWords(store.table, words))?.text).toBe('等得有点久');
    const history = await historyOf(store.table, id);
    expect(history.map(({ name }) => name)).toEqual([
      'callback.opened',
      'callback.attempted',
      'callback.closed',
    ]);
  });

  it('sent twice is kept once; another one is another', async () => {
    const { customerId } = await visited();
    const first = await take({ customerId });
    expect(await take({ customerId })).toEqual(first);
    expect(await historyOf(store.table, first.id)).toHaveLength(3);
    expect((await take({ customerId }, 'twice')).id).not.toBe(first.id);
  });

  it('cut off in between is finished by the same request', async () => {
    const { customerId } = await visited();
    const cut = store.interrupted({ commit: 2, beforeCommit: kill });
    await expect(take({ customerId }, 'once', liNa, 'cd-south', cut)).rejects.toThrow(Killed);
    expect((await worklistOf(store.table, 'li-na')).items).toMatchObject([{ kind: 'callback' }]);
    expect((await take({ customerId })).status).toBe('closed');
  });

  it('is of a visit or customer of this dealer, held by somebody who works there', async () => {
    const { visitId, customerId } = await visited();
    const elsewhere = aPerson({ id: 'noah-bell', dealerIds: ['austin-north'] });
    expect(await refusal(take({ visitId }, 'a', elsewhere))).toMatchObject({ status: 404 });
    expect(await refusal(take({ visitId }, 'b', elsewhere, 'austin-north'))).toMatchObject({ status: 404 });
    expect(await refusal(take({ customerId: 'customer_x' }, 'c'))).toMatchObject({ status: 404 });
    expect(await refusal(take({ visitId, customerId: 'customer_x' }, 'd'))).toMatchObject({ status: 404 });
    expect((await take({ visitId, customerId }, 'e')).status).toBe('closed');
  });

  it('names a visit or a customer, and the customer was there', () => {
    const read = (body: object) =>
      v.safeParse(InterviewBodySchema, body).issues?.map((issue) => v.getDotPath(issue));
    const about = { kind: 'on-site', dealerId: 'cd-south', attempt: { outcome: 'reached' } };
    expect(read(about)).toEqual(['visitId']);
    expect(read({ ...about, visitId: 'visit_1', attempt: { outcome: 'no-answer' } })).toEqual([
      'attempt.outcome',
    ]);
    expect(read({ ...about, visitId: 'visit_1' })).toBeUndefined();
  });
});
