import { normalise } from '../messages/normalise.ts';
import { type Category, categoryWords } from './category-words.ts';
import { longestGraded } from './severity.ts';

/** A category that a complaint may be filed under, and the words that speak for it, as they stand in the text. */
export interface ProposedCategory {
  readonly category: Category;
  readonly evidence: string[];
}

/**
 * Proposes categories by the words of a complaint (R44), the one with the most words first, for a person to confirm.
 * What no word speaks for is `other`.
 */
export function proposeCategories(words: string): ProposedCategory[] {
  const plain = normalise(words.slice(0, longestGraded));
  const found = categoryWords.flatMap(({ category, words: pattern }) => {
    const said = [...plain.text.matchAll(pattern)].map((match) =>
      plain.verbatim(match.index, match.index + match[0].length),
    );
    return said.length === 0 ? [] : [{ category, evidence: [...new Set(said)] }];
  });
  const other: ProposedCategory = { category: 'other', evidence: [] };
  return found.length === 0 ? [other] : found.toSorted((a, b) => b.evidence.length - a.evidence.length);
}
