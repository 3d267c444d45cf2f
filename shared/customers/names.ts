/** How two names stand to each other; `unknown` where they cannot be compared, as Chinese with Latin letters. */
export type NameLikeness = 'same' | 'compatible' | 'different' | 'unknown';

const titles = /先生|女士|小姐|太太|老师|师傅|总$|经理$|老板|^(?:mr|mrs|ms|miss|dr)\.? | (?:jr|sr)\.?$/gu;
const organisation =
  /公司|集团|有限|厂$|[商酒饭]店|局$|院$|银行|学校|大学|政府|中心|车队|协会|委员会|\b(?:inc|llc|ltd|corp|co|company|gmbh|fleet|rentals?|leasing|county|dept|department|city of|school|university|bank)\b/u;

/** A name in the shape in which names are compared. */
function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}*]+/gu, ' ')
    .trim();
}

/** Whether a name is an organisation's. */
export function isOrganisation(name: string): boolean {
  return organisation.test(plain(name));
}

/**
 * Compares two names of customers. `same` only for two full names; 张先生, 张* and 张伟 are compatible, and so are
 * `A. Miller` and `Ann Miller`. A name is never more than supporting evidence (R03).
 */
export function likenessOf(a: string, b: string): NameLikeness {
  if (isOrganisation(a) !== isOrganisation(b)) return 'different';
  const [left, right] = [plain(a), plain(b)];
  if (left === '' || right === '') return 'unknown';
  if (isChinese(left) !== isChinese(right)) return 'unknown';
  return isChinese(left) ? chinese(left, right) : latin(left, right);
}

function isChinese(name: string): boolean {
  return /\p{Script=Han}/u.test(name);
}

function chinese(a: string, b: string): NameLikeness {
  const [left, right] = [bare(a), bare(b)];
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  const isWhole = !isMasked(a) && !isMasked(b) && short.length > 1;
  if (left === right) return isWhole ? 'same' : 'compatible';
  if (isWhole && a === left && b === right) return 'different';
  return long.startsWith(short) || short === '' ? 'compatible' : 'different';
}

/** Without titles, spaces and what was blotted out: 张先生 and 张** are 张. */
function bare(name: string): string {
  return name.replaceAll(titles, '').replaceAll(/[* ]/g, '');
}

function isMasked(name: string): boolean {
  return name.includes('*');
}

function latin(a: string, b: string): NameLikeness {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  const [few, many] = left.length <= right.length ? [left, right] : [right, left];
  if (few.length === many.length && few.every((word) => many.includes(word))) {
    return few.length > 1 ? 'same' : 'compatible';
  }
  return few.every((word) => many.some((other) => isShortFor(word, other))) ? 'compatible' : 'different';
}

function wordsOf(name: string): string[] {
  return name.replaceAll(titles, ' ').replaceAll('*', ' ').split(' ').filter(Boolean).sort();
}

function isShortFor(a: string, b: string): boolean {
  return a === b || (a.length === 1 && b.startsWith(a)) || (b.length === 1 && a.startsWith(b));
}
