import type { Rating } from './rating.ts';
import {
  afterAnnounced,
  afterChinese,
  afterDigit,
  afterPoints,
  afterSeveral,
  afterStars,
  afterWord,
} from './rating-remarks.ts';

/** A score found in a clause; offsets count in the clause. */
export interface NumberClaim {
  readonly value: Rating;
  readonly from: number;
  readonly until: number;
  /** Whether a unit or an announcement (5分, 4/5, "I'd give it a 4") shows that the number is a score. */
  readonly announced: boolean;
  readonly sure: boolean;
  /** Whether the customer says that it stands for an earlier one ("meant 4"). */
  readonly corrects: boolean;
}

/**
 * Reads the scores of a clause: the one with which it begins, or else those that are announced in it. Nine in ten texts
 * that begin with a digit 1–5 are no ratings ("5 mins", 3点半, "2+2"), so what follows the number must be known to
 * follow a score.
 */
export function numberClaims(clause: string): NumberClaim[] {
  const whole = outright.find(({ said }) => said.test(clause));
  const again = ratings.get(repeated.exec(clause)?.[1] ?? '');
  if (again !== undefined) return [{ ...certain, value: again, from: 0, until: clause.length }];
  if (whole !== undefined) return [{ ...certain, value: whole.value, from: 0, until: clause.length }];
  const leading = leadingClaim(clause);
  const announced = inside(clause, leading?.until);
  const found = leading === undefined ? announced : [leading, ...announced];
  return found.length > 0 ? found : atTheEnd(clause);
}

/** Whether a clause is a number and nothing more: beside another rating it makes two answers ("3, maybe 4"; "4, 5"). */
export function isLoneNumber(clause: string): boolean {
  return /^(?:or|no|maybe|or maybe|actually|i mean|make it|不|或者?|不对|应该是?|改|改成|要么)?\s*(?:\d|10)\s*(?:分|星|(?:or|to|and|或|到|至|-)\s*\d+.*)?$/u.test(
    clause,
  );
}

const certain = { announced: true, sure: true, corrects: false } as const;

function leadingClaim(clause: string): NumberClaim | undefined {
  const match = leading.exec(clause);
  if (match === null) return undefined;
  const { announcement = '', hedge = '', number = '', unit = '' } = match.groups ?? {};
  const value = ratings.get(number);
  if (value === undefined) return undefined;
  const until = match[0].length;
  if (!follows(number, unit).test(clause.slice(until))) return undefined;
  const announced = announcement + unit !== '';
  return { value, from: 0, until, announced, sure: hedge === '', corrects: correction.test(announcement) };
}

function atTheEnd(clause: string): NumberClaim[] {
  const match = closing.exec(clause);
  const value = ratings.get(match?.groups?.['number'] ?? match?.groups?.['zh'] ?? '');
  if (match === null || value === undefined) return [];
  return [{ ...certain, value, from: match.index, until: clause.length }];
}

function inside(clause: string, after = 0): NumberClaim[] {
  return [...clause.slice(after).matchAll(embedded)].flatMap((match) => {
    const { announcement = '', number = '', unit = '' } = match.groups ?? {};
    const value = ratings.get(number);
    const from = after + match.index;
    const until = from + match[0].length;
    if (value === undefined || !afterAnnounced.test(clause.slice(until))) return [];
    if (
      unit === '' &&
      /^\p{Script=Han}/u.test(clause.slice(until)) &&
      !afterChinese.test(clause.slice(until))
    )
      return [];
    return [{ ...certain, value, from, until, corrects: correction.test(announcement) }];
  });
}

const ratings = new Map<string, Rating>([
  ...named(1, '1', '一', '壹', 'one', 'uno'),
  ...named(2, '2', '二', '两', '贰', 'two', 'dos'),
  ...named(3, '3', '三', '叁', 'three', 'tres'),
  ...named(4, '4', '四', '肆', 'four', 'cuatro'),
  // 舞 and 武 are what dictation makes of 五; they count with 分 behind them only.
  ...named(5, '5', '五', '伍', 'five', 'cinco', '舞', '武', '午'),
]);

function named(value: Rating, ...names: string[]): [string, Rating][] {
  return names.map((name) => [name, value]);
}

function oneOf(...alternatives: string[]): string {
  return `(?:${alternatives.join('|')})`;
}

const number =
  '[1-5](?![\\d.:])|[一二三四五两伍叁肆贰壹]|[舞武午](?=分)|(?:one|two|three|four|five|uno|dos|tres|cuatro|cinco)(?![a-z])';
