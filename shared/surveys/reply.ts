import { clausesOf, isCourtesy, longestRead, normalise } from '../messages/normalise.ts';
import type { Clause } from '../messages/normalise.ts';
import type { Rating } from './rating.ts';
import { hesitates, isDivided, mocks } from './rating-doubts.ts';
import { isLoneNumber, numberClaims } from './rating-numbers.ts';
import { emojiClaim, emojiContradicts, starClaim } from './rating-signs.ts';
import { doubtsTheScale, isConditional, withoutSupposed, withoutTakenBack } from './rating-taken-back.ts';
import { middleClaim, strongClaim, wordClaim } from './rating-words.ts';

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

interface Score extends Claim {
  /** Whether it stands for an earlier one ("meant 4"). */
  readonly corrects: boolean;
}

/**
 * The answer to the five-level question (R29); `undefined` when the text holds none, two different ones, or
 * contradicts itself. Precision goes first: a number that may count something else is no rating.
 */
export function readRating(text: string): RatingReply | undefined {
  if (text.length > longestRead) return undefined;
  const plain = normalise(text);
  if (quotesUs.test(plain.text)) return undefined;
  const { clauses, scores, supposed } = scored(plain.text);
  if (scores === undefined) return undefined;
  const claims = [...scores, ...signs(plain.text, scores), ...wordsIn(clauses)];
  const strong = strongClaim(plain.text);
  if (strong && claims.length === 0) claims.push({ ...strong, sure: true, placed: true });
  const surest = scores.length > 0 ? claims[0] : (claims.find(({ sure }) => sure) ?? claims[0]);
  const [claim, others] = [surest, claims.filter((each) => each !== surest)];
  if (claim === undefined || others.some((other) => contradict(claim, other))) return undefined;
  const confirmed = claim.placed || others.some((other) => other.sure && agree(claim, other));
  const doubted =
    others.some((other) => !agree(claim, other)) ||
    emojiContradicts(plain.text, claim.value) ||
    isDivided(plain.text) ||
    (scores.length > 0 &&
      (doubtsTheScale(plain.text) ||
        isConditional(supposed ? plain.text : withoutSupposed(plain.text)) ||
        hesitates(clauses) ||
        mocks(plain.text, claim)));
  const sure = claim.sure && confirmed && !doubted;
  const evidence = plain.verbatim(claim.from, claim.until);
  const remark = remarkBeside(
    plain.verbatim(0, claim.from),
    plain.verbatim(claim.until, plain.text.length),
    text,
  );
  return { value: claim.value, evidence, sure, ...(remark === undefined ? {} : { remark }) };
}

