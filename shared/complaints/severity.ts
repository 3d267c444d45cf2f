import { normalise } from '../messages/normalise.ts';
import { plainDanger } from './plain-danger.ts';
import {
  denial,
  entangled,
  failing,
  feared,
  figuresOfSpeech,
  harmlessBeside,
  publicThreats,
  safetyParts,
} from './severity-words.ts';

/** How grave a complaint is by the customer's words, and the words that show it, as they stand in the text. */
export interface Severity {
  readonly severity: 'ordinary' | 'complex' | 'major';
  readonly evidence: string[];
}

/**
 * Grades a complaint by its words (R44, R52): what endangers people (brakes, steering, fire, injury), threats of the
 * public or the law and great losses make it major; repeated failures, disputes and claims complex. It would rather warn
 * once too often: only a plain denial ("no accident"), a figure of speech, or a part of which only price and looks are
 * complained of is harmless.
 */
export function gradeSeverity(words: string): Severity {
  const plain = normalise(words.slice(0, longestGraded));
  const text = plain.text.replace(figuresOfSpeech, (said) => ' '.repeat(said.length));
  const grave = [
    ...matches(text, safetyParts).filter((match) => !isHarmless(text, match)),
    ...[publicThreats, feared]
      .flatMap((pattern) => matches(text, pattern))
      .filter((match) => !isDenied(text, match)),
  ];
  const plainly = matches(text, plainDanger).filter(
    (match) => !isDenied(text, match) && !grave.some((other) => overlap(match, other)),
  );
  grave.push(...plainly);
  const severity = grave.length > 0 ? 'major' : 'complex';
  const found = grave.length > 0 ? grave : matches(text, entangled);
  const evidence = found
    .toSorted((a, b) => a.index - b.index)
    .map((match) => plain.verbatim(match.index, match.index + match[0].length));
  return { severity: found.length > 0 ? severity : 'ordinary', evidence: [...new Set(evidence)] };
}

/** More than this is no complaint in words; its beginning is graded. */
export const longestGraded = 10_000;

function matches(text: string, pattern: RegExp): RegExpExecArray[] {
  return [...text.matchAll(pattern)];
}

function overlap(a: RegExpExecArray, b: RegExpExecArray): boolean {
  return a.index < b.index + b[0].length && b.index < a.index + a[0].length;
}

/** "No accident" is none, but "no brakes" is no denial: parts that fail are missing. */
function isDenied(text: string, match: RegExpExecArray): boolean {
  return (
    match.groups?.['event'] !== undefined &&
    denial.test(text.slice(Math.max(0, match.index - 40), match.index))
  );
}

/** A part of which the sentence says only what it costs, how it looks, or that it is well again. */
function isHarmless(text: string, match: RegExpExecArray): boolean {
  const from = Math.max(...[...'.!?。!?;\n'].map((end) => text.lastIndexOf(end, match.index))) + 1;
  const sentence = /^[^.!?。;\n]*/u.exec(text.slice(match.index))?.[0] ?? '';
  const said = text.slice(from, match.index) + sentence;
  return said.search(harmlessBeside) !== -1 && said.search(failing) === -1;
}
