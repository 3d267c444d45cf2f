import { normalise } from '../messages/normalise.ts';
import { denial, feared, publicThreats, safetyParts } from './severity-words.ts';

/** How grave a complaint is by the customer's words, and the words that show it, as they stand in the text. */
export interface Severity {
  readonly severity: 'ordinary' | 'major';
  readonly evidence: string[];
}

/**
 * Grades a complaint by its words (R44, R52): what endangers people (brakes, steering, fire, injury) and threats of the
 * public or the law make it major. It would rather warn once too often; only a plain denial ("no accident") is heard.
 */
export function gradeSeverity(words: string): Severity {
  const plain = normalise(words);
  const found = [safetyParts, publicThreats, feared]
    .flatMap((pattern) => [...plain.text.matchAll(pattern)])
    .filter((match) => !isDenied(plain.text, match))
    .sort((a, b) => a.index - b.index);
  const evidence = found.map((match) => plain.verbatim(match.index, match.index + match[0].length));
  return { severity: evidence.length > 0 ? 'major' : 'ordinary', evidence: [...new Set(evidence)] };
}

/** "No accident" is none, but "no brakes" is no denial: parts that fail are missing. */
function isDenied(text: string, match: RegExpExecArray): boolean {
  return match.groups?.['event'] !== undefined && denial.test(text.slice(0, match.index));
}
