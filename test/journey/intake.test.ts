import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { operatorTable } from '../../infra/local/group-cloud.ts';
import { useCloud } from './a-cloud.ts';
import { freshPhone, visitInChengdu } from './a-visit.ts';

// Ten requests at once must meet ten workers, not wait their turn.
const home = useCloud({ requests: 'at once' });
const ingested = v.object({ visitId: v.string(), customerId: v.string(), status: v.string() });
const problem = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  detail: v.string(),
  errors: v.optional(v.array(v.object({ pointer: v.string(), detail: v.string() }))),
});

describe('R01: intake of visits', () => {
  test('the same webhook ten times at once is one visit, one callback, one text', async () => {
    const { play } = home;
    const phone = freshPhone('CN');
    const visit = visitInChengdu('2026-03-01', phone);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => play.postVisit('cd-south', visit, { id: 'msg_ten_times' })),
    );
    const parsed = answers.map((answer) => v.parse(ingested, answer.body));
    expect(answers.every((answer) => answer.status === 202)).toBe(true);
    expect(new Set(parsed.map((each) => each.visitId)).size).toBe(1);
    expect(parsed.filter((each) => each.status === 'recorded')).toHaveLength(1);
    expect(parsed.filter((each) => each.status === 'unchanged')).toHaveLength(9);
    await play.turn('P1D');
    const { customerId } = parsed[0] ?? { customerId: '' };
    const names = (await play.events())
      .filter((event) => event.customerId === customerId)
      .map((event) => event.name);
    expect(names.filter((name) => name === 'visit.recorded')).toHaveLength(1);
    expect(names.filter((name) => name === 'callback.planned')).toHaveLength(1);
    expect(names.filter((name) => name === 'callback.opened')).toHaveLength(1);
    expect(await play.textsTo(phone)).toHaveLength(1);
  });

  test('corrections, late revisions and a void are told apart, and a void withdraws the plan', async () => {
    const { play } = home;
    const phone = freshPhone('CN');
    const now = await play.now();
    const at = (hour: number) => `2026-03-03T${String(hour).padStart(2, '0')}:00:00+08:00`;
    const order = { openedAt: at(8), deliveredAt: undefined, status: 'open' };
    const post = async (repairOrder: Record<string, unknown>) =>
      v.parse(
        ingested,
        (await play.postVisit('cd-south', visitInChengdu('2026-03-03', phone, { repairOrder }))).body,
      ).status;
    expect(await post({ ...order, updatedAt: at(9) })).toBe('recorded');
    const delivered = { openedAt: at(8), deliveredAt: now, status: 'delivered', updatedAt: at(11) };
    expect(await post(delivered)).toBe('corrected');
    expect(await post({ ...order, status: 'closed', updatedAt: at(10) })).toBe('stale');
    expect(await post(delivered)).toBe('unchanged');
    expect(await post({ ...order, status: 'void', updatedAt: at(12) })).toBe('voided');
    await play.turn('P2D');
    expect(await play.textsTo(phone)).toEqual([]);
  });

  describe('what is refused leaves nothing behind', () => {
    const phone = '+8613700000001';
    const visit = visitInChengdu('2026-03-02', phone);

    test.each([
      ['wrong signature', 401, { headers: { 'webhook-signature': 'v1,AAAA' } }],
      ['missing signature', 401, { headers: { 'webhook-signature': '' } }],
      ['stale timestamp', 401, { timestamp: 1_772_000_000 }],
      ['no JSON', 400, { body: '{"repairOrder": ' }],
      ['null', 400, { body: 'null' }],
      ['oversized', 413, { body: JSON.stringify({ ...visit, padding: 'x'.repeat(300_000) }) }],
    ])('%s', async (_, status, spoil) => {
      const answer = await home.play.postVisit('cd-south', visit, spoil);
      expect(answer.status).toBe(status);
      expect(v.parse(problem, answer.body).status).toBe(status);
    });

    test('a stale timestamp is told the time here', async () => {
      const { play } = home;
      const answer = await play.postVisit('cd-south', visit, { timestamp: 1_772_000_000 });
      expect(v.parse(problem, answer.body).detail).toContain(await play.now());
    });

    test('each fault is named by a JSON pointer', async () => {
      const spoilt = {
        ...visit,
        vehicle: { vin: '' },
        customer: { id: 'K', name: '', phone: '12' },
        items: [{ description: 'x', outcome: 'maybe' }],
      };
      const answer = await home.play.postVisit('cd-south', spoilt);
      expect(answer.status).toBe(400);
      const pointers = v.parse(problem, answer.body).errors?.map((fault) => fault.pointer);
      expect(pointers).toEqual(
        expect.arrayContaining(['/vehicle/vin', '/customer/name', '/items/0/outcome']),
      );
    });

    test('an unknown dealer looks like a wrong signature', async () => {
      const answer = await home.play.request('POST', '/v1/dealers/nowhere/visits', {
        body: '{}',
        headers: {
          'webhook-id': 'msg_1',
          'webhook-timestamp': String(Math.floor(Date.parse(await home.play.now()) / 1000)),
          'webhook-signature': 'v1,AAAA',
        },
      });
      expect(answer.status).toBe(401);
    });

    test('and nothing of all that was stored', async () => {
      const before = (await home.play.events()).filter((event) => event.name === 'visit.recorded').length;
      const table = operatorTable(home.cloud);
      const ledger = await table.all({ index: 'ledger', key: 'cd-south#2026-03' });
      const recorded = ledger.filter((item) => JSON.stringify(item).includes('visit.recorded'));
      expect(recorded).toHaveLength(before);
      expect(await home.play.phone(phone)).toEqual([]);
    });
  });

  test('events hold no name, phone, plate or word', async () => {
    const everything = JSON.stringify(await home.play.events());
    for (const personal of ['张伟', '川A12345', 'LSVAA4182E2123456', '13900', '更换机油']) {
      expect(everything).not.toContain(personal);
    }
  });
});
