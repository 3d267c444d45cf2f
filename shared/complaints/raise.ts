import type { AnyEvent } from '../events/envelope.ts';
import { following } from '../events/occasion.ts';
import { readWords, type WordsRef } from '../events/words.ts';
import { idOf } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { findSurvey } from '../surveys/surveys.ts';
import { firstLevel } from './clock.ts';
import { openComplaint } from './complaint.ts';
import { clocksFor } from './complaints.ts';
import { hearCustomer } from './hear.ts';
import { gradeSeverity } from './severity.ts';
import { complaints } from './store.ts';

/**
 * A customer who answered 1 or 2 complains (R40), in the words of the answer; what they write after it is added. Both
 * events lead here, in any order: whichever comes first opens the complaint.
 */
export async function raiseFromSurvey(
  event: AnyEvent,
  words: WordsRef,
  now: Instant,
  table: Table,
): Promise<void> {
  const surveyId = event.aggregateId;
  const survey = await findSurvey(table, surveyId);
  const answer = survey?.words;
  if (!survey || !answer) throw new Error(`the survey of ${event.id} has no answer`);
  const said = await Promise.all([...survey.unread, answer].map((each) => severityOf(table, each)));
  const severity: 'major' | 'ordinary' = said.includes('major') ? 'major' : 'ordinary';
  const complaintId = idOf('complaint', surveyId);
  const level = firstLevel(severity);
  const clocks = await clocksFor(table, survey, { level, severity }, now);
  const { dealerId, customerId, handsetId, locale, visitId } = survey;
  const facts = { dealerId, customerId, handsetId, locale, source: 'survey', visitId, severity };
  const earlier = survey.unread.filter((each) => each.aggregateId !== answer.aggregateId);
  await complaints(table).change(complaintId, following(event, now, { kind: 'customer' }), (known) =>
    openComplaint(known, complaintId, facts, [...earlier, answer], clocks.level, {
      openedAt: now,
      attached: [],
    }),
  );
  if (words.aggregateId === answer.aggregateId) return;
  await hearCustomer(event, { complaintId, words }, now, table);
}

/** How grave the words are; words that were erased in the meantime are ordinary. */
async function severityOf(table: Table, words: WordsRef) {
  return gradeSeverity((await readWords(table, words))?.text ?? '').severity;
}
