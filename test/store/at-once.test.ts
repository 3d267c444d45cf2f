import { beforeEach, describe, expect, it } from 'vitest';
import { generateCallbacks } from '../../shared/callbacks/generate.ts';
import { reportAttempt } from '../../shared/callbacks/report-attempt.ts';
import { callbacks } from '../../shared/callbacks/store.ts';
import { escalateComplaints } from '../../shared/complaints/escalate.ts';
import { hearCustomer } from '../../shared/complaints/hear.ts';
import { openByStaff } from '../../shared/complaints/open.ts';
import { raiseFromSurvey } from '../../shared/complaints/raise.ts';
import { showComplaint } from '../../shared/complaints/show.ts';
import { solveComplaint } from '../../shared/complaints/solve.ts';
import { complaints } from '../../shared/complaints/store.ts';
import { type NewEvent, recordOnce } from '../../shared/events/aggregate.ts';
import type { AnyEvent } from '../../shared/events/envelope.ts';
import { historyOf } from '../../shared/events/history.ts';
import { digestOf, keepWords, readWords, type WordsRef } from '../../shared/events/words.ts';
import { idOf } from '../../shared/platform/ids.ts';
import type { Table } from '../../shared/platform/table.ts';
import { type Instant, later } from '../../shared/platform/time.ts';
import { expireSurveys } from '../../shared/surveys/expire.ts';
import { surveys } from '../../shared/surveys/store.ts';
import { takeReply } from '../../shared/surveys/take-reply.ts';
import { aCallback } from '../builders/callback.ts';
import { aLesson } from '../builders/lesson.ts';
import { aPerson } from '../builders/person.ts';
import { aSurvey } from '../builders/survey.ts';
import { shanghai } from '../builders/times.ts';
import { teach } from './a-customer.ts';
import { byCommand, openDealer } from './a-group.ts';
import { aSecret } from './a-secret.ts';
import { useTable } from './a-table.ts';

const store = useTable();
const ten = shanghai('2026-03-03T10:00');
const dayAfter = shanghai('2026-03-04T10:00');
const liNa = aPerson();

beforeEach(async () => {
  await openDealer(store.table);
  await teach(store.table, aLesson());
});

const planned: NewEvent = {
  name: 'callback.planned',
  facts: { visitId: 'visit_1', channel: 'text', rule: 'day-after-delivery', dueAt: ten },
};
const asked: NewEvent = {
  name: 'survey.asked',
  facts: { callbackId: 'callback_1', visitId: 'visit_1', question: 'overall' },
};

const putCallback = (state: Parameters<typeof aCallback>[0]) =>
  callbacks(store.table).change('callback_1', byCommand, () => ({
    state: aCallback(state),
    events: [planned],
  }));
const putSurvey = () =>
  surveys(store.table).change('survey_1', byCommand, () => ({ state: aSurvey(), events: [asked] }));

const namesOf = async (id: string) => (await historyOf(store.table, id)).map((event) => event.name);

/** A customer's words as `messages` records them. */
async function said(text: string, at: Instant, n = 1): Promise<{ event: AnyEvent; words: WordsRef }> {
  const replyId = `reply_${n}`;
  const { ref, attachment } = keepWords(replyId, 'text', { text, at, by: 'customer' });
  const facts = { handsetId: 'handset_1', inboundMessageId: `in-${n}`, words: ref };
  await recordOnce(
    store.table,
    replyId,
    { ...byCommand, happenedAt: at, now: at },
    {
      event: { name: 'message.received', dealerId: 'cd-south', customerId: 'customer_1', facts },
      attached: [attachment],
    },
  );
  const [event] = await historyOf(store.table, replyId);
  if (!event) throw new Error('the reply was not recorded');
  return { event, words: ref };
}

/** The words behind a reference, once it is sure that they are still those that were said. */
async function verified(ref: WordsRef | undefined): Promise<string | undefined> {
  const words = ref && (await readWords(store.table, ref));
  expect(words && digestOf(words)).toBe(ref?.digest);
  return words?.text;
}

describe('two people who report of the same callback at once', () => {
  const report = (words: string, id: string, table: Table = store.table) =>
    reportAttempt(
      'callback_1',
      { outcome: 'no-answer', words },
      { id, key: id, by: liNa, now: dayAfter },
      table,
    );

  it('are both heard, each in their own words', async () => {
    await putCallback({ status: 'open', channel: 'call', assigneeId: 'li-na', dueAt: ten });
    const overtaken = store.interrupted({ beforeCommit: () => report('占线', 'request-1') });
    await report('关机', 'request-2', overtaken);
    const attempts = (await callbacks(store.table).load('callback_1'))?.state.attempts ?? [];
    expect(await Promise.all(attempts.map(({ words }) => verified(words)))).toEqual(['占线', '关机']);
    expect(await namesOf('callback_1')).toEqual([
      'callback.planned',
      'callback.attempted',
      'callback.attempted',
    ]);
  });

  it('five of them on one day are all kept, and count as one day in vain', async () => {
    await putCallback({ status: 'open', channel: 'call', assigneeId: 'li-na', dueAt: ten });
    const reports = await Promise.allSettled(
      ['1', '2', '3', '4', '5'].map((n) => report(`第${n}次`, `request-${n}`)),
    );
    expect(reports.map((each) => each.status)).not.toContain('rejected');
    expect(await callbacks(store.table).load('callback_1')).toMatchObject({
      state: { status: 'open', attempts: { length: 5 } },
    });
  });
});

