import type { Rating } from './rating.ts';

/** A score found at the start of a clause; offsets count in the clause. */
export interface NumberClaim {
  readonly value: Rating;
  readonly until: number;
  /** Whether a unit or an announcement (5分, 4/5, "I'd give it a 4") shows that the number is a score. */
  readonly announced: boolean;
  readonly sure: boolean;
}

/**
 * Reads the score with which a clause begins. Nine in ten texts that begin with a digit 1–5 are no ratings ("5 mins",
 * 3点半, "2+2"), so what follows the number must be known to follow a score.
 */
export function numberClaim(clause: string): NumberClaim | undefined {
  const match = score.exec(clause);
  if (match === null) return undefined;
  const { announcement = '', hedge = '', number = '', unit = '' } = match.groups ?? {};
  const value = number === '' ? 5 : ratings.get(number); // without a number it is 满分, full marks
  if (value === undefined) return undefined;
  const until = match[0].length;
  const rest = clause.slice(until);
  const follows = unit === '' ? (/^\d$/u.test(number) ? afterDigit : nothing) : afterUnit(unit);
  if (!follows.test(rest)) return undefined;
  return { value, until, announced: announcement + unit !== '' || number === '', sure: hedge === '' };
}

/** Whether a clause is a number and nothing more: beside a rating it makes two answers ("3, maybe 4"; "4, 5"). */
export function isLoneNumber(clause: string): boolean {
  return /^(?:or|no|maybe|or maybe|actually|i mean|make it|不|或者?|不对|应该是?|改|改成|要么)?\s*\d+\s*(?:分|星|(?:or|to|and|或|到|至|-)\s*\d+.*)?$/u.test(
    clause,
  );
}

const ratings = new Map<string, Rating>([
  ...named(1, '1', '一', 'one'),
  ...named(2, '2', '二', '两', 'two'),
  ...named(3, '3', '三', 'three'),
  ...named(4, '4', '四', 'four'),
  ...named(5, '5', '五', 'five'),
]);

function named(value: Rating, ...names: string[]): [string, Rating][] {
  return names.map((name) => [name, value]);
}

function oneOf(...alternatives: string[]): string {
  return `(?:${alternatives.join('|')})`;
}

const announcedZh =
  '(?:我们?|觉得|总体|整体|就|那|直接)*(?:给|打|评|选择?|回复|评分|打分|分数|得分|评价|答案|满意度)(?:是|为|给|了|个|打|你们?|他们|您|:|\\s)*';
const announcedEn = `(?:${oneOf(
  "(?:i|we)(?:'d|'ll| would| will)? (?:give|rate|say|score|pick|choose|go with)(?: (?:it|you|you guys|them|this|that|the service|your service|the visit|my visit))?(?: with)?",
  '(?:my )?(?:rating|score|answer)(?: is)?',
  "it's|its|it was|that's|reply|overall|definitely|easily|a|an|solid|strong|only|just|give it|rate it",
)}[ :]+)+`;

const unit = oneOf(
  '\\s*(?:分|颗星|个星|星)(?!钟|期|店|之|公司|半|贝|巴|多|级|\\d)',
  '[ -]?(?:stars?|points?|pts?)(?![a-z])',
  ' ?/ ?5(?![\\d/])(?: stars?| points?)?',
  ' (?:out )?of (?:5|five)(?: stars?| points?)?(?![a-z\\d])',
);

const score = new RegExp(
  `^(?<announcement>${announcedZh}|${announcedEn})?(?<hedge>(?:maybe|probably|perhaps|大概|可能|差不多) ?)?` +
    `(?:(?<number>[1-5]|[一二三四五两]|one(?![a-z])|two(?![a-z])|three(?![a-z])|four(?![a-z])|five(?![a-z]))(?<unit>${unit})?|满分)`,
  'u',
);

const nothing = /^[\s:]*$/u;

const remarkZh = oneOf(
  '吧|啊|啦|哈|哦|满意|不满意|不太满意|完全|非常|很|挺|比较|太|一般|尚可|还行|还可以|就是|但|可是|不过|因为',
  '谢谢|感谢|辛苦|好评|赞|棒|没毛病|没得说|不错',
);
const remarkZhSpaced = oneOf(
  '服务|态度|整体|总体|速度|环境|价格|技术|质量|效率|希望|建议|等(?:太|了|待|得|很)',
);
const praise = oneOf(
  'great|good|excellent|perfect|amazing|awesome|fantastic|wonderful|brilliant|best|nice|friendly|professional|quick|fast',
  'poor|terrible|awful|horrible|bad|slow',
);
const served = oneOf(
  'service|services|job|work|experience|staff|team|customer|people|visit|guys|overall|and|but|as always|thanks|thank you',
);
const remarkEn = oneOf(
  'thanks|thank you|thx|ty|because|bc|cuz|cause|but|though|although|however|overall|highly|everything|all good|it was|for (?:the |your )?(?:service|work|job)|the service|your service|you guys',
  '(?:not |not very |very |completely |totally |really |super |extremely |fully |so )*(?:satisfied|dissatisfied|unsatisfied|happy|unhappy|pleased)',
  `(?:very |really |super |so |the |not )*${praise}(?:$| ${served})`,
);

const afterDigit = new RegExp(
  `^(?:[\\s:]*$|[\\s:]*${remarkZh}|\\s+${remarkZhSpaced}|\\s*-?\\s*${remarkEn}(?![a-z]))`,
  'u',
);

/** 5 stars and the like stand for themselves; after 分 or "of 5" some words would make something else of it. */
function afterUnit(written: string): RegExp {
  if (/stars?$/u.test(written)) return /^(?![a-z])/u;
  return /[分星]$/u.test(written) ? afterZhUnit : afterDigit;
}

const afterZhUnit = new RegExp(
  `^(?:\\s|:|$|${remarkZh}|${remarkZhSpaced}|了|呢|没|主要|推荐|扣|以上|师傅)`,
  'u',
);