/** A phone's reaction to our own text, whose numbers are ours. */
const quotesUs = /^(?:liked|loved|laughed at|emphasi[sz]ed|disliked|questioned|reacted .{1,12} to) ["']/u;

/**
 * The clauses of a text and the one score that they name; a correction replaces what was said before, and what is only
 * supposed counts where nothing else is said. No scores at all where two different ones remain.
 */
function scored(text: string): { clauses: Clause[]; scores: Score[] | undefined; supposed: boolean } {
  const mended = slip.exec(text);
  if (mended !== null) {
    const until = mended.index + mended[0].length;
    const after = scoresOf(withoutTakenBack(';'.repeat(until) + text.slice(until)));
    if (after.scores?.length) return { ...after, supposed: false };
  }
  const said = withoutTakenBack(text);
  const meant = scoresOf(withoutSupposed(said));
  return meant.scores?.length ? { ...meant, supposed: false } : { ...scoresOf(said), supposed: true };
}

function scoresOf(text: string): { clauses: Clause[]; scores: Score[] | undefined } {
  const clauses = clausesOf(text).flatMap(scoreApart);
  const zero = { value: 1, from: 0, until: text.length, sure: true, placed: true, corrects: false } as const;
  if (belowTheScale.test(text)) return { clauses, scores: [zero] };
  const found = scoresIn(clauses);
  const corrections = found.filter(({ corrects }) => corrects);
  const scores = corrections.length > 0 ? corrections : found;
  return { clauses, scores: manyNumbers(clauses, scores) ? undefined : scores };
}

/** What somebody says who takes back what stands before. */
const slip =
  /scratch that|(?<![a-z])(?:oops|my bad|typo|misread|actually,? no|no,? actually|by mistake|this time|should be)(?![a-z])|算了|(?:^|[,.;!。])\s*这次|[哦啊]不对?|说错|[按看打搞弄选点发][错反]|手滑|手误|\n\s*\*(?=[1-5])/u;

/** A bare digit counts where an answer stands: at the start, or alone at the end; politeness aside. */
function scoresIn(clauses: readonly Clause[]): Score[] {
  const opens = clauses.findIndex(({ text }) => !isCourtesy(text));
  const closes = clauses.findLastIndex(({ text }) => !isCourtesy(text));
  const arranged = clauses.findIndex(({ text, asks }) => asks || arranges.test(text));
  return clauses.flatMap((clause, index) =>
    claimsOf(clause, {
      first: index <= opens,
      last: index >= closes && !countsPlaces(clauses[index - 1]),
      counted: countsPlaces(clauses[index - 1]),
      arranged: arranged !== -1 && arranged < index,
    }),
  );
}

function claimsOf(
  clause: Clause,
  place: { first: boolean; last: boolean; counted: boolean; arranged: boolean },
): Score[] {
  return numberClaims(clause.text).flatMap((claim) => {
    const bare = !claim.announced;
    const alone = clause.text.length === 1 && !place.arranged && !place.counted;
    if (bare && !place.first && !place.last && !alone) return [];
    return [
      {
        value: claim.value,
        from: clause.from + claim.from,
        until: clause.from + claim.until,
        sure: claim.sure && !clause.asks && !(bare && asksByWords.test(clause.text)),
        placed: place.first || !bare || !place.arranged,
        corrects: claim.corrects,
      },
    ];
  });
}

/** Words of a question in a clause that begins with a mere digit. */
const asksByWords = /(?<!有)[吗么]$|多少|能不能|可不可以|怎么办|是不是|哪/u;

/** Words that make a number behind them a time, a quantity or an address. */
const arranges =
  /\b(?:at|by|until|till|tomorrow|today|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|pick(?:ing)? (?:it )?up|coming|come|see you|meet|appointment|book|need|needs|want|wants|order|ordered|bring|send|how many|how much|which|when|bay|lane|door|floor|suite|option)\b|明天|今天下午|周[一二三四五六日末]|几[点个号]|约|来取|过来|到店|需要|要[买换订]|买|订|多少/u;

/** 非常满意5 and "very satisfied 5" hold two signs without a separator. */
function scoreApart(clause: Clause): Clause[] {
  const score = /[1-5] ?(?:分|星|颗星|stars?|\/ ?5)?$/u.exec(clause.text);
  const words = clause.text.slice(0, score?.index).trimEnd();
  if (
    score === null ||
    (wordClaim(words) === undefined && !judges(words) && !(score[0].length === 1 && remarks(words)))
  )
    return [clause];
  return [
    { text: words, from: clause.from, until: clause.from + words.length, asks: false },
    { ...clause, text: score[0], from: clause.from + score.index },
  ];
}

/** A remark with nothing but a digit behind it ("Everyone was friendly and it was quick 5"). */
function remarks(words: string): boolean {
  if (arranges.test(words) || /\d/u.test(words)) return false;
  return /(?<![a-z])(?:great|good|nice|excellent|awesome|amazing|friendly|quick|fast|clean|professional|helpful|happy|thanks?|slow|rude|expensive|pricey|terrible|poor)(?![a-z]).* [a-z]{3,}$|[好差慢贵快]|不错|谢谢|辛苦|态度|热情|专业/u.test(
    words,
  );
}

/** Praise or blame with a score right behind it ("Great job guys 5", 服务很好5). */
function judges(words: string): boolean {
  if (arranges.test(words)) return false;
  return (
    /(?:did|was|is|were) (?:great|awesome|excellent|amazing|perfect|good|terrible|horrible|awful)$|^(?:overall|the|my|your)? ?(?:experience|service|visit|rating|score)$/u.test(
      words,
    ) ||
    /^(?:great|awesome|excellent|amazing|perfect|terrible|horrible|awful|loved?|best|worst|fantastic)(?![a-z]).*(?<! (?:at|by|in|on|of|to|bay|line|exit|for|around|before|after|model|than|no|number|the|my|your))$/u.test(
      words,
    ) ||
    /(?:[很也都挺真太]好|不错|很棒|真棒|很专业|热情|周到|到位|很差|太差|好评|给力)$/u.test(words)
  );
}

/** "Bay no. 5", "see you at, 5": a number after these is no answer. */
function countsPlaces(before: Clause | undefined): boolean {
  return /\b(?:no|nr|number|bay|room|line|exit|unit|apt|at|on|by|than|about|around)$|[第号]$/u.test(
    before?.text ?? '',
  );
}

/** Two different scores, another lone number beside the score, or a list ("1. brakes 2. tyres"). */
function manyNumbers(clauses: readonly Clause[], scores: readonly Claim[]): boolean {
  if (new Set(scores.map((score) => score.value)).size > 1) return true;
  const beside = clauses.filter(
    (clause) => !scores.some((score) => clause.from <= score.from && score.until <= clause.until),
  );
  const listed = scores[0]?.value === 1 && beside.some((clause) => /(?:^|\D)2$/u.test(clause.text));
  const more = /^[1-5] (?:for|on) /u;
  return listed || beside.some(({ text }) => isLoneNumber(text) || (scores.length > 0 && more.test(text)));
}

/** Stars and emoji; one star behind a digit is only its unit. */
function signs(text: string, numbers: readonly Claim[]): Claim[] {
  const middle = middleClaim(text);
  if (middle !== undefined) return [{ ...middle, value: 3, sure: true, placed: true }];
  const stars = starClaim(text);
  if (stars !== undefined)
    return !stars.sure && (numbers.length > 0 || text.trim().length > 1) ? [] : [{ ...stars, placed: true }];
  const emoji = emojiClaim(text);
  return emoji === undefined ? [] : [{ ...emoji, placed: true }];
}

/** A zero lies below the scale; said twice it is no slip. */
const belowTheScale = /^(?:(?:0|zero|nada|zip|nil|none|零分?|负分)[\s.,!。，！]*){2,}$/u;

function wordsIn(clauses: readonly Clause[]): Claim[] {
  return clauses.flatMap((clause) => {
    const behind = numberClaims(clause.text)[0]?.until ?? 0;
    const said = clause.text.slice(behind).trim();
    const claim = clause.asks ? undefined : wordClaim(said);
    if (claim === undefined) return [];
    const sure = claim.sure && !(claim.praise && clauses.some(({ asks }) => asks));
    return [
      { value: claim.value, sure, from: clause.until - said.length, until: clause.until, placed: true },
    ];
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