const unit = oneOf(
  '\\s*(?:分|颗小?星星?|个小?星|星)(?!钟|期|店|之|公司|半|贝|巴|多|级|\\d(?!分))',
  '[ -]?(?:stars?|starts?(?=$)|estrellas|points?|pts?|fen)(?![a-z])',
  ' ?/ ?5(?![\\d/])(?: stars?| points?)?',
  ' (?:out )?of (?:5|five)(?: stars?| points?)?(?![a-z\\d])',
  " (?:outta|outa|out) (?:5|five)(?![a-z\\d])|'?s (?=all|across|down)",
  ' (?:from|for) (?:me|us)(?![a-z])|[吧嘛呗啊呀哦叭](?=$)',
);

const announcedZh = oneOf(
  '(?:嗯|我们?|咱们?|本人|个人|觉得|总体|整体|综合|服务|全部|全|就|那|直接|必须|妥妥|绝对|肯定|当然|果断|真心|一定|只能|最多|顶多|勉强|每次|一直|永远|还|都|的|是|依旧|依然){0,6}(?:给|打|评|选项?|选择|回复?|回答|投|填|按|答案?|评分|打分|分数|得分|评价|答案|满意度|应该是|其实是|更正为?|是|改成|改为|换成)(?:是|为|给|了|个|打|你们?|他们|您|师傅|大家|:|=|\\s){0,6}',
  '(?:按|打|发|写|说|输|选)错了?\\s*(?:是|应该是?)?',
  '(?:我|总体|整体|综合|必须|妥妥的?|绝对|肯定|当然|果断|都|全|只能|最多|勉强|这次|本次){1,6}(?=.?\\s*[分星啊呀吧啦])',
);
const corrected =
  '(?:wait|oops|sorry|sry|correction|typo|actually|no)?(?:^| |, ?)(?:i )?(?:meant|mean)(?: to (?:say|send|type|put))?';
const announcedEn = `(?:${oneOf(
  'but|and|so|well|hmm|um|honestly|tbh|all in all|still',
  "(?:i|we)(?:'?d|'?ll| would| will)? (?:give|rate|say|score|pick|choose|go with|go)(?: (?:it|you|u|you guys|y'?all|them|this|that|the service|your service|the visit|my visit))?(?: with)?",
  '(?:my )?(?:rating|score|answer|option|choice|vote)(?: is)?',
  "(?:it'?s|it was|it is|that'?s|that was|(?:it|that) would be|(?:it|that)'d be|gotta be|has to be|make it|ur|you'?re|you are|y'?all are|we'?re at|i'?m at)(?= an? )",
  "(?:i'?d|i'?ll|i|we|gonna|going to) have to (?:say|give|go with)(?: (?:it|you|y'?all))?|this time(?: it'?s| i'?d say)?",
  "(?:rating|score) of|(?:rating|score|answer) ?=|level|number|is|yup|yeah|yep|aye|def|the number|i (?:guess|think|suppose)|i'?d call it|call it|(?:ima|i'?mma) say|barely|(?:definite|generous|weak|big|fat|resounding|whopping|clear|firm|respectable|decent|good|great|nice|confident|sad|disappointing|reluctant|straight|true|huge|perfect)",
  'reply|overall|definitely|easily|easy|absolutely|certainly|hands down|no doubt|without a doubt|for sure|100%|a|an|solid|strong|only|just|give it|rate it',
  corrected,
)}[ :=]+)+`;

/** One score, said again and again. */
const repeated = /^([1-5])(?:[\s.!]+\1)+$/u;

const leading = new RegExp(
  `^(?<announcement>${announcedZh}|${announcedEn}|#(?=[2-5]))?(?<hedge>(?:maybe|probably|perhaps|大概|可能|差不多) ?)?` +
    `(?<number>${number})(?<unit>${unit})?`,
  'u',
);