describe('a sweep and somebody else', () => {
  it('ten sweeps at once open a callback once', async () => {
    await putCallback({});
    const sweeps = Array.from({ length: 10 }, () => generateCallbacks(ten, store.table));
    for (const { failed } of await Promise.all(sweeps)) expect(failed).toEqual([]);
    expect(await namesOf('callback_1')).toEqual(['callback.planned', 'callback.opened']);
  });

  it('an answer in the very moment of silence is an answer', async () => {
    await putSurvey();
    const { event, words } = await said('5', dayAfter);
    const answer = () => takeReply(event, { surveyId: 'survey_1', words }, dayAfter, store.table);
    const report = await expireSurveys(dayAfter, store.interrupted({ beforeCommit: answer }));
    expect(report.failed).toEqual([]);
    expect(await namesOf('survey_1')).toEqual(['survey.asked', 'survey.answered']);
  });

  it('an answer a moment after silence is a late answer', async () => {
    await putSurvey();
    const { event, words } = await said('5', dayAfter);
    const table = store.interrupted({ beforeCommit: () => expireSurveys(dayAfter, store.table) });
    await takeReply(event, { surveyId: 'survey_1', words }, dayAfter, table);
    expect(await namesOf('survey_1')).toEqual(['survey.asked', 'survey.silent', 'survey.answered']);
    expect((await historyOf(store.table, 'survey_1')).at(-1)?.facts).toMatchObject({ late: true, score: 5 });
  });

  it('a complaint that is solved in the moment in which it climbs is not climbed any more', async () => {
    const { id } = await openByStaff(
      { dealerId: 'cd-south', customerId: 'customer_1', channel: 'call', words: '空调不制冷' },
      { id: 'request-1', key: 'request-1', by: liNa, now: ten },
      { table: store.table, secret: aSecret().secret },
    );
    const due = (await complaints(store.table).load(id))?.state.dueAt;
    if (!due) throw new Error('the complaint has no clock');
    const solve = () =>
      solveComplaint(
        id,
        '更换压缩机',
        { id: 'request-2', key: 'request-2', by: liNa, now: due },
        store.table,
      );
    const report = await escalateComplaints(due, store.interrupted({ beforeCommit: solve }));
    expect(report).toEqual({ handled: 1, failed: [] });
    expect(await namesOf(id)).toEqual(['complaint.opened', 'complaint.solution-proposed']);
    const solution = (await complaints(store.table).load(id))?.state;
    expect(await verified(solution?.resolutions[0])).toBe('更换压缩机');
  });

  it('two people who solve it at once: one does, the other is told that it is done', async () => {
    const { id } = await openByStaff(
      { dealerId: 'cd-south', customerId: 'customer_1', channel: 'call', words: '空调不制冷' },
      { id: 'request-1', key: 'request-1', by: liNa, now: ten },
      { table: store.table, secret: aSecret().secret },
    );
    const solutions = await Promise.allSettled(
      ['更换压缩机', '加制冷剂'].map((resolution, n) =>
        solveComplaint(
          id,
          resolution,
          { id: `request-${n + 2}`, key: `request-${n + 2}`, by: liNa, now: dayAfter },
          store.table,
        ),
      ),
    );
    expect(solutions.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(solutions.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { status: 409 } });
    expect((await showComplaint(store.table, id, liNa)).resolutions).toHaveLength(1);
  });
});

describe('a dissatisfied customer who writes on', () => {
  it('has one complaint in both their words, in whatever order the two events come, and however often', async () => {
    await putSurvey();
    const answer = await said('1', ten, 1);
    const remark = await said('空调还是不制冷', later(ten, { minutes: 1 }), 2);
    for (const { event, words } of [answer, remark]) {
      await takeReply(event, { surveyId: 'survey_1', words }, ten, store.table);
      await takeReply(event, { surveyId: 'survey_1', words }, ten, store.table);
    }
    const [, answered, remarked] = await historyOf(store.table, 'survey_1');
    if (!answered || !remarked) throw new Error('the survey did not take the replies');
    expect([answered.name, remarked.name]).toEqual(['survey.answered', 'survey.remarked']);

    const raise = (event: AnyEvent, { words }: { words: WordsRef }) =>
      raiseFromSurvey(event, words, ten, store.table);
    await Promise.all([raise(remarked, remark), raise(answered, answer), raise(remarked, remark)]);
    await raise(answered, answer);
    const id = idOf('complaint', 'survey_1');
    expect(await namesOf(id)).toEqual(['complaint.opened', 'complaint.words-added']);
    const state = (await complaints(store.table).load(id))?.state;
    expect(await Promise.all((state?.words ?? []).map(verified))).toEqual(['1', '空调还是不制冷']);
  });
});

describe('an answer to a text that overtook "is it solved?" on its way', () => {
  async function answered(text: string): Promise<string | undefined> {
    const { id } = await openByStaff(
      { dealerId: 'cd-south', customerId: 'customer_1', channel: 'call', words: '空调不制冷' },
      { id: 'request-1', key: 'request-1', by: liNa, now: ten },
      { table: store.table, secret: aSecret().secret },
    );
    const by = { id: 'request-2', key: 'request-2', by: liNa, now: ten };
    await solveComplaint(id, '更换压缩机', by, store.table);
    const { event, words } = await said(text, later(ten, { minutes: 5 }));
    await hearCustomer(event, { complaintId: id, words, asks: 'words' }, dayAfter, store.table);
    return (await complaints(store.table).load(id))?.state.state;
  }

  it.each([
    ['解决了，谢谢', 'closed'],
    ['没有解决', 'open'],
    ['好的', 'solution-proposed'],
    ['没有', 'solution-proposed'],
  ])('%j leaves the complaint %s', async (text, state) => {
    expect(await answered(text)).toBe(state);
  });
});
