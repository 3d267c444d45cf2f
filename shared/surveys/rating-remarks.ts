/** What is known to follow a score without a separator; anything else may be what the number counts. */

function oneOf(...alternatives: string[]): string {
  return `(?:${alternatives.join('|')})`;
}

const remarkZh = oneOf(
  '吧|啊|啦|哈|哦|呀|咯|嘛|满意|不满意|不太满意|完全|非常|很|挺|比较|太|一般|尚可|还行|还可以|就是|但|可是|不过|因为',
  '谢谢|感谢|辛苦|好评|赞|棒|没毛病|没得说|不错|好的',
);
const remarkZhSpaced = oneOf(
  '服务|态度|整体|总体|速度|环境|价格|技术|质量|效率|希望|建议|等(?:太|了|待|得|很|久)|虽然|除了|主要|其他|还是|没|不|都|真|有|必须|下次|继续|手艺|师傅|前台|顾问|店|修|洗|只是|我(?:很|觉得|对|们|都|家|的|还会)|你们(?:的|真|太|很|服务)|他们(?:的|真|太|很|服务)|小(?!时)|老|贵|慢|好|扣|上次|终于|已|一直|这|那|空调|刹车|加油|推荐|给(?!我)|留',
  '\\p{Script=Han}{1,3}(?:师傅|经理|顾问|小姐|先生|老师)',
);
const praise = oneOf(
  'great|good|excellent|perfect|amazing|awesome|fantastic|wonderful|brilliant|best|nice|friendly|professional|quick|fast',
  'poor|terrible|awful|horrible|bad|slow|worst',
);
const served = oneOf(
  'service|services|job|work|experience|staff|team|customer|people|visit|guys|overall|and|but|as always|thanks|thank you',
);
const opensRemark = oneOf(
  'thanks|thank you|thank u|thx|ty|because|bc|cuz|cause|but|though|although|however|overall|highly|everything|everyone|everybody|all good|it was|the service|your service|you guys',
  'for (?!lunch|dinner|breakfast|to(?:day|morrow|night)|mon|tues|wednes|thurs|fri|satur|sun|pick|drop|an? |now|then|me to|\\d|new|rent|sale)[a-z]+|from (?:me|us)|on (?:a|your|the) (?:scale|1)|at (?:best|most)|tops|max',
  "as (?:always|usual|ever)|again$|please$|sir|ma'?am|boss|bro|man$|dude|mate|amigo|team|folks|ya'?ll|yall|you all|keep|a\\+|imo|completely|not at all",
  'rating|in and out|and(?= (?!an? |one|more|half|\\d))|what an?|nah|bruh|muy|wtf|smh|ngl|sry|tell|for sure|absolutely|hands down|definitely|easily|easy|no doubt|all (?:day|the way|around)|in my book|i guess|i suppose|across the board|down the line',
  'gracias|muchas|por|merci|danke|obrigad[oa]|lol|haha+|sent from',
  '(?:would|will|definitely|def) (?:recommend|come|be back|return|use|go|not|never|highly|definitely|again)|recommend(?:ed)?|kept me',
  "you(?!'?ll be)|your|y'?all|u guys|he|she|they|it(?! is (?:at|on))|it'?s|this|that|my(?! car is (?:ready|here))|no(?:thing|body| one)?|not (?!fixed|working|done|yet|ready|sure|enough)[a-z]+|never|none|still|always|just|only|really|so|too|took|was|were|had|got|did(?:n'?t)?|couldn'?t|can'?t|won'?t|wasn'?t|loved?|liked?|hated?|way|except|minus|despite|best|worst|super|very|waited|waiting|wait|price[ys]?|pricey|expensive|clean|dirty|rude|smooth|easy|always",
  "i(?!'?ll be| can| could|'?ll come| will be| need| want)|i'?m(?! (?:coming|here|outside|on))|i'?ve|we(?!'?ll| can| could| need| want)",
  '(?!not|never|all|any|wheel|door|cyl|series|speed|year|day|hour|min|am|pm|tire|tyre|key|seat|car|light|guy|people|kid|thing|time|other|of|or)[a-z]{3,} (?:was|did|took|went|made|rocks?|rocked|fixed|helped|explained)',
  '(?:not very |very |completely |totally |really |super |extremely |fully |so )*(?:satisfied|dissatisfied|unsatisfied|happy|unhappy|pleased)',
  `(?:very |really |super |so |the )*${praise}(?:$| ${served})`,
);

const notPlural =
  'thanks|yes|was|is|as|guess|this|his|hers|ours|yours|always|sometimes|perhaps|has|does|gets|us|its|less|unless|guys|folks|stars|points|thumbs|kudos|props|ladies|fellas|service|wish|miss|pass|process|business|yyds';