const embeddedEn = `(?<![a-z])${oneOf(
  "(?:give|gives|gave|giving|rate|rated|rating|rates|score|scored|deserves?|deserved|earns?|earned|go with|going with|put (?:me|us) down (?:for|as)|mark (?:me|us)(?: down)?(?: for| as)?|gonna say|going to say)(?: (?:it|you|u|you guys|y'?all|them|this|that|him|her|everyone|(?:the|my|your|this|our) (?:service|visit|experience|shop|team|dealership|overall experience)))?(?: (?:with|as|at))?",
  "(?:it|this|that|so it|visit|service|experience|overall)(?:'?s| is| was| gets| would be|'d be)(?= an? )|(?:ur|you'?re|you are|y'?all are|gets?|call it)(?= an? )",
  "(?:so|so i'?d say|so i'?ll say|so i say|so it'?s|so i'?ll go with)(?= (?:an? )?(?:solid |strong )?(?:[1-5]|one|two|three|four|five)(?: stars?)?$)",
  '(?:he|she|(?:my )?(?:husband|wife|hubby|mom|dad|son|daughter)) (?:says?|said)(?: to)?(?: put| give| go with| reply)?|(?:pick|picked|choose|chose|vote|voting|put)',
  "(?:i am|i'?m|i'?m saying|be|lowkey|reckon|this one was|but)(?= (?:an? )?[1-5](?![\\d.:]| ?[a-z-]*(?:min|hour|day|week|mile|year|month|time)))",
  corrected,
)}:? (?:an? |about an? |number |no\\. ?|# ?)?(?:solid |strong |perfect |easy |full |definite |low |high )?`;
const embeddedZh = oneOf(
  '(?:给|打|评|选|评价|评分|打分|投)(?:个|了|你们?|您|师傅|的是|上|出|到|为|:|\\s){0,6}',
  '(?:[他她]|老公|老婆|媳妇|爸|妈|孩子|对象)说(?:给|打|选|回|是|:|\\s)*|(?:替|帮|代)\\S{1,4}(?:回|选|打|填)(?:的|个|:|\\s)*|(?:回|整|来)个',
  '(?:都|就|只值|值|算|是|等于)(?=\\S\\s*(?:分|颗?星)(?!钟|期|店))',
);
const embedded = new RegExp(
  `(?<announcement>${embeddedEn}|${embeddedZh})(?<number>${number})(?<unit>${unit})?`,
  'gu',
);
const correction = /mean|make (?:it|that)|应该|其实|更正|改|换成/u;

/** At the end of a clause a score with its unit needs no announcement, unless it rates one thing or counts minutes. */
const closing =
  /(?<![\d.:/\-a-z])(?<number>[1-5]|one|two|three|four|five)(?: ?-?stars?| out of (?:5|five)| outta (?:5|five))$|(?<=\p{Script=Han}\s?)(?<![了才到剩差过第点时等共扣减少加每前后晚早要]\s?|师傅\s?|技师\s?|前台\s?|顾问\s?|技术\s?|态度\s?|价格\s?|环境\s?|洗车\s?|速度\s?|卫生\s?)(?<zh>[1-5一二三四五])(?:分|颗?星)(?:好评|吧|啦|哦|呀)?$/u;

/** Scores that need no digit of the scale, and those that lie below it. */
const outright: readonly { value: Rating; said: RegExp }[] = [
  {
    value: 5,
    said: /^(?:.{0,6}(?:给|打|评|必须|绝对|妥妥的?))?(?:满分|最高分|满星|五星满分)(?!制|是|多少|为)(?:\D*|.?5.?)$/u,
  },
  {
    value: 5,
    said: /^(?:(?:10|100|十|一百)分?满分|满分(?:10|100|十|一百)分?)(?:的话|我|就|给|打|评|你们?)*(?:10|100|十|一百)分?$/u,
  },
  {
    value: 5,
    said: /^(?:an? )?(?:solid |perfect )?(?:10 ?\/ ?10|10 out of 10|ten out of ten|100 ?\/ ?100)(?: (?:would|will|highly|no|for|great|from|all|every).*)?$/u,
  },
  {
    value: 5,
    said: /^(?:all|straight|nothing but) (?:5|five)'?s$|^(?:the )?highest(?: one)?$/u,
  },
  {
    value: 5,
    said: /^(?:.{0,12} )?(?:highest|top|best possible|maximum|max|full|perfect) (?:possible )?(?:score|rating|marks|stars|points)(?: .{0,20})?$/u,
  },
  {
    value: 1,
    said: /^(?:.{0,12} )?(?:lowest|worst|minimum) (?:possible )?(?:score|rating|marks)(?: .{0,20})?$|^(?:the )?lowest(?: one)?(?: .{0,15})?$/u,
  },
  {
    value: 1,
    said: /^(?:我|就|只能|给|打|评|选)*最低分?$|^(?:连|就)*[1一]\s*(?:分|星|颗星)(?:都|也)(?:嫌多|不想给|不给|不值|太?多|舍不得|高).*$/u,
  },
  {
    value: 1,
    said: /^(?:我|就|只能|给|打|评|选)*(?:0|零|负)(?:分|星|颗星)(?!钟)\D*$|^(?:zero|0|no) stars$|^(?:1|one)(?: stars?)? is (?:too (?:many|much|high|generous)|more than).*$|^0 ?\/ ?5$|^0 out of 5$/u,
  },
  {
    value: 3,
    said: /^(?:.{0,20} )?(?:middle of the road|(?:the )?middle(?: one)?|right in the middle|dead center|smack in the middle)$|^(?:选|打|给)?(?:正)?(?:中间|当中)(?:那个|那档|分)?$/u,
  },
];

function follows(score: string, unit: string): RegExp {
  if (unit === '') return score === '1' ? afterDigit : /^\d$/u.test(score) ? afterSeveral : afterWord;
  if (/stars?$|estrellas$/u.test(unit)) return afterStars;
  return /[分星]$/u.test(unit) ? afterChinese : afterPoints;
}
