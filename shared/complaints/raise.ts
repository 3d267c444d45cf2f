import type { Severity } from '../events/complaints.ts';
import type { AnyEvent } from '../events/envelope.ts';
import { following } from '../events/occasion.ts';
import { readWords, type WordsRef } from '../events/words.ts';
import { idOf } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { findSurvey } from '../surveys/surveys.ts';
import { advisorComplainedOf } from './about.ts';
import { circumstances } from './complaints.ts';
import { hearCustomer } from './hear.ts';
import { openComplaint } from './received.ts';
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
  const said = await Promise.all([...survey.unread, answer].map((each) => textOf(table, each)));
  const isMajor = said.some((text) => gradeSeverity(text).severity === 'major');
  const severity: Severity = isMajor ? 'major' : 'ordinary';
  const complaintId = idOf('complaint', surveyId);
  const { dealerId, customerId, handsetId, locale, visitId } = survey;
  const at = await circumstances(table, dealerId, now);
  const about = await advisorComplainedOf(table, visitId, at.roster, said);
  const facts = { dealerId, customerId, handsetId, locale, source: 'survey', visitId, severity, about };
  const earlier = survey.unread.filter((each) => each.aggregateId !== answer.aggregateId);
  await complaints(table).change(complaintId, following(event, now, { kind: 'customer' }), (known) =>
    openComplaint(known, complaintId, facts, [...earlier, answer], at, []),
  );
  if (words.aggregateId === answer.aggregateId) return;
  await hearCustomer(event, { complaintId, words }, now, table);
}

/** What was said; of words that were erased in the meantime nothing. */
async function textOf(table: Table, words: WordsRef): Promise<string> {
  return (await readWords(table, words))?.text ?? '';
}
