import type { Rating } from './rating.ts';

/** A place on the five-level scale that a clause names in words. */
export interface WordClaim {
  readonly value: Rating;
  /** Whether the words are the scale's own; praise and blame off the scale leave the level open. */
  readonly sure: boolean;
  /** Praise of anything, not only of the visit: beside a question it may praise something else. */
  readonly praise?: boolean;
}

/**
 * Reads a clause that says nothing but how satisfied the customer is. The whole clause must say it: 不好 contains 好,
 * 没有不满意的地方 contains 不满意, and neither is what it contains.
 */
export function wordClaim(clause: string): WordClaim | undefined {
  const bare = clause.replace(/^(?:but|and|although|though|however|但是?|不过|可是|只是|也|又|而且)\s*/u, '');
  const level = levels.find((each) => each.said.test(bare));
  return level && { value: level.value, sure: level.sure, praise: level.praise === true };
}

/**
 * The one level that a text names in strong words of the scale, wherever they stand ("我妈让我回个非常满意"); nothing where it
 * asks, supposes or promises, or names another level besides.
 */
export function strongClaim(text: string): { value: Rating; from: number; until: number } | undefined {
  if (noJudgement.test(text)) return undefined;
  const found = [...text.matchAll(strong)].map((match) => {
    const value = strongLevels.find(({ said }) => said.test(match[0]))?.value ?? 5;
    return { value, from: match.index, until: match.index + match[0].length };
  });
  const named = [...text.matchAll(/满意|satisf/gu)].length;
  if (named > found.length) return undefined;
  const [first, ...more] = found;
  return first && more.every(({ value }) => value === first.value) ? first : undefined;
}

const strong =
  /(?:(?:很|非常|完全|十分|特别|一点�?都?|极其?|太)不|[不勿](?:太|大|怎么|是很|够)?|非常之?|完全|很|十分|特别|超级?)满意|(?:ver+y|vr+e?y|extremely|completely|totally) (?:much )?(?:dis|un)?s+a+t+[isr]{0,4}f[iey]{1,3}e?d?(?![a-z])|(?<![a-z])(?:not (?:at all )?satisfied|dissatisfied)(?![a-z])/gu;
const strongLevels: readonly { said: RegExp; value: Rating }[] = [
  {
    said: /^(?:很|非常|完全|十分|特别|一点儿?都?|极其?|太)不|(?:ver+y|vr+e?y|extremely|completely|totally) (?:much )?(?:dis|un)|not at all/u,
    value: 1,
  },
  { said: /^[不勿]|^not|^dis/u, value: 2 },
];
const noJudgement =
  /满意度|满意的?话|满意(?:不满意|[吗么])|没有?不满|不能说|满意的(?:地方|是|原因|话)|对[^,，。]{1,6}不满|not (?:dis|un)|满不满|[?？]|[吗么]$|如果|要是|要不|假如|万一|只要|才|保证|希望|争取|(?:让|使|令|包|叫|给).{0,6}满意的?(?:服务|答复|结果|为止)|没有?(?:什么|啥|任何)|谈不上|说不上|不是不|难道|哪里|之前|上次|以前|客户|(?<![a-z])(?:if|would|will|hope|hoping|make|ensure|guarantee|until|unless|nothing like|yeah right|oh sure|customers?|was|were|last time|but)(?![a-z])/u;

/** Both sides of the scale denied, which is its middle, wherever it stands in a text. */
export function middleClaim(text: string): { from: number; until: number } | undefined {
  const found = middle.exec(text);
  return found === null ? undefined : { from: found.index, until: found.index + found[0].length };
}

const middle =
  /(?:谈不上|说不上|不能说)[很多太]?满意[,，\s]*也?(?:谈不上|说不上|不能说)[很多太]?不满意|既不满意[,，\s]*也不是?不满意|could(?:'ve| have| of)? be(?:en)? better[,.\s]*(?:and |but )?could(?:'ve| have| of)? be(?:en)? worse|neither (?:satisfied|happy|good) n?or (?:dissatisfied|unhappy|bad)/u;

