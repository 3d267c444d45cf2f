import * as v from 'valibot';
import type { Answer, Play } from '../../infra/local/play.ts';

const agent = 'li-na';
const everybody = ['wang-lei', 'chen-jing', 'zhou-tao', 'li-na', 'liu-yang'];
const complaints = v.object({ items: v.array(v.object({ id: v.string() })) });
const complaint = v.object({ state: v.string() });
const worklist = v.object({ items: v.array(v.object({ kind: v.string(), id: v.string() })) });
const mostTries = 6;

/** Does again what failed on the server's side, as people, browsers and a DMS do; a few times. */
export async function untilAnswered(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    const answer = await ask();
    if (answer.status < 500 || tries === mostTries) return answer;
  }
}

/** Says of every open complaint that it is solved. */
export async function solveComplaints(play: Play): Promise<void> {
  const path = '/v1/complaints?dealerId=cd-south&state=open';
  const list = await untilAnswered(() => play.as(agent, 'GET', path));
  if (isOut(list)) return;
  for (const { id } of v.parse(complaints, list.body).items) {
    const shown = await untilAnswered(() => play.as(agent, 'GET', `/v1/complaints/${id}`));
    if (v.parse(complaint, shown.body).state === 'solution-proposed') continue;
    const solution = { command: 'propose-solution', resolution: '免费更换刹车片' };
    await untilAnswered(() => play.as(agent, 'POST', `/v1/complaints/${id}/commands`, solution));
    await play.quiet();
  }
}

/** Makes every call that is on somebody's list: the customer is reached. */
export async function makeCalls(play: Play): Promise<void> {
  for (const staffId of everybody) {
    const list = await untilAnswered(() => play.as(staffId, 'GET', '/v1/worklist'));
    if (isOut(list)) continue;
    for (const { kind, id } of v.parse(worklist, list.body).items) {
      if (kind !== 'callback') continue;
      await untilAnswered(() => play.as(staffId, 'GET', `/v1/callbacks/${id}`));
      const outcome = { outcome: 'reached', words: '满意' };
      await untilAnswered(() => play.as(staffId, 'POST', `/v1/callbacks/${id}/attempts`, outcome));
      await play.quiet();
    }
  }
}

/** Whoever cannot see the list at all looks again at the next occasion. */
function isOut({ status }: Answer): boolean {
  return status >= 500;
}
