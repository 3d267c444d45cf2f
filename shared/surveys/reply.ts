import { clausesOf, isCourtesy, normalise } from '../messages/normalise.ts';
import type { Clause } from '../messages/normalise.ts';
import type { Rating } from './rating.ts';
import { isLoneNumber, numberClaim } from './rating-numbers.ts';
import { emojiClaim, emojiContradicts, starClaim } from './rating-signs.ts';
import { wordClaim } from './rating-words.ts';

/** A rating read from a customer's text. */
export interface RatingReply {
  readonly value: Rating;
  /** The customer's own words that show the rating. */
  readonly evidence: string;
  /** False when the level is likely but not beyond doubt: ask once more or let a person read it. */
  readonly sure: boolean;
  /** What the customer said besides, as it stands; the whole text when it lies on both sides of the rating. */
  readonly remark?: string;
}

interface Claim {
  readonly value: Rating;
  readonly from: number;
  readonly until: number;
  readonly sure: boolean;
  /** False for a bare digit where an answer does not usually stand: only agreeing words make it sure. */
  readonly placed: boolean;
}

/**
 * The answer to the five-level question (R29); `undefined` when the text holds none, two different ones, or
 * contradicts itself. Precision goes first: a number that may count something else is no rating.
 */
export function readRating(text: string): RatingReply | undefined {
  const plain = normalise(text);
  const clauses = clausesOf(plain.text).flatMap(scoreApart);
  const numbers = clauses.flatMap((clause, index) => scoreIn(clause, index, clauses));
  if (manyNumbers(clauses, numbers)) return undefined;
  const [claim, ...others] = [...numbers, ...signs(plain.text, numbers), ...wordsIn(clauses)];
  if (claim === undefined || others.some((other) => contradict(claim, other))) return undefined;
  const confirmed = claim.placed || others.some((other) => other.sure && agree(claim, other));
  const doubted = others.some((other) => !agree(claim, other)) || emojiContradicts(plain.text, claim.value);
  const sure = claim.sure && confirmed && !doubted;
  const evidence = plain.verbatim(claim.from, claim.until);
  const remark = remarkBeside(
    plain.verbatim(0, claim.from),
    plain.verbatim(claim.until, plain.text.length),
    text,
  );
  return { value: claim.value, evidence, sure, ...(remark === undefined ? {} : { remark }) };
}

/** A bare digit counts where an answer stands: at the start, or less surely at the end; politeness aside. */
function scoreIn(clause: Clause, index: number, clauses: readonly Clause[]): Claim[] {
  const claim = numberClaim(clause.text);
  if (claim === undefined) return [];
  const first = clauses.slice(0, index).every((other) => isCourtesy(other.text));
  const last = clauses.slice(index + 1).every((other) => isCourtesy(other.text));
  if (!claim.announced && !first && (!last || countsPlaces(clauses[index - 1]))) return [];
  return [
    {
      value: claim.value,
      from: clause.from,
      until: clause.from + claim.until,
      sure: claim.sure && !clause.asks,
      placed: first || claim.announced,
    },
  ];
}

/** 非常满意5 and "very satisfied 5" hold two signs without a separator. */
function scoreApart(clause: Clause): Clause[] {
  const score = /[1-5] ?(?:分|星|颗星|stars?|\/ ?5)?$/u.exec(clause.text);
  const words = clause.text.slice(0, score?.index).trimEnd();
  if (score === null || wordClaim(words) === undefined) return [clause];
  return [
    { text: words, from: clause.from, until: clause.from + words.length, asks: false },
    { ...clause, text: score[0], from: clause.from + score.index },
  ];
}

/** "Bay no. 5", "see you at, 5": a number after these is no answer. */
function countsPlaces(before: Clause | undefined): boolean {
  return /\b(?:no|nr|number|bay|room|line|exit|unit|apt|at|on|by|than|about|around)$|[第号]$/u.test(
    before?.text ?? '',
  );
}

/** Two different scores, a lone number beside the score, or a list ("1. brakes 2. tyres"). */
function manyNumbers(clauses: readonly Clause[], scores: readonly Claim[]): boolean {
  if (new Set(scores.map((score) => score.value)).size > 1) return true;
  const beside = clauses.filter((clause) => !scores.some((score) => score.from === clause.from));
  const listed = scores[0]?.value === 1 && beside.some((clause) => /(?:^|\D)2$/u.test(clause.text));
  return listed || beside.some((clause) => isLoneNumber(clause.text));
}

/** Stars and emoji; one star behind a digit is only its unit. */
function signs(text: string, numbers: readonly Claim[]): Claim[] {
  const stars = starClaim(text);
  if (stars !== undefined)
    return !stars.sure && (numbers.length > 0 || text.trim().length > 1) ? [] : [{ ...stars, placed: true }];
  const emoji = emojiClaim(text);
  return emoji === undefined ? [] : [{ ...emoji, placed: true }];
}

function wordsIn(clauses: readonly Clause[]): Claim[] {
  return clauses.flatMap((clause) => {
    const behind = numberClaim(clause.text)?.until ?? 0;
    const said = clause.text.slice(behind).trim();
    const claim = clause.asks ? undefined : wordClaim(said);
    if (claim === undefined) return [];
    return [{ ...claim, from: clause.until - said.length, until: clause.until, placed: true }];
  });
}

function sameSide(a: Claim, b: Claim): boolean {
  return (a.value <= 2 && b.value <= 2) || (a.value >= 4 && b.value >= 4);
}

function agree(a: Claim, b: Claim): boolean {
  return a.value === b.value || sameSide(a, b);
}

function contradict(a: Claim, b: Claim): boolean {
  return !sameSide(a, b) && Math.abs(a.value - b.value) >= 2;
}

function remarkBeside(before: string, after: string, whole: string): string | undefined {
  const [lead, rest] = [before, after].map((part) =>
    part.replace(/^[\s,，.。;；:：、!！~～—–-]+/u, '').trim(),
  );
  const said = [lead, rest].map((part) => (tells.test(part ?? '') ? part : undefined));
  if (said[0] !== undefined && said[1] !== undefined) {
    const polite = clausesOf(normalise(before).text).every((clause) => isCourtesy(clause.text));
    return polite ? said[1] : whole.trim();
  }
  return said[1] ?? said[0]?.replace(/[\s,，;；:：、—–-]+$/u, '');
}

/** Letters, numbers or an emoji, other than stars and the particle of 5分吧. */
const tells = /^(?![吧啊啦哈哦呢了]+\P{L}*$).*(?:[\p{L}\p{N}]|(?![★⭐🌟])\p{Extended_Pictographic})/su;
