import type { Locale } from '../../events/text-request.ts';
import { idOf } from '../../platform/ids.ts';
import type { Instant } from '../../platform/time.ts';
import { inContext } from '../in-context.ts';
import { choicesOf, isLow, type Question } from '../questionnaire/question.ts';
import type { Score, Survey } from '../state.ts';
import type { Sent } from './answer.ts';
import { fieldOf, type Form, valueOf } from './render.ts';

const longestRemark = 2000;
const levels: readonly Score[] = [1, 2, 3, 4, 5];

/** The survey whose page was sent, and what the page asked. */
interface Page {
  readonly surveyId: string;
  readonly survey: Survey;
  readonly questions: readonly Question[];
  readonly locale: Locale;
  readonly now: Instant;
}

/** What was sent from a page, or the form again with what is missing. The same form sent again has the same id. */
export function readForm(
  body: string,
  { surveyId, survey, questions, locale, now }: Page,
): { readonly sent: Sent } | Required<Pick<Form, 'fields' | 'fault'>> {
  const fields = Object.fromEntries(new URLSearchParams(body));
  const remark = (fields['remark'] ?? '').toWellFormed().replaceAll('\u0000', '').trim();
  const chosen = questions.flatMap((question) => {
    const said = fields[fieldOf(question)];
    const choice = choicesOf(question, locale).find(({ value }) => String(value) === said);
    return choice && valueOf(question, survey) === undefined ? [{ question, ...choice }] : [];
  });
  const overall = chosen.find(({ question }) => question.aspect === 'overall');
  if (remark.length > longestRemark) return { fields, fault: 'tooLong' };
  if (survey.score === undefined && !overall) return { fields, fault: 'noOverall' };
  if (chosen.length === 0 && !remark && Object.keys(fields).every((name) => !name.startsWith('q-')))
    return { fields, fault: 'nothing' };
  const id = idOf('page', surveyId, new URLSearchParams(body).toString());
  const low = chosen.filter(({ question, value }) => isLow(question.kind, value));
  const shown = low.length > 0 || remark ? low : chosen.slice(0, 1);
  const said = shown.map(({ question, means }) => ({ question, answer: means }));
  const { ref, attachment } = inContext(id, said, locale, now, remark || undefined);
  const open = remark ? questions.filter(({ kind }) => kind === 'open').slice(0, 1) : [];
  const others = chosen.filter(({ question }) => question.aspect !== 'overall');
  return {
    sent: {
      id,
      at: now,
      score: overall && levels.find((level) => level === overall.value),
      answers: [
        ...others.map(({ question, value }) => ({ question: named(question), value })),
        ...open.map((question) => ({ question: named(question) })),
      ],
      words: ref,
      attached: [attachment],
      remark: remark !== '',
    },
  };
}

function named({ id, aspect, kind }: Question) {
  return { id, aspect, kind };
}
