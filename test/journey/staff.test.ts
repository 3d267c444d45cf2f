import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { aScriptBody } from '../builders/script.ts';
import { useCloud } from './a-cloud.ts';
import { freshPhone, visitInAustin, visitInChengdu } from './a-visit.ts';

const home = useCloud();
const ingested = v.object({ visitId: v.string(), customerId: v.string() });
const worklist = v.object({
  items: v.array(
    v.object({
      kind: v.string(),
      id: v.string(),
      dueAt: v.string(),
      reason: v.string(),
      customer: v.object({ id: v.string(), name: v.string() }),
    }),
  ),
});
const spring = '/v1/dealers/cd-south/scripts/maintenance-spring';
const idsListed = v.object({ items: v.array(v.object({ id: v.string() })) });
const opened = v.object({ id: v.string(), severity: v.string(), level: v.number(), state: v.string() });

describe('scripts', () => {
  test('R24, R25: a draft is used once somebody else approves it', async () => {
    const { play } = home;
    const draft = await play.as(
      'li-na',
      'PUT',
      spring,
      aScriptBody({ name: '春季保养', criteria: {}, cycleDays: 1 }),
    );
    expect(draft).toMatchObject({ status: 200, body: { draft: { version: 1, writtenBy: 'li-na' } } });
    const approve = (by: string) =>
      play.as(by, 'POST', `${spring}/decisions`, { decision: 'approve', version: 1 });
    expect(await approve('li-na')).toMatchObject({ body: { type: 'urn:huifang:problem:not-your-role' } });
    expect(await approve('zhao-min')).toMatchObject({ status: 200, body: { inUse: { version: 1 } } });
    const list = await play.as('wang-lei', 'GET', '/v1/dealers/cd-south/scripts');
    const scripts = v.parse(
      v.object({ items: v.array(v.object({ id: v.string(), origin: v.string() })) }),
      list.body,
    );
    expect(scripts.items.slice(0, 2)).toEqual([
      { id: 'maintenance-spring', origin: 'dealer' },
      { id: 'group-standard', origin: 'group' },
    ]);
  });
});

test('R22: an interview on site enters as a call does, once', async () => {
  const { play } = home;
  const visit = visitInAustin('2026-03-01', freshPhone('US'), { contact: { method: 'none' } });
  const { visitId, customerId } = v.parse(ingested, (await play.postVisit('austin-north', visit)).body);
  const attempt = { outcome: 'reached', words: 'A long wait, but good coffee', learnt: ['opinion'] };
  const body = { kind: 'on-site', dealerId: 'austin-north', visitId, attempt };
  const tell = () =>
    play.as('olivia-reed', 'POST', '/v1/callbacks', body, { 'idempotency-key': 'in the lounge' });
  const told = await tell();
  expect(told).toMatchObject({ status: 201, body: { status: 'closed', outcome: 'reached' } });
  expect((await tell()).body).toEqual(told.body);
  await play.quiet();
  const names = (await play.events())
    .filter((event) => event.customerId === customerId && event.actor.id === 'olivia-reed')
    .map(({ name }) => name);
  expect(names).toEqual(['callback.opened', 'callback.attempted', 'callback.closed']);
});

