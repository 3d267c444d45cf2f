import * as v from 'valibot';
import type { Asks, Locale } from '../../events/text-request.ts';
import { answerKinds, aspects } from '../../events/surveys.ts';
import { shortText } from '../../platform/formats.ts';

/** What the visit must have been like for a question to make sense. */
export const conditions = ['late', 'deferred-work', 'cost-more', 'paid'] as const;
export type Condition = (typeof conditions)[number];

function inBothLanguages<const S extends v.BaseSchema<string, string, v.BaseIssue<unknown>>>(wording: S) {
  return v.object({ 'zh-CN': wording, 'en-US': wording });
}

/** A question about a visit: good is always high, `yes` or 5, so that answers can be told apart without knowing it. */
export const QuestionSchema = v.object({
  id: v.pipe(
    v.string(),
    v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1 to 40 small letters, digits and hyphens'),
  ),
  aspect: v.picklist(aspects),
  kind: v.picklist(answerKinds),
  when: v.optional(v.picklist(conditions)),
  /** As a text asks it, without the dealer's name and without how to answer. The overall question has texts of its own. */
  text: inBothLanguages(shortText(110)),
  /** As the page asks it. */
  label: inBothLanguages(shortText(200)),
  /** What there is to choose from. */
  options: v.optional(v.pipe(v.array(inBothLanguages(shortText(40))), v.minLength(2), v.maxLength(5))),
});
export type Question = v.InferOutput<typeof QuestionSchema>;

/** How a text asks a question, and so how the reply to it is read. */
export const asksOf: Readonly<Record<Question['kind'], Asks>> = {
  'five-level': 'rating',
  'yes-no': 'yes-no',
  choice: 'choice',
  open: 'words',
};

/** A question as a text puts it, with how to answer. */
export function spelt({ kind, text, options = [] }: Question, locale: Locale): string {
  const zh = locale === 'zh-CN';
  const question = text[locale];
  switch (kind) {
    case 'five-level':
      return zh ? `${question}回复1到5，5最好。` : `${question} Reply 1 to 5, 5 is best.`;
    case 'yes-no':
      return zh ? `${question}请回复“是”或“不是”。` : `${question} Please reply YES or NO.`;
    case 'choice': {
      const listed = options.map((option, index) => `${index + 1}${zh ? '' : ' '}${option[locale]}`);
      return zh
        ? `${question}${listed.join(' ')}，请回复数字。`
        : `${question} ${listed.join(', ')}. Reply a number.`;
    }
    case 'open':
      return zh ? `${question}请直接回复。` : `${question} Just reply.`;
  }
}

/** The five answers of R29, and those to “how welcome”, “how reasonable”; worst first. */
const levels: Readonly<Record<Locale, { satisfied: readonly string[]; degree: readonly string[] }>> = {
  'zh-CN': {
    satisfied: ['完全不满意', '不满意', '尚可', '满意', '完全满意'],
    degree: ['完全不', '不太', '一般', '比较', '非常'],
  },
  'en-US': {
    satisfied: ['very dissatisfied', 'dissatisfied', 'OK', 'satisfied', 'very satisfied'],
    degree: ['not at all', 'hardly', 'somewhat', 'quite', 'very'],
  },
};

/** The answers that there are to a question, best first, with what each means; none to an open one. */
export function choicesOf(
  { kind, aspect, options = [] }: Question,
  locale: Locale,
): { value: number; means: string }[] {
  switch (kind) {
    case 'five-level':
      return levels[locale][aspect === 'overall' ? 'satisfied' : 'degree']
        .map((means, index) => ({ value: index + 1, means }))
        .reverse();
    case 'yes-no':
      return locale === 'zh-CN'
        ? [
            { value: 1, means: '是' },
            { value: 0, means: '不是' },
          ]
        : [
            { value: 1, means: 'Yes' },
            { value: 0, means: 'No' },
          ];
    case 'choice':
      return options.map((option, index) => ({ value: index + 1, means: option[locale] }));
    case 'open':
      return [];
  }
}

/** Whether an answer is an opinion that must itself be answered (R14): 1 or 2 of five, or no. */
export function isLow(kind: Question['kind'], value: number | undefined): boolean {
  if (value === undefined) return false;
  return kind === 'five-level' ? value <= 2 : kind === 'yes-no' && value === 0;
}
