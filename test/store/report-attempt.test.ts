import { beforeEach, describe, expect, it } from 'vitest';
import type { AttemptBody } from '../../shared/callbacks/attempt.ts';
import { findCallback } from '../../shared/callbacks/callbacks.ts';
import { reportAttempt } from '../../shared/callbacks/report-attempt.ts';
import { callbackIdOf, callbacks } from '../../shared/callbacks/store.ts';
import { findComplaint } from '../../shared/complaints/complaints.ts';
import { raiseFromSurvey } from '../../shared/complaints/raise.ts';
import type { AnyEvent } from '../../shared/events/envelope.ts';
import { historyOf } from '../../shared/events/history.ts';
import { keepWords, readWords } from '../../shared/events/words.ts';
import { idOf } from '../../shared/platform/ids.ts';
import { Problem } from '../../shared/platform/problem.ts';
import { noteAnswer } from '../../shared/surveys/answer-by-phone.ts';
import { surveyIdOf, surveys } from '../../shared/surveys/store.ts';
import { ask, reply } from '../../shared/surveys/survey.ts';
import { findSurvey } from '../../shared/surveys/surveys.ts';
import { aCallback } from '../builders/callback.ts';
import { aPerson } from '../builders/person.ts';
import { aSurveySubject } from '../builders/survey.ts';
import { shanghai } from '../builders/times.ts';
import { aVisitBody } from '../builders/visit.ts';
import { byCommand, openDealer, post } from './a-group.ts';
import { aSecret } from './a-secret.ts';
import { useTable } from './a-table.ts';

const store = useTable();
const { secret } = aSecret();
const now = shanghai('2026-03-04T11:00');
const agent = aPerson();
const advisor = aPerson({ id: 'wang-lei', role: 'advisor', dmsId: 'A01' });
const bad = { outcome: 'reached', score: 2, words: '等了一整天', verified: 'read-back' } as const;
let callbackId = '';
let surveyId = '';

beforeEach(async () => {
  await openDealer(store.table);
  const { visitId } = await post(aVisitBody(), { at: now }, { table: store.table, secret });
  callbackId = callbackIdOf(visitId);
  surveyId = surveyIdOf(callbackId);
  const state = aCallback({ visitId, status: 'open', channel: 'call', assigneeId: advisor.id });
  await callbacks(store.table).change(callbackId, byCommand, () => ({
    state,
    events: [{ name: 'callback.withdrawn', dealerId: 'cd-south', facts: {} }],
  }));
});

const report = (body: AttemptBody, by = agent, key = 'request_1') =>
  reportAttempt(callbackId, body, { id: key, key, by, now }, store.table);

async function refusal(made: Promise<unknown>): Promise<Problem> {
  const error: unknown = await made.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Problem) return error;
  throw new Error('it was not refused');
}

async function last(aggregateId: string, name: string): Promise<AnyEvent> {
  const event = (await historyOf(store.table, aggregateId)).findLast((each) => each.name === name);
  if (!event) throw new Error(`${name} did not happen`);
  return event;
}

/** The news of the call is heard, however often. */
async function hearScore(): Promise<void> {
  const event = await last(callbackId, 'callback.attempted');
  const words = (await findCallback(store.table, callbackId))?.state.attempts.at(-1)?.words;
  if (words) await noteAnswer(event, { score: 2, words }, now, store.table);
}

async function askByText(): Promise<void> {
  await surveys(store.table).change(surveyId, byCommand, (known) =>
    ask(known, surveyId, aSurveySubject({ callbackId }), shanghai('2026-03-05T10:00')),
  );
}

async function answerByText(score: 1 | 4): Promise<void> {
  const { ref } = keepWords('reply_1', 'text', { text: '4', at: now, by: 'customer' });
  await surveys(store.table).change(surveyId, byCommand, (known) =>
    reply(known, surveyId, { id: 'reply_1', words: ref, score }),
  );
}