interface Level extends WordClaim {
  readonly said: RegExp;
}

const subject =
  '(?:我们?|本人|总体|整体|总的来说|总之|感觉|觉得|表示|这次|本次|对|你们?的?|贵店的?|服务|维修|来说|上|还是|就是|是|都)*';
const particle =
  '(?:der|嘅|噻|喔|呐|捏|咯|滴|哒|哟|你们的?服务|这次(?:的?服务|的?维修)|贵店的?服务|了|的|吧|啊|呀|哦|哈|啦|呢|谢谢(?:你们?|您)?|感谢|师傅)*';

function chinese(value: Rating, sure: boolean, ...phrases: string[]): Level {
  return {
    value,
    sure,
    said: new RegExp(
      `^${subject}(?:${phrases.join('|')})${particle}$`.replaceAll('满意', '满[意义易议]'),
      'u',
    ),
  };
}

const person =
  "(?:(?:i|we)(?: am| are| was| were|'m|'re| feel| felt)?|overall|it was|it's|it is|that was|(?:the |your )?(?:service|experience|visit)(?: was| is)?|everything(?: was| is)|i'?d say|i would say|(?:he|she) says?|we'?re|well|honestly|all in all)";
const matter =
  '(?:(?: with| about| by)(?: the| your| my| this| all| all the)?(?: (?:service|work|repair|visit|experience|results?|job|everything|you|it|outcome))?|(?<=satisfied) with (?!.*(?:but|except|not|though|until|price))[a-z ]{1,40}| (?:service|job|work|experience|visit|customer service|thanks|thank you|overall|again|as always|guys))';

/** What changes no level. */
const tail = `(?: (?:tbh|honestly|to be honest|period|lol|for sure|hun|dear|sir|fr fr|(?<=ok(?:ay)? )(?!if|but not).{1,50}|(?<=f[iey]{1,3}e?d )(?:no complaints|and|everything|everyone|thank|the|you|all|as|good|great|with) ?(?!not|un|dis|a bit)(?!.*(?:satisf|(?<![a-z])(?:but|except|though|however|until|if|price)(?![a-z]))).{0,60}))?`;

function english(value: Rating, sure: boolean, ...phrases: string[]): Level {
  return {
    value,
    sure,
    said: new RegExp(
      `^(?:(?:hi|hello|yes|yeah|yep|for|four) )*(?:${person} )*(?:${phrases.join('|')})${matter}*${tail}$`,
      'u',
    ),
  };
}

const highlyZh =
  '(?:非[常长]之?|灰常|极为?|老|贼|好|很|十分|特别|完全|超级?|相当|极其|极度|最|太|真的?很|百分百|100%|百分之百|一百个|一万个|1000%)';
const highly =
  '(?:ver+y|completely|totally|extremely|fully|really|so|super|absolutely|entirely|100%|highly|most)';
const rather = '(?:quite|pretty|fairly|mostly|reasonably|generally|somewhat|rather|a bit|a little|slightly)';
// As people write it, and as their phones do.
const satisfied = 's+a+t+[is]{0,3}f[iey]{1,3}e?d';
const content = `(?:${satisfied}|happy|pleased|content)`;
const discontent = `(?:(?:d[iy]s?|un)${satisfied}(?: with .{1,60})?|unhappy|displeased)`;
const not = "(?:not|wasn't|isn't|weren't|aren't|am not|never)";