/** Words by which a number counts, measures or names a time, so that what follows it is no remark. */
const countedBy = oneOf(
  "a\\.?m|p\\.?m|o'?clock|ish|sharp|min|minute|hour|hr|day|week|wk|month|mo|year|yr|mile|mi|km|k|dollar|buck|grand|percent|point|liter|litre|l|gal|gallon|quart|qt|inch|ft|feet|foot|mm|cm|psi|v|amp|hundred|thousand|million|digit|figure|piece|pack",
  'people|guy|kid|car|tire|tyre|key|light|window|door|cyl|cylinder|wheel|speed|seater|series|payment|person|star hotel',
  'sorry|maybe|actually|make|large|small|medium|big|double|regular|more|other|new|old|different|separate|extra|another|out|or|to|of|th|st|nd|rd|x|by|plus|times|left|down|up|ahead|behind',
  'not (?:fixed|done|working|yet|ready|enough)|for|at|after|before|if|until|till|when|around|on|in|today|tomorrow|tonight|tmrw|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|[a-z]+day|works?|sounds|should|would|will|might|may|can|could|next|is|are|were|have|still|instead',
  'north|south|east|west|apt|blvd|street|ave|avenue|road|lane|dr|bay|level|floor|and (?:a )?(?:half|quarter|[1-9])',
);
/** What nobody says of things that are counted: no plural in the first three words, no unit, no time. */
const freely = `\\s+(?!${countedBy}(?![a-z]))(?!(?:\\S+ ){0,2}(?!(?:${notPlural})(?![a-z]))[a-z]{2,}s(?![a-z']))[a-z].*`;
/** The same in Chinese: no measure word and no time stands first. */
const freelyZh =
  '(?:\\s*(?![个点号月日天时星都也秒周年块元万千百十公里次条台辆位人楼路层组套只张件瓶升缸门座驱手到至或和折级档倍成股环桶箱支根双片颗轮刻半多来几把本份遍趟场期届元毛角斤克米寸度瓦伏安排单栋幢室厅]|分钟|分之|小时|小孩|小朋友|s店|大概|左右|以后|之后|以前|之前|早上|上午|下午|晚上|中午)\\p{Script=Han}{2}(?!.*(?:吗|么|多少|几)).+|\\s+(?:退钱|退款|差评|垃圾|无语|呵呵|好评|点赞|加油))';

const remark = `[\\s:]*${remarkZh}|\\s+${remarkZhSpaced}|\\s*-?\\s*${opensRemark}(?![a-z])`;

/** Behind a bare digit. */
export const afterDigit = new RegExp(`^/?(?:[\\s:]*$|\\+{1,9}$|${remark}|${freelyZh})`, 'u');

/** Behind a bare digit of which there are several, if it counts: "1 question", but never "3 question". */
export const afterSeveral = new RegExp(`${afterDigit.source}|^/?(?:${freely})`, 'u');

/** Behind a number in words. */
export const afterWord =
  /^(?:[\s:]*[吧哈啊呀]*| (?:i guess|i suppose|for sure|(?:from|for) (?:me|us)|in my book|all day|hands down|absolutely|thanks|thank you|easy|overall|but|because)(?![a-z]).*)$/u;

/** Behind 4/5 and the like, which may be a date or a part ("2 out of 5 bolts"). */
export const afterPoints = new RegExp(`^(?! [a-z]+ (?:was|were|are|is))(?:${afterSeveral.source})`, 'u');

/** 5 stars stand for themselves. */
export const afterStars = /^(?![a-z])(?! (?:hotel|resort|restaurant|general|chef|rated|safety))/u;

/** Behind 分 and 星 some words would make something else of it. */
export const afterChinese = new RegExp(
  `^(?:\\s|:|$|${remarkZh}|${remarkZhSpaced}|了|呢|必须|主要|以上|走起|送上|奉上|[1-5]分|[一二三四五][分星])`,
  'u',
);

/** Behind a score that is announced ("I give it a 5 …") anything but what a number counts. */
export const afterAnnounced =
  /^(?![\d.:/%$-]*\d)(?!%|\$)(?![ -]?(?:min|hour|hr|day|week|month|year|pm|am\b|p\.m|a\.m|o'?clock|ish|mile|km|k\b|dollar|buck|grand|percent|point|more|times?|people|guys|kids|cars?|tires?|tyres?|door|speed|cyl|wheel|series|or\b|to\b|and a half|half|star hotel|th\b|st\b|nd\b|rd\b|折|元|块|号|点|个|次|天|年|楼|万|千|百|成|分钟|小时|月|日|公里))/u;
