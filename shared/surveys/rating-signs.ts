import type { Rating } from './rating.ts';

/** What a row of stars or an emoji says; offsets count in the plain text. */
export interface SignClaim {
  readonly value: Rating;
  readonly from: number;
  readonly until: number;
  readonly sure: boolean;
}

const filled = /[★⭐🌟]/gu;
const countedStars =
  /^\s*(?:(?<count>[1-5])\s*[颗个]\s*[★⭐🌟]|[★⭐🌟]\s*[x×*]\s*(?<count>[1-5]))(?![★⭐🌟\d])/u;
const asterisks = /^\s*(?:\*\s*){5}$/u;
const row = /[★⭐🌟☆](?:\s*[★⭐🌟☆])*/gu;

/** The one row of stars of a text, such as ★★★★☆. A single star may be mere praise. */
export function starClaim(text: string): SignClaim | undefined {
  const counted = countedStars.exec(text) ?? asterisks.exec(text);
  if (counted !== null) {
    const value = ratingOf(Number(counted.groups?.['count'] ?? 5));
    if (value !== undefined)
      return { value, from: counted.index, until: counted.index + counted[0].length, sure: true };
  }
  const [stars, ...more] = text.matchAll(row);
  if (stars === undefined || more.length > 0) return undefined;
  const count = stars[0].match(filled)?.length ?? 0;
  const total = [...stars[0].replace(/\s/gu, '')].length;
  const value = ratingOf(count);
  if (value === undefined || (total !== count && total !== 5)) return undefined;
  const until = stars.index + stars[0].length;
  return { value, from: stars.index, until, sure: total > 1 };
}

/** An emoji that says it alone: full marks, fury or delight. A thumb up leaves the level open. */
export function emojiClaim(text: string): SignClaim | undefined {
  const said = text.trim();
  const found = emoji.find((each) => each.only.test(said));
  if (found === undefined) return undefined;
  const from = text.indexOf(said);
  return { value: found.value, from, until: from + said.length, sure: found.sure };
}

/** Whether an emoji of fury or delight stands against a rating. */
export function emojiContradicts(text: string, value: Rating): boolean {
  return value >= 4 ? /[😡🤬😠👎💩]/u.test(text) : value <= 2 && /[😍🥰👍💯]/u.test(text);
}

const emoji: readonly { only: RegExp; value: Rating; sure: boolean }[] = [
  { only: /^💯+$/u, value: 5, sure: true },
  { only: /^[😍🥰]+$/u, value: 5, sure: false },
  { only: /^[😡🤬]+$/u, value: 1, sure: false },
];

function ratingOf(count: number): Rating | undefined {
  const all = [1, 2, 3, 4, 5] as const;
  return all.find((rating) => rating === count);
}