const levels: readonly Level[] = [
  chinese(
    5,
    true,
    `${highlyZh}满意`,
    `(?:${highlyZh}满意)+`,
    '(?:fei ?chang|hen|te ?bie|wan ?quan) ?man ?yi',
    '满意(?:得很|极了|爆了|得不得了)',
    '无可挑剔',
  ),
  chinese(4, true, '(?:比较|挺|蛮|还算|基本上?|大体)?满意', '蛮意', 'man ?yi'),
  chinese(
    3,
    true,
    '[很挺]?一般般?',
    '尚可',
    '还行',
    '凑合',
    '马马虎虎',
    '过得去',
    '说得过去',
    '不好也?不坏',
    '麻麻[地哋]',
  ),
  chinese(
    2,
    true,
    '(?:有点儿?|有些|比较|并)?不满意?',
    '不(?:太|大|怎么|够|很|是很|是太|是特别|是非常)满意',
    '没有?(?:很|太|多)满意',
    'bu ?man ?yi',
    '(?:不满意){2,}',
    '唔(?:系好|係好|系几|係幾|太|多)?满意',
  ),
  chinese(
    1,
    true,
    '(?:fei ?chang|hen|wan ?quan) ?bu ?man ?yi',
    '满意个?(?:屁|鬼|锤子|毛线?|头)',
    `${highlyZh}不满`,
    `(?:${highlyZh}|一(?:点|丢丢|丁点|点点)儿?[都也]?|根本|毫)不满意`,
  ),
  chinese(5, false, '完美|(?:非常|太|特别|超级?|真)(?:好|棒|赞|不错)', '很[棒赞]', '好极了|棒极了|没得说'),
  chinese(4, false, '(?:很|挺|蛮|还)?(?:不错)', '(?:很|挺|蛮)好', '好评'),
  chinese(3, false, '还可以|还好|普通|中等|中规中矩|勉强(?:满意|及格|可以)'),
  chinese(2, false, '不好|不[太怎]么?好|不怎么样|不咋[地的样]|(?:比较|有点|较)?差|(?:有点)?失望|不行'),
  chinese(
    1,
    false,
    '(?:很|非常|太|特别|极其|超级?|最)(?:差|糟糕?|失望|烂|垃圾)',
    '差劲|差评|糟糕|糟透|垃圾|极差|烂透',
  ),
  english(
    5,
    true,
    `(?:${highly} )+${content}`,
    `(?:more than|beyond|couldn'?t be more|could not be more) ${content}`,
    'muy satisfech[oa]|completely',
  ),
  { ...english(5, true, 'excellent|outstanding|exceptional'), praise: true },
  english(4, true, `(?:${rather} )?${content}`),
  english(
    3,
    true,
    'neutral|so[- ]so|average|acceptable|mediocre',
    `neither(?: satisfied (?:n?or) ${discontent})?`,
  ),
  english(
    2,
    true,
    `(?:${rather} )?${discontent}`,
    `${not} ${content}`,
    `${not} (?:very|really|too|so|that|entirely|completely|fully|totally|particularly|all that) ${content}`,
  ),
  english(
    1,
    true,
    `(?:${highly} )+${discontent}`,
    `not at all|${not} at all ${content}|${not} ${content} (?:at all|whatsoever|in the least|one bit)`,
  ),
  english(5, false, `(?:${highly} )*(?:great|amazing|awesome|fantastic|wonderful|brilliant|superb|perfect)`),
  english(4, false, `(?:(?:very|really|pretty|quite|all) )?good`, 'nice|not bad'),
  english(
    3,
    true,
    '(?:just|only) (?:ok|okay)',
    'ok(?:ay)? i guess',
    'ok(?:ay)? overall',
    "(?<=(?:was|is|'s) )ok(?:ay)?",
    'was ok(?:ay)?',
  ),
  english(3, false, '(?:just|only) (?:fine|alright)|fair|meh|ok (?=service|job|experience)'),
  english(
    2,
    false,
    `${not} (?:very |so |too |that )?(?:good|great|impressed)`,
    'bad|poor|disappointed|disappointing|unimpressed',
  ),
  english(
    1,
    false,
    'terrible|awful|horrible|(?:the )?worst|appalling|unacceptable|disgusting',
    `${highly} (?:bad|poor|disappointed)`,
  ),
];
