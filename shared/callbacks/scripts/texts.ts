import * as v from 'valibot';
import { localeSchema } from '../../events/text-request.ts';
import { shortText } from '../../platform/formats.ts';
import type { Fault } from '../../platform/problem.ts';
import { type Filled, isBlank } from './blanks.ts';

/** The parts of a conversation, in their order (R19, R23, R26, R27). */
export const sections = ['opening', 'visit', 'questions', 'deferred', 'offers', 'closing'] as const;
export type Section = (typeof sections)[number];

/** One thing to say, in wordings of which the first that can be filled is said; none means that it is left out. */
const LineSchema = v.pipe(v.array(shortText(400)), v.minLength(1), v.maxLength(4));
const lines = v.pipe(v.array(LineSchema), v.maxLength(12));

/** A script in one language. */
export const WordingSchema = v.object({
  opening: lines,
  visit: v.optional(lines, []),
  questions: lines,
  deferred: v.optional(lines, []),
  offers: v.optional(lines, []),
  closing: lines,
});
export type Wording = v.InferOutput<typeof WordingSchema>;

/** A script in one language or in both. */
export const TextsSchema = v.pipe(
  v.strictObject({ 'zh-CN': v.optional(WordingSchema), 'en-US': v.optional(WordingSchema) }),
  v.check(
    (texts) => (texts['zh-CN'] ?? texts['en-US']) !== undefined,
    'must be written in one language at least',
  ),
);
export type Texts = v.InferOutput<typeof TextsSchema>;

/** What a caller says, section by section. */
export type Spoken = readonly { readonly section: Section; readonly lines: readonly string[] }[];

/** Sections that are only said where there is something to say them of. */
const ofSomething = ['deferred', 'offers'] as const;

/** These must have something to say whatever is known. */
const never = ['opening', 'questions', 'closing'] as const;

const opened = /\{([^{}]*)\}/g;

/** A script with its blanks filled. A line whose every wording lacks something is left out: nothing is said with a hole. */
export function speak(wording: Wording, filled: Filled): Spoken {
  return sections.flatMap((section) => {
    if (ofSomething.some((blank) => blank === section && filled[blank] === undefined)) return [];
    const said = wording[section].flatMap((line) => firstFilled(line, filled) ?? []);
    return said.length > 0 ? [{ section, lines: said }] : [];
  });
}

function firstFilled(line: readonly string[], filled: Filled): string | undefined {
  const wording = line.find((each) =>
    blanksIn(each).every((name) => isBlank(name) && filled[name] !== undefined),
  );
  return wording?.replaceAll(opened, (_whole, name: string) => (isBlank(name) ? (filled[name] ?? '') : ''));
}

/** The names that a wording leaves open. */
function blanksIn(wording: string): string[] {
  return [...wording.matchAll(opened)].map((match) => match[1] ?? '');
}

/**
 * What is wrong with texts besides their shape: blanks that nobody knows, braces that open none, and sections that
 * might have nothing to say.
 */
export function faultsIn(texts: Texts): Fault[] {
  return localeSchema.options.flatMap((locale) => {
    const wording = texts[locale];
    return wording ? faultsInWording(wording, locale) : [];
  });
}

function faultsInWording(wording: Wording, locale: string): Fault[] {
  return [
    ...sections.flatMap((section) =>
      wording[section].flatMap((line, index) =>
        line.flatMap((each, choice) => faultsOf(each, `/texts/${locale}/${section}/${index}/${choice}`)),
      ),
    ),
    ...never
      .filter((section) => !wording[section].some((line) => line.some((each) => !each.includes('{'))))
      .map((section) => ({
        pointer: `/texts/${locale}/${section}`,
        detail: 'must have a line with a wording without blanks, so that there always is something to say',
      })),
  ];
}

function faultsOf(wording: string, pointer: string): Fault[] {
  const unknown = blanksIn(wording).filter((name) => !isBlank(name));
  if (unknown.length > 0) return [{ pointer, detail: 'holds a blank that is none; see the list of blanks' }];
  if (/[{}]/.test(wording.replaceAll(opened, '')))
    return [{ pointer, detail: 'holds a brace that belongs to no blank' }];
  return [];
}