describe('calls', () => {
  test('R02, R12, R17: an agreed call is on the receiving advisor’s list at the agreed time', async () => {
    const { play } = home;
    const phone = freshPhone('CN');
    const visit = visitInChengdu('2026-03-01', phone, {
      contact: {
        method: 'call',
        time: { from: '2026-03-03T15:00:00+08:00', until: '2026-03-03T16:00:00+08:00' },
      },
    });
    const { customerId } = v.parse(ingested, (await play.postVisit('cd-south', visit)).body);
    await play.turnTo('2026-03-03T14:45:00+08:00');
    expect(await listOf('wang-lei', customerId)).toEqual([]);
    await play.turnTo('2026-03-03T15:00:00+08:00');
    const [item] = await listOf('wang-lei', customerId);
    expect(item).toMatchObject({ kind: 'callback', reason: 'agreed-time', customer: { name: '张伟' } });
    expect(item?.dueAt).toBe('2026-03-03T07:00:00.000Z');
    expect(await play.textsTo(phone)).toEqual([]);

    const ids = async (status: string) => {
      const list = await play.as('zhao-min', 'GET', `/v1/callbacks?dealerId=cd-south&status=${status}`);
      return v.parse(idsListed, list.body).items.map(({ id }) => id);
    };
    expect(await ids('open')).toContain(item?.id);
    expect(await ids('planned')).not.toContain(item?.id);
    const form = await play.as('wang-lei', 'GET', `/v1/callbacks/${item?.id}`);
    expect(form).toMatchObject({
      status: 200,
      body: {
        status: 'open',
        channel: 'call',
        customer: { name: '张伟', phone },
        visit: { items: [{ description: '更换机油机滤' }] },
        script: { id: 'maintenance-spring', version: 1, staleSince: '2026-03-03T01:00:00.000Z' },
        offers: { permitted: false, because: 'no-marketing-consent' },
      },
    });

    const vain = await play.as('wang-lei', 'POST', `/v1/callbacks/${item?.id}/attempts`, {
      outcome: 'no-answer',
      script: { id: 'maintenance-spring', version: 1 },
    });
    expect(vain).toMatchObject({ status: 201, body: { status: 'open' } });
    const reached = { outcome: 'reached', words: '挺好的，就是排队久了点' };
    const tell = () =>
      play.as('wang-lei', 'POST', `/v1/callbacks/${item?.id}/attempts`, reached, {
        'idempotency-key': 'attempt-of-tuesday',
      });
    const done = await tell();
    expect(done).toMatchObject({ status: 201, body: { status: 'closed', outcome: 'reached' } });
    expect(await tell()).toMatchObject({ status: done.status, body: done.body });
    const again = await play.as('wang-lei', 'POST', `/v1/callbacks/${item?.id}/attempts`, reached);
    expect(again.status).toBe(409);
    await play.quiet();
    expect(await listOf('wang-lei', customerId)).toEqual([]);
  });

  test('R25: the owner of a stale script has it on the list, and sees what it yielded', async () => {
    const { play } = home;
    const work = v.parse(
      v.object({ items: v.array(v.looseObject({ kind: v.string() })) }),
      (await play.as('li-na', 'GET', '/v1/worklist')).body,
    );
    expect(work.items).toContainEqual(
      expect.objectContaining({ kind: 'script', reason: 'script maintenance-spring, version 1, is stale' }),
    );
    expect(await play.as('li-na', 'GET', spring)).toMatchObject({
      status: 200,
      body: {
        versions: [{ version: 1, status: 'approved', isStale: true }],
        yields: { month: '2026-03', versions: [{ version: 1, shown: 1, reached: 0 }] },
      },
    });
  });

  test('R57, R13: a customer whom staff mark as a quality customer is called by their advisor, and the form says why', async () => {
    const { play } = home;
    const phone = freshPhone('CN');
    const visit = visitInChengdu('2026-03-02', phone);
    const { customerId } = v.parse(ingested, (await play.postVisit('cd-south', visit)).body);
    await play.quiet();
    const mark = () =>
      play.as('wang-lei', 'PUT', `/v1/customers/${customerId}/quality`, { traits: ['frequent-use'] });
    expect(await mark()).toMatchObject({ status: 200, body: { quality: { by: 'wang-lei' } } });
    expect((await mark()).status).toBe(200);
    await play.turn('PT1H');
    const [item] = await listOf('wang-lei', customerId);
    const form = await play.as('wang-lei', 'GET', `/v1/callbacks/${item?.id}`);
    expect(form.body).toMatchObject({
      channel: 'call',
      because: { class: 'quality', channel: 'quality-customer', script: 'after-visit.quality' },
      customer: { quality: { traits: ['frequent-use'] } },
    });
    expect(form.body).toHaveProperty('explanation.0.sentence.zh-CN');
    expect(await play.textsTo(phone)).toEqual([]);

    const handOver = { to: 'chen-jing', reason: '下午有客户预约' };
    const answer = await play.as('wang-lei', 'POST', `/v1/callbacks/${item?.id}/hand-over`, handOver);
    expect(answer).toMatchObject({ status: 200, body: { assigneeId: 'chen-jing', assignedBy: 'colleague' } });
    await play.as('zhao-min', 'PUT', '/v1/staff/chen-jing/absences', {
      absences: [{ from: '2026-03-03', until: '2026-03-03', kind: 'sick' }],
    });
    await play.quiet();
    expect(await listOf('chen-jing', customerId)).toEqual([]);
    const after = await play.as('zhao-min', 'GET', `/v1/callbacks/${item?.id}`);
    expect(after.body).toMatchObject({
      handOvers: [
        { reason: 'handed-over', by: 'wang-lei', words: handOver.reason },
        { reason: 'staff-absent', formerId: 'chen-jing' },
      ],
    });
  });

  test('R21: the census counts every delivered visit once, and is not for those whom it counts', async () => {
    const { play } = home;
    const path = '/v1/dealers/cd-south/census?month=2026-03';
    expect((await play.as('wang-lei', 'GET', path)).status).toBe(403);
    expect(await play.as('zhao-min', 'GET', path)).toMatchObject({
      status: 200,
      body: {
        delivered: { count: 2 },
        asked: { count: 1 },
        outcomes: { reached: { count: 1 } },
        reasons: { 'not-called-yet': { count: 1 } },
        agreements: { kept: { count: 1 } },
        callbackRate: 0.5,
      },
    });
  });

  test('a customer who declined contact is not asked, with the reason', async () => {
    const { play } = home;
    const phone = freshPhone('US');
    const visit = visitInAustin('2026-03-02', phone, { contact: { method: 'none' } });
    const { customerId } = v.parse(ingested, (await play.postVisit('austin-north', visit)).body);
    await play.turn('P1D');
    expect(await play.textsTo(phone)).toEqual([]);
    const skipped = (await play.events()).filter(
      (event) => event.name === 'callback.skipped' && event.customerId === customerId,
    );
    expect(skipped.map((event) => event.facts['reason'])).toEqual(['declined-contact']);
  });

  async function listOf(staffId: string, customerId: string) {
    const answer = await home.play.as(staffId, 'GET', '/v1/worklist');
    return v.parse(worklist, answer.body).items.filter((item) => item.customer.id === customerId);
  }
});

