import type { Change, NewEvent } from '../../events/aggregate.ts';
import type { Attachment } from '../../events/attachment.ts';
import type { WordsRef } from '../../events/words.ts';
import type { Instant } from '../../platform/time.ts';
import { isLow } from '../questionnaire/question.ts';
import { about, filedUnder, type Further, type Score, type Survey } from '../state.ts';

/** What a customer sent from the page of a survey. */
export interface Sent {
  readonly id: string;
  readonly at: Instant;
  /** The answer to the overall question. */
  readonly score?: Score | undefined;
  /** Those to the others; an open one has no value. */
  readonly answers: readonly { readonly question: Further; readonly value?: number }[];
  /** All that a person is to read, in words. */
  readonly words: WordsRef;
  readonly attached: readonly Attachment[];
  /** Whether the customer wrote anything. */
  readonly remark: boolean;
}

/**
 * What was sent from the page makes of a survey: each question is answered once, by page or by text, whichever was first;
 * the overall one counts as from the customer's own device (decision 1). A question that a text has open and the page
 * answers is settled, and no other follows by text. What is low or written besides somebody reads (R14). Nothing for the same
 * page sent again.
 */
export function answerByPage(known: Survey | undefined, sent: Sent): Change<Survey> | undefined {
  if (!known || known.repliesRead.includes(sent.id)) return undefined;
  const score = known.score ?? sent.score;
  if (score === undefined) return undefined;
  const { words, at } = sent;
  const isFirst = known.score === undefined;
  const fresh = sent.answers.filter(({ question }) => !known.answers?.[question.id]);
  const isRemark = sent.remark || fresh.some(({ question, value }) => isLow(question.kind, value));
  const filed = filedUnder(known);
  const answered = fresh.map(({ question, value }): NewEvent => {
    const { id, aspect, kind } = question;
    const { questionnaire = '' } = known;
    const low = isLow(kind, value);
    const facts = { ...about(known), questionnaire, question: id, aspect, kind, by: 'page', low } as const;
    const said = kind === 'open' ? { words } : { ...(value !== undefined && { value }) };
    return { name: 'survey.question-answered', ...filed, facts: { ...facts, ...said } };
  });
  const late = known.fellSilent === true;
  const told: NewEvent[] = isFirst
    ? [
        {
          name: 'survey.answered',
          ...filed,
          facts: { ...about(known), score, late, by: 'page', remark: isRemark, words },
        },
      ]
    : isRemark
      ? [{ name: 'survey.remarked', ...filed, facts: { ...about(known), score, remark: true, words } }]
      : [];
  const [first, ...others] = [...told, ...answered];
  if (!first) return undefined;
  const answers = Object.fromEntries(
    fresh.map(({ question, value }) => [
      question.id,
      { ...(question.kind === 'open' ? { words } : { value }), by: 'page' as const, at },
    ]),
  );
  const { pending, ...rest } = known;
  return {
    state: {
      ...rest,
      ...(pending && !answers[pending] && { pending }),
      status: 'answered',
      score,
      ...(isFirst && { words }),
      answers: { ...known.answers, ...answers },
      repliesRead: [...known.repliesRead, sent.id],
    },
    events: [first, ...others],
    attached: isFirst || isRemark || answered.some(({ facts }) => 'words' in facts) ? sent.attached : [],
  };
}
