import { clausesOf, isCourtesy, longestRead, normalise } from './normalise.ts';
import type { Clause } from './normalise.ts';
import {
  besideLeaveWord,
  leaveSentence,
  leaveWords,
  onlyForNow,
  returnSentence,
  returnWords,
} from './opt-out-words.ts';

/** What the customer had before their eyes when they answered. */
export interface KeywordContext {
  /** The letter or word that the last text named as the way out, such as `T`, `R` or `STOP`. */
  readonly namedWayOut?: string;
  /** Whether a yes/no question is open, to which a single letter may be the answer. */
  readonly yesNoOpen: boolean;
}

/** A wish to leave or to come back, and the customer's own words that show it. */
export interface Keyword {
  readonly kind: 'opt-out' | 'opt-in';
  readonly evidence: string;
}

/**
 * Whether a text asks for no more texts, or for texts again; `undefined` for everything else. Exact words and clear
 * sentences only, never a substring. A single letter counts only if the last text named it as the way out and no
 * yes/no question is open.
 */
export function readKeyword(text: string, context: KeywordContext): Keyword | undefined {
  if (text.length > longestRead) return undefined;
  const plain = normalise(text);
  const said = clausesOf(plain.text).filter((clause) => !isCourtesy(clause.text));
  const clause = optOutClause(said, { text: plain.text, original: text }, context);
  if (clause !== undefined) {
    return { kind: 'opt-out', evidence: plain.verbatim(clause.from, clause.until) };
  }
  const back = said.length === 1 ? said.find(isReturn) : undefined;
  return back && { kind: 'opt-in', evidence: plain.verbatim(back.from, back.until) };
}

function optOutClause(
  said: Clause[],
  { text, original }: { text: string; original: string },
  context: KeywordContext,
): Clause | undefined {
  const sentence = said.find((clause) => leaveSentence.test(withoutScore(clause.text)));
  if (sentence !== undefined && !onlyForNow.test(text)) return sentence;
  const words = said.filter((clause) => isLeaveWord(withoutCourtesy(clause.text), text, context));
  const others = said.filter((clause) => !words.includes(clause));
  const clear = shouted.test(original) || others.every((clause) => besideLeaveWord.test(clause.text));
  return clear ? words[0] : undefined;
}

/** The carriers' own word as they spell it and a sentence of its own, whatever else is said behind it. */
const shouted = /^\s*(?:STOP|UNSUBSCRIBE)\s*[.!\n]/u;

/** "5 and stop texting" says two things. */
function withoutScore(clause: string): string {
  return clause.replace(/^[1-5] (?:and|but|now) /u, '');
}

function isLeaveWord(word: string, text: string, context: KeywordContext): boolean {
  if (leaveWords.test(word)) return true;
  const named = normalise(context.namedWayOut ?? '').text.trim();
  if (named === '') return false;
  const answered = word.replace(/^(?:请?回复?|reply|text)\s*/u, '').replace(/\s*退订$/u, '');
  if (answered !== named) return false;
  return [...named].length > 1 || (!context.yesNoOpen && !isCrying(text));
}

/** "T T", "T_T" and a T beside an emoji are faces, not the letter. */
function isCrying(text: string): boolean {
  return /\bt\W*t\b|\p{Extended_Pictographic}/u.test(text);
}

function isReturn(clause: Clause): boolean {
  const word = withoutCourtesy(clause.text);
  return !clause.asks && (returnWords.test(word) || returnSentence.test(clause.text));
}

function withoutCourtesy(clause: string): string {
  return clause
    .replace(/^(?:please|pls|plz|hi|hello|ok|请|麻烦)\s*/u, '')
    .replace(/\s*(?:please|pls|plz|now|thanks?(?: you)?|thx|谢谢|了|吧)$/u, '');
}