describe('complaints taken down by staff', () => {
  const superior = freshPhone('US');

  test('R10, R52: a grave one from an unknown phone goes to the superior at once', async () => {
    const { play } = home;
    const phone = freshPhone('US');
    const record = { phone: superior };
    expect((await play.as('noah-bell', 'PUT', '/v1/staff/grace-kim/phone', record)).status).toBe(403);
    expect(await play.as('grace-kim', 'PUT', '/v1/staff/grace-kim/phone', record)).toMatchObject({
      status: 200,
      body: { phone: `…${superior.slice(-4)}`, locale: 'en-US' },
    });
    const answer = await play.as('olivia-reed', 'POST', '/v1/complaints', {
      dealerId: 'austin-north',
      phone,
      channel: 'hotline',
      words: 'The brakes failed on the highway right after your service!',
      scene: 'Calls from the roadside',
      remedySought: 'A safe car and an explanation',
    });
    expect(answer.status).toBe(201);
    const complaint = v.parse(opened, answer.body);
    expect(complaint).toMatchObject({ severity: 'major', level: 1, state: 'received' });
    const work = v.parse(
      v.object({ items: v.array(v.object({ id: v.string() })) }),
      (await play.as('grace-kim', 'GET', '/v1/worklist')).body,
    );
    expect(work.items.map((item) => item.id)).toContain(complaint.id);

    await play.quiet();
    const number = `C-${complaint.id.slice('complaint_'.length, 'complaint_'.length + 6).toUpperCase()}`;
    expect(await play.textsTo(superior)).toEqual([
      `Austin North: Major complaint ${number} needs you at once. Please open your worklist now.`,
    ]);
    const told = (await play.events()).filter(({ name }) => name === 'staff.told');
    expect(told.map(({ facts }) => [facts['staffId'], facts['byText']]).toSorted()).toEqual([
      ['grace-kim', true],
      ['henry-ward', false],
      ['laura-stone', false],
      ['peter-novak', false],
    ]);
    expect(JSON.stringify(told)).not.toContain(superior);
  });

  test('R49: what nobody did is told by one text in half a working day, without a word of the customer', async () => {
    const { play } = home;
    await play.turn('P1D');
    const texts = (await play.textsTo(superior)).filter((text) => text.includes('Overdue'));
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.length).toBeLessThanOrEqual(3);
    expect(texts[0]).toMatch(
      /^Austin North: Overdue or passed up to you: \d+\. Please open your worklist\.$/,
    );
    expect((await play.as('grace-kim', 'GET', '/v1/worklist')).body).toMatchObject({ toldByText: true });
  });

  test('one that is sent again with its idempotency-key is one complaint, with another body it is another', async () => {
    const phone = freshPhone('US');
    const send = async (words: string, key: string) => {
      const body = { dealerId: 'austin-north', phone, channel: 'walk-in', words };
      const headers = { 'idempotency-key': key };
      const answer = await home.play.as('noah-bell', 'POST', '/v1/complaints', body, headers);
      return answer.status === 201 ? v.parse(opened, answer.body).id : answer.status;
    };
    const first = await send('The invoice is wrong', 'invoice');
    expect(await send('The invoice is wrong', 'invoice')).toBe(first);
    expect(await send('The radio is dead', 'invoice')).not.toBe(first);
    expect(await send('The invoice is wrong', 'x'.repeat(256))).toBe(400);
    const opening = (await home.play.events()).filter(({ aggregateId }) => aggregateId === first);
    expect(opening.map(({ name }) => name)).toEqual(['complaint.opened']);
  });

  test('an advisor may not say that it is solved (R54)', async () => {
    const { play } = home;
    const id = await openOne('The invoice is wrong');
    const path = `/v1/complaints/${id}/commands`;
    const propose = (resolution: string) => ({ command: 'propose-solution', resolution });
    const answer = await play.as('maria-lopez', 'POST', path, propose('fine'));
    expect(answer).toMatchObject({ status: 403, body: { type: 'urn:huifang:problem:not-your-role' } });
    expect(await play.as('noah-bell', 'POST', path, propose(''))).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/resolution' }] },
    });
    const refunded = () =>
      play.as('noah-bell', 'POST', path, propose('Refunded'), { 'idempotency-key': 'refund' });
    expect((await refunded()).status).toBe(200);
    expect((await refunded()).status).toBe(200);
    const twice = await play.as('noah-bell', 'POST', path, propose('Refunded'));
    expect(twice).toMatchObject({
      status: 409,
      body: { type: 'urn:huifang:problem:not-possible-now' },
    });
  });

  async function openOne(words: string): Promise<string> {
    const body = { dealerId: 'austin-north', phone: freshPhone('US'), channel: 'walk-in', words };
    return v.parse(opened, (await home.play.as('noah-bell', 'POST', '/v1/complaints', body)).body).id;
  }
});

