import { createHash } from 'node:crypto';
import type { Condition, Question } from '../questionnaire/question.ts';
import type { Survey } from '../state.ts';

const mostClosed = 6;

/**
 * What the page of a survey asks: the overall question, what the texts ask, what the visit gives cause to, and then those
 * whose turn it is, up to six beside the open one. The same for a survey each time that it is opened.
 */
export function questionsOnPage(
  surveyId: string,
  survey: Pick<Survey, 'further' | 'answers'>,
  questions: readonly Question[],
  met: readonly Condition[],
): Question[] {
  const { further = [], answers = {} } = survey;
  const named = new Set([...further.map(({ id }) => id), ...Object.keys(answers)]);
  const rank = (question: Question) => {
    if (question.aspect === 'overall') return 0;
    if (named.has(question.id)) return 1;
    return question.when ? 2 : 3;
  };
  const fitting = questions.filter(({ id, when }) => named.has(id) || !when || met.includes(when));
  const turned = rotated(fitting, surveyId).sort((a, b) => rank(a) - rank(b));
  const closed = turned.filter(({ kind }) => kind !== 'open').slice(0, mostClosed);
  const [open] = turned.filter(({ kind }) => kind === 'open');
  return open ? [...closed, open] : closed;
}

function rotated<T>(list: readonly T[], by: string): T[] {
  const from = createHash('sha256').update(by).digest().readUInt32BE(0) % Math.max(1, list.length);
  return [...list.slice(from), ...list.slice(0, from)];
}