describe('two callers who finish one callback at the same moment', () => {
  it('one wins, the other is told by whom and when', async () => {
    const lead = aPerson({ id: 'zhao-min', role: 'customer-care-lead' });
    const outcomes = await Promise.allSettled([
      report({ outcome: 'reached', words: '很好' }, agent, 'request_1'),
      report({ outcome: 'refused', words: '别打了' }, lead, 'request_2'),
    ]);
    const won = outcomes.filter(({ status }) => status === 'fulfilled');
    expect(won).toHaveLength(1);
    const lost = outcomes.find((each) => each.status === 'rejected');
    const problem: unknown = lost?.reason;
    if (!(problem instanceof Problem)) throw new Error('it was not refused with a problem');
    const callback = (await findCallback(store.table, callbackId))?.state;
    const [winner] = callback?.attempts ?? [];
    expect(callback?.attempts).toHaveLength(1);
    expect(problem.status).toBe(409);
    expect(problem.detail).toContain(
      `${winner?.by} finished this callback (${winner?.outcome}) at ${winner?.at}`,
    );
    const closings = (await historyOf(store.table, callbackId)).filter(
      ({ name }) => name === 'callback.closed',
    );
    expect(closings).toHaveLength(1);
  });

  it('the same report sent again, at once or later, counts once', async () => {
    await Promise.all([report(bad), report(bad)]);
    await report(bad);
    expect((await findCallback(store.table, callbackId))?.state.attempts).toHaveLength(1);
  });
});

describe('decision 1: a score taken by phone', () => {
  it('of the advisor who served the visit is refused, and says what to do', async () => {
    const problem = await refusal(report(bad, advisor));
    expect(problem).toMatchObject({ status: 403, type: 'own-visit' });
    expect(problem.detail).toContain('without `score`');
    expect((await findCallback(store.table, callbackId))?.state.attempts).toEqual([]);
    const { score: _, ...call } = bad;
    expect(await report(call, advisor)).toMatchObject({ status: 'closed', outcome: 'reached' });
    expect(await findSurvey(store.table, surveyId)).toBeUndefined();
  });

  it('of a technician who worked on the vehicle is refused', async () => {
    const technician = aPerson({ id: 'zhao-gang', role: 'workshop-manager', dmsId: 'T07' });
    expect(await refusal(report(bad, technician))).toMatchObject({ type: 'own-visit' });
  });

  it('of an independent caller answers the survey, asked by text or not, and a bad one opens a complaint', async () => {
    await report(bad);
    await hearScore();
    await hearScore();
    expect(await findSurvey(store.table, surveyId)).toMatchObject({ status: 'answered', score: 2 });
    const answered = await last(surveyId, 'survey.answered');
    expect(answered).toMatchObject({ version: 1, facts: { score: 2, by: 'phone' } });
    const words = (await findSurvey(store.table, surveyId))?.words;
    if (!words) throw new Error('the answer has no words');
    await raiseFromSurvey(answered, words, now, store.table);
    const complaint = (await findComplaint(store.table, idOf('complaint', surveyId)))?.state;
    expect(complaint).toMatchObject({ state: 'received', words: [words] });
    expect(await readWords(store.table, words)).toMatchObject({ text: bad.words, by: 'customer' });
  });

  it('closes a survey that is open by text, which then takes no other score', async () => {
    await askByText();
    await report(bad);
    await hearScore();
    await answerByText(4);
    const survey = await findSurvey(store.table, surveyId);
    expect(survey).toMatchObject({ status: 'answered', score: 2 });
    const names = (await historyOf(store.table, surveyId)).map(({ name }) => name);
    expect(names).toEqual(['survey.asked', 'survey.answered', 'survey.remarked']);
  });

  it('after an answer by text is refused; where both cross each other, the first one stays', async () => {
    await askByText();
    await report(bad);
    await answerByText(4);
    await hearScore();
    expect(await findSurvey(store.table, surveyId)).toMatchObject({ score: 4 });
    expect((await historyOf(store.table, surveyId)).map(({ name }) => name)).toEqual([
      'survey.asked',
      'survey.answered',
      'survey.remarked',
    ]);
    const problem = await refusal(report(bad, agent, 'request_2'));
    expect(problem.status).toBe(409);
    expect(problem.detail).toContain('answered the survey already');
  });
});