describe('who may see what', () => {
  test('another dealer’s things do not exist', async () => {
    const { play } = home;
    const mine = await play.as('noah-bell', 'GET', '/v1/complaints?dealerId=austin-north');
    const [first] = v.parse(v.object({ items: v.array(v.object({ id: v.string() })) }), mine.body).items;
    expect((await play.as('li-na', 'GET', `/v1/complaints/${first?.id}`)).status).toBe(404);
    expect((await play.as('li-na', 'GET', '/v1/complaints?dealerId=austin-north')).status).toBe(404);
    expect((await play.as('noah-bell', 'GET', `/v1/complaints/${first?.id}`)).status).toBe(200);
  });

  test('without a token the gateway refuses as AWS does', async () => {
    const answer = await home.play.request('GET', '/v1/worklist');
    expect(answer).toMatchObject({ status: 401, body: { message: 'Unauthorized' } });
  });

  test('a path that nothing serves is a problem', async () => {
    const answer = await home.play.request('GET', '/v1/nothing');
    expect(answer).toMatchObject({
      status: 404,
      body: { status: 404, type: 'urn:huifang:problem:no-such-path' },
    });
  });

  test('the API describes itself', async () => {
    const answer = await home.play.request('GET', '/v1/openapi.json');
    expect(answer).toMatchObject({ status: 200, body: { openapi: '3.1.0' } });
  });
});

test('the clock only moves forward', async () => {
  const { play } = home;
  const answer = await play.request('POST', '/local/clock', { body: '{"to":"2026-01-01T00:00:00Z"}' });
  expect(answer.status).toBe(409);
});

test('nothing was parked on the way', async () => {
  expect(await home.play.deadLetters()).toEqual([]);
});
