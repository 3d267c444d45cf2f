import { beforeEach, describe, expect, it } from 'vitest';
import { findCallbackOf } from '../../shared/callbacks/callbacks.ts';
import { generateCallbacks } from '../../shared/callbacks/generate.ts';
import { historyOf } from '../../shared/events/history.ts';
import { type Instant, later } from '../../shared/platform/time.ts';
import { openForDays, tokenOf } from '../../shared/surveys/page/link.ts';
import { showPage, submitPage } from '../../shared/surveys/page/serve.ts';
import { startSurvey } from '../../shared/surveys/start.ts';
import { findSurvey, surveyOf } from '../../shared/surveys/surveys.ts';
import { shanghai } from '../builders/times.ts';
import { openDealer } from './a-group.ts';
import { aSecret } from './a-secret.ts';
import { useTable } from './a-table.ts';
import { planVisit } from './old-visits.ts';

const store = useTable();
const { secret } = aSecret();
const pages = { link: 'https://hf.example/s/', secret };
const at = shanghai('2026-03-03T10:00');

beforeEach(() => openDealer(store.table));

/** A survey that was just asked, and the token of its page. */
async function asked(withPages = true): Promise<{ surveyId: string; token: string }> {
  const { table } = store;
  const { visitId } = await planVisit({ table, secret }, '2026-03-02', 7001);
  await generateCallbacks(at, table);
  const callback = await findCallbackOf(table, visitId);
  const opened = callback && (await historyOf(table, callback.id)).at(-1);
  if (!callback || !opened) throw new Error('no callback was opened');
  await startSurvey(opened, at, { table, ...(withPages && { pages }) });
  const surveyId = surveyOf(callback.id);
  return { surveyId, token: await tokenOf(surveyId, pages) };
}

const show = (token: string, now: Instant = at) => showPage({ id: 'r1', token, now }, store.table);
const send = (token: string, body: string, address = '203.0.113.7') =>
  submitPage({ id: 'r2', token, now: at, body, address }, { table: store.table, secret });

describe('the page of a survey', () => {
  it('opens for whoever has its address, until it is over', async () => {
    const { token } = await asked();
    expect(token).toMatch(/^[\w-]{16}$/);
    expect(await show(token)).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    const end = later(at, { days: openForDays });
    expect((await show(token, later(end, { minutes: -1 }))).status).toBe(200);
    const over = await show(token, end);
    expect(over.status).toBe(410);
    expect(over.page).not.toContain('<form');
    expect((await show('AbCdEfGhIjKlMnOp')).status).toBe(404);
  });

  it('is kept by a digest only, and not at all where surveys are text-only', async () => {
    const { surveyId, token } = await asked(false);
    expect((await show(token)).status).toBe(404);
    expect(await findSurvey(store.table, surveyId)).toMatchObject({
      status: 'asked',
      questionnaire: 'group-1',
    });
    const events = JSON.stringify(await historyOf(store.table, surveyId));
    expect(events).not.toContain(token);
  });

  it('takes the same form twice as one answer', async () => {
    const { surveyId, token } = await asked();
    const body = 'q-overall=4&remark=%E8%B0%A2%E8%B0%A2';
    expect((await send(token, 'remark=x')).status).toBe(400);
    expect((await send(token, body)).status).toBe(200);
    expect((await send(token, body)).status).toBe(200);
    const names = (await historyOf(store.table, surveyId)).map(({ name }) => name);
    expect(names.filter((name) => name === 'survey.answered')).toHaveLength(1);
    expect(await findSurvey(store.table, surveyId)).toMatchObject({ score: 4 });
  });

  it('is not to be flooded', async () => {
    const { token } = await asked();
    const statuses = [];
    for (let n = 0; n < 22; n += 1) statuses.push((await send(token, '', `203.0.113.${n}`)).status);
    expect(statuses.filter((status) => status === 400)).toHaveLength(20);
    expect(statuses.at(-1)).toBe(429);
  });
});
