/** Scores that a text names without giving them, on the plain text. */

const number = '(?:(?<!\\d)[0-5](?!\\d)|one|two|three|four|five|[一二三四五两零])(?:\\.5)?';
const score = `(?:an? )?(?:solid |strong |perfect |full |real )?${number}(?: ?(?:/ ?5|out of (?:5|five)|stars?|points?))?(?![a-z\\d])`;
const scoreZh = `${number}\\s*(?:分|颗星|星)?`;

/** Denied, put aside, deducted, given the last time, or only the scale described. */
const unsaid = anyOf(
  `(?<![a-z])(?:not(?: quite| even)?|never|instead of|rather than|(?:al)?most|nearly|last time(?: (?:was|i (?:gave|said|rated)(?: (?:it|you))?))?) ${score}`,
  `(?<![a-z])(?:was|were) (?:gonna|going to|about to|ready to) (?:say|give|put|rate|be|go with)(?: (?:it|you|this|y'?all|you guys))? ${score}`,
  `(?<![a-z])(?:would|could|should|might)(?:'ve| have| of|a) (?:been|given|said|rated|got|gotten|gone)(?: (?:it|you|this|y'?all|you guys))? ${score}`,
  `(?<![a-z])(?:minus|less|docked?|deduct(?:ed|ing)?|(?:took|taking|take|knock(?:ed|ing)?)(?: off)?|lost|lose|loses) (?:an?|one|1|two|2) (?:stars?|points?|pts?)(?: off)?`,
  '(?<![a-z\\d])(?:one|1|two|2) (?:stars?|points?|pts?) (?:off|less|deducted)',
  '(?:(?:on|from) )?(?:an? )?(?:scale )?(?:of |from )?(?<![\\d./:-])1 ?(?:to|-|through|thru) ?5(?! ?(?:pm|am|min|days?|hours?)|[\\d./:-])(?= \\S|[,:?.] ?\\S)',
  `(?:不是|不止|还?不到|没到|不够|够不上)${scoreZh}`,
  `(?:不|没|未|别)(?:能|想|敢|会|可能|舍得)?(?:给|打|评)(?:你们?|到|了)*${scoreZh}`,
  `(?:上次|上回|去年)[^,，。;]{1,8}?(?:给|打|评)(?:了|个)?${scoreZh}`,
  `(?:usually|normally|last time|before)(?: it(?: is|'s| was))? ${score}|gave you ${score} (?:in|last|back)`,
  `(?:本来|原本|原来|本想|差点|上次|之前|以前|上回)(?:我|是|想|要|打算|会|可以|能|就|都)*(?:给|打|评|选)?(?:你们?|了|个|的是?)*${scoreZh}`,
  `[1一]分(?:是|就)?(?:留|给下次|给进步|怕)|(?:扣|减|少|差|留)(?:掉|了|你们?|给)*(?:[12一二两])(?:分|星|颗星)?`,
  '(?:从)?(?<!\\d)1分?(?:到|至|-|~)5分?(?=[，, ]?(?:我|给|打|选|的话|里|中|之间))',
);

/** On a condition: meant only if nothing else is, and not surely. */
const conditional = [
  `(?<![a-z])(?:if|otherwise|unless|next time)(?: [a-z']+){0,8}? ${score}`,
  `(?:要是|要不是|如果|假如|若|不然|否则|下次|等你们)[^,，。]{0,15}?${scoreZh}了?`,
  `[^,，。;\s]{1,15}(?:就|才|再)(?:是|给|打|评|能|可以)*${scoreZh}了`,
];

/** Meant only if nothing else is: what it would be, and what the full marks are. */
const supposed = anyOf(
  ...conditional,
  `(?<![a-z])(?:would|could|might|'d|i'd|id|it'd|will|'ll) (?:\w+ )?(?:be|get|give|rate|say|have)(?: (?:it|you|this|y'?all|you guys))? ${score}`,
  `满分(?:是|为)?${scoreZh}|${scoreZh}满分(?!是?\d)`,
);

/** The text with such scores cut out as clauses are cut, so that every offset stays. */
export function withoutTakenBack(text: string): string {
  return cutOut(text, unsaid);
}

/** The text without what is merely supposed, for a text that names another score besides. */
export function withoutSupposed(text: string): string {
  return cutOut(text, supposed);
}

/** Whether a score hangs on a condition ("5 if you fix it"). */
export function isConditional(text: string): boolean {
  return onCondition.test(text);
}

const onCondition = anyOf(
  '(?<![a-z])(?:if|once|unless|provided) (?:you|the|it|this|my|that|everything|they)(?![a-z])(?! ask)',
  '(?:修好|解决|弄好|搞定)了?(?:我|就|才|再)+(?:给|打|是)|(?:要是|如果|假如).{1,15}(?:就|才)',
);

/** Whether the text takes 1 for the best, or rates on a scale of its own, so that no number of it can be trusted. */
export function doubtsTheScale(text: string): boolean {
  return ownScale.test(text);
}

const ownScale = anyOf(
  '(?<![\\d.])[01] ?(?:to|-|through|到|至) ?10(?!\\d)|(?:out )?of (?:10|ten|100)(?!\\d)|十分制|百分制|(?:10|100)分制',
  `(?<!\\d)(?:1|one|一|5|five|五)分?(?: is| being|=| means|是|代表|算|为)+ ?(?:the |your )?(?:best|highest|top|good|worst|lowest|bad|最好|最高|最棒|最差|最低|最满意|最不满意|好|差|不是)`,
  '(?<![a-z])is (?:1|one|5|five) (?:the )?(?:best|highest|top|good|worst|lowest|bad)',
  `(?:best|highest|worst|lowest)(?: (?:is|being|score|one))+ ?(?:1|one|5|five)\\b`,
  '(?:最好|最高|最满意|最差|最低)的?(?:是|=)\\s*(?:1|一|5|五)',
);

function anyOf(...alternatives: string[]): RegExp {
  return new RegExp(alternatives.join('|'), 'u');
}

function cutOut(text: string, pattern: RegExp): string {
  return text.replace(new RegExp(pattern, 'gu'), (said) => ';'.repeat(said.length));
}
