import { escaped, framed } from '../../complaints/page/frame.ts';
import type { Locale } from '../../events/text-request.ts';
import { choicesOf, type Question } from '../questionnaire/question.ts';
import type { Survey } from '../state.ts';
import { wordings } from './wording.ts';

/** Which page it is: its language and store. */
export interface Shown {
  readonly locale: Locale;
  readonly dealerName: string;
}

/** What stands in the form: what was answered before, what was just chosen or written, and what is at fault. */
export interface Form {
  readonly questions: readonly Question[];
  readonly survey: Pick<Survey, 'score' | 'answers'>;
  readonly fields?: Readonly<Record<string, string>>;
  readonly fault?: 'noOverall' | 'nothing' | 'tooLong' | undefined;
}

/** The name of a question's field. */
export function fieldOf({ id }: Pick<Question, 'id'>): string {
  return `q-${id}`;
}

/** The questions that remain, beside what was answered already, by text or here. */
export function formPage(shown: Shown, { questions, survey, fields = {}, fault }: Form): string {
  const say = wordings[shown.locale];
  const asked = questions.map((question) => {
    if (question.kind === 'open') return '';
    const value = valueOf(question, survey);
    return value === undefined
      ? choices(question, shown.locale, fields[fieldOf(question)], fault)
      : answered(question, shown.locale, value);
  });
  const label = questions.find(({ kind }) => kind === 'open')?.label[shown.locale] ?? say.remark;
  const told =
    fault && fault !== 'noOverall' ? `<p class="fault" id="remark-fault">${escaped(say[fault])}</p>` : '';
  return framed(
    { ...shown, title: say.title },
    `<p>${escaped(say.intro)}</p>
<form method="post" action="?lang=${shown.locale}" accept-charset="utf-8">
${asked.join('\n')}
<label for="remark">${escaped(label)}</label>${told}
<textarea id="remark" name="remark" rows="4" maxlength="2000" aria-describedby="remark-hint${told && ' remark-fault'}">
${escaped(fields['remark'] ?? '')}</textarea>
<p class="hint" id="remark-hint">${escaped(say.remarkHint)}</p>
<button type="submit">${escaped(say.send)}</button>
<p class="hint">${escaped(say.privacy)}</p>
</form>
<p><a href="?lang=${say.other.locale}" lang="${say.other.locale}">${escaped(say.other.name)}</a></p>`,
  );
}

/** What was answered to a closed question, the overall one among them. */
export function valueOf(
  { id, aspect }: Question,
  { score, answers }: Pick<Survey, 'score' | 'answers'>,
): number | undefined {
  return aspect === 'overall' ? score : answers?.[id]?.value;
}

function choices(
  question: Question,
  locale: Locale,
  chosen: string | undefined,
  fault: Form['fault'],
): string {
  const isOverall = question.aspect === 'overall';
  const name = escaped(fieldOf(question));
  const isMissing = isOverall && fault === 'noOverall';
  const told = isMissing
    ? `<p class="fault" id="${name}-fault">${escaped(wordings[locale].noOverall)}</p>`
    : '';
  const options = choicesOf(question, locale).map(
    ({ value, means }) =>
      `<label><input type="radio" name="${name}" value="${value}"${isOverall ? ' required' : ''}${String(value) === chosen ? ' checked' : ''}>${escaped(means)}</label>`,
  );
  return `<fieldset${isMissing ? ` aria-describedby="${name}-fault"` : ''}><legend>${escaped(question.label[locale])}</legend>${told}
${options.join('\n')}
</fieldset>`;
}

function answered(question: Question, locale: Locale, value: number): string {
  const means = choicesOf(question, locale).find((each) => each.value === value)?.means ?? String(value);
  return `<p><strong>${escaped(question.label[locale])}</strong><br>${escaped(wordings[locale].answered)}${escaped(means)}</p>`;
}

/** Thanks that fit what was answered, and the way back where questions remain. */
export function thanksPage(shown: Shown, thanks: 'good' | 'modest' | 'sorry', remain: boolean): string {
  const say = wordings[shown.locale];
  const back = remain ? `<p><a href="?lang=${shown.locale}">${escaped(say.again)}</a></p>` : '';
  return framed(
    { ...shown, title: say.title },
    `<p class="number" role="status">${escaped(say.thanks[thanks])}</p>${back}`,
  );
}

/** Why there is nothing to answer, in a sentence. */
export function refusedPage(shown: Shown, why: 'none' | 'over' | 'tooMany' | 'tooLong'): string {
  const say = wordings[shown.locale];
  return framed({ ...shown, title: say.title }, `<p class="fault">${escaped(say[why])}</p>`);
}
