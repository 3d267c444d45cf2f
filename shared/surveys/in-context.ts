import type { Attachment } from '../events/attachment.ts';
import type { Locale } from '../events/text-request.ts';
import { keepWords, type WordsRef } from '../events/words.ts';
import { idOf } from '../platform/ids.ts';
import type { Instant } from '../platform/time.ts';
import type { Question } from './questionnaire/question.ts';

/**
 * Answers beside the questions that they were given to, for whoever reads them without having asked: “no” alone says
 * nothing. `source` names the reply or the page that was sent; `rest` is what the customer wrote besides.
 */
export function inContext(
  source: string,
  answers: readonly { readonly question: Question; readonly answer: string }[],
  locale: Locale,
  at: Instant,
  rest?: string,
): { ref: WordsRef; attachment: Attachment } {
  const lines = answers.map(({ question, answer }) => `${question.label[locale]} — ${answer}`);
  const text = [...lines, ...(rest === undefined ? [] : [rest])].join('\n');
  const id = idOf('answers', source);
  const { ref, attachment } = keepWords(id, 'text', { text, at, by: 'customer' });
  return { ref, attachment: { pk: id, ...attachment } };
}
