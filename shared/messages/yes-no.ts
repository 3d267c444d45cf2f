import { clausesOf, isCourtesy, longestRead, normalise } from './normalise.ts';
import type { Clause } from './normalise.ts';

/** An answer to a yes/no question, and the customer's own words that show it. */
export interface YesNo {
  readonly value: 'yes' | 'no';
  readonly evidence: string;
}

type Meaning = 'yes' | 'acknowledged' | 'no' | 'unclear';

/**
 * Whether an answer names by itself what it answers ("解决了", "not fixed yet"), so that it needs no question before it;
 * "ok" and "no" do.
 */
export function namesTheMatter({ evidence }: YesNo): boolean {
  return /解[决決]|搞定|修好|弄好|处理好|修复|solved|resolved|fixed|sorted|repaired/iu.test(evidence);
}

/**
 * The answer to "is it solved?"; `undefined` when the text does not clearly say. A yes closes a complaint (R48), so it
 * is read more strictly than a no: a mere "ok" counts only alone, and no yes stands beside a doubt or a question.
 */
export function readYesNo(text: string): YesNo | undefined {
  if (text.length > longestRead) return undefined;
  const plain = normalise(text);
  const said = withoutHums(clausesOf(plain.text).filter((clause) => !isCourtesy(clause.text)));
  if (said.length === 0) return readThumb(text);
  const answers = said.filter((clause) => meaningOf(clause) !== 'unclear');
  const first = answers[0];
  if (first === undefined || !agree(answers)) return undefined;
  const evidence = plain.verbatim(first.from, first.until);
  if (meaningOf(first) === 'no') return { value: 'no', evidence };
  const beside = said.filter((clause) => meaningOf(clause) === 'unclear');
  const doubtful = beside.some((clause) => clause.asks || doubt.test(clause.text));
  const certain = answers.some((clause) => meaningOf(clause) === 'yes') || beside.length === 0;
  return certain && !doubtful ? { value: 'yes', evidence } : undefined;
}

/** 嗯 is a yes when it is all that is said, and a hum before anything else. */
function withoutHums(said: Clause[]): Clause[] {
  const words = said.filter((clause) => !/^[嗯恩]+$/u.test(clause.text));
  return words.length === 0 ? said : words;
}

function agree(answers: readonly Clause[]): boolean {
  const noes = answers.filter((clause) => meaningOf(clause) === 'no');
  return noes.length === 0 || noes.length === answers.length;
}

function meaningOf(clause: Clause): Meaning {
  if (clause.asks) return 'unclear';
  if (no.test(clause.text)) return 'no';
  if (yes.test(clause.text)) return 'yes';
  return acknowledgement.test(clause.text) ? 'acknowledged' : 'unclear';
}

/** Thumbs and ticks beside mere politeness. */
function readThumb(text: string): YesNo | undefined {
  const signs = text.match(/[👍👌✅👎❌]/gu) ?? [];
  const meant = new Set(signs.map((sign) => (/[👎❌]/u.test(sign) ? 'no' : 'yes')));
  const others = text.replace(/[👍👌✅👎❌\s\p{L}\p{P}\p{Emoji_Modifier}\ufe0f]/gu, '');
  if (others !== '' || meant.size !== 1) return undefined;
  return { value: meant.has('no') ? 'no' : 'yes', evidence: text.trim() };
}

function whole(...alternatives: string[]): RegExp {
  return new RegExp(`^(?:${alternatives.join('|')})$`, 'u');
}

const thanks =
  '(?: (?:thanks(?: a lot| so much)?|thank you(?: so much| very much)?|thx|ty|sir|now|please|it is|it does|it has|it has been|all good))*';
const thanksZh = '(?:啊|呀|哦|噢|哈|呢|啦|了|的|谢谢|多谢|师傅|你们?|您)*';
const itIs = "(?:it is|it's|its|it has been|it's been|that is|that's|everything is|everything's|all)";
const happily = '(?:all |completely |fully |now |finally |perfectly )*';
const mended =
  '(?:solved|resolved|fixed|sorted|sorted out|repaired|good|fine|ok|okay|great|perfect|working|done)';

const yes = whole(
  `(?:yes|yep|yup|yeah|yea|yah|ya|y|yess+|correct|affirmative|absolutely|definitely|of course|indeed)${thanks}`,
  `(?:yes |yep |yup |yeah )?(?:${itIs} )?${happily}${mended}${thanks}`,
  `(?:yes |yep |yup |yeah )?(?:the )?(?:problem|issue|car|it)(?: is| has been|'s)? ${happily}${mended}${thanks}`,
  `(?:yes |yep |yup |yeah )?(?:it )?works (?:now|fine|great|well|perfectly|again)${thanks}|all set${thanks}`,
  `(?:是的?|对的?|没错)+${thanksZh}`,
  `(?:嗯|恩|是的?|好的?)*(?:我的|车|车子)?(?:问题)?(?:已经?|都|终于|全部|完全)*(?:解决|搞定|修好|弄好|处理好|修复)(?:好)?${thanksZh}`,
  `(?:现在|已经?|都|车子?|终于)*(?:正常|好使|好|没事|没问题|没有问题|没什么问题)了${thanksZh}|没问题|没有问题`,
);

const acknowledgement = whole(
  `(?:okay|ok|okey|k|kk|sure|right|good|fine|great|perfect)${thanks}`,
  `(?:好|好的|好滴|好哒|嗯|恩|行|可以|ok|满意|确认)+${thanksZh}`,
);

const notYet = '(?:yet|really|at all|solved|resolved|fixed|done|working|good|ok|okay|happy|satisfied)';
const stillBad =
  '(?:not|no|leak\\w*|broken|bad|the same|same|there|happen\\w*|mak\\w*|has|have|nois\\w*|squeak\\w*|squeal\\w*|rattl\\w*|waiting|an issue|a problem|doing|vibrat\\w*|pull\\w*|smok\\w*|on)';

const no = whole(
  `(?:no+|nope|nop|nah|n|negative)(?: (?:sir|sorry|ma'am|way))*`,
  `(?:no+|nope|nah|n)? ?(?:(?:it's|it is|its|that's|the (?:problem|issue) is|i'm|i am|definitely|certainly|still|absolutely) )*not ${notYet}(?: (?:yet|at all|solved|resolved|fixed|yet sorry))*`,
  `(?:no+|nope|nah|n)? ?(?:it|it's|it is|its|the \\w+|the \\w+ is|there is|there's|i|i'm|but|this|is|that)? ?still ${stillBad}\\b.*`,
  `(?:no+|nope|nah|n)? ?(?:it|this|that|the (?:problem|issue))? ?(?:isn't|hasn't been|wasn't|has not been|was not|ain't) (?:really )?(?:solved|resolved|fixed|done|good|ok|working|repaired)(?: yet| at all)?`,
  `(?:no+|nope|nah|n)? ?(?:it )?(?:doesn't|does not|don't|didn't|did not) (?:work|help)(?: yet| at all| either)?`,
  '(?:no+|nope|nah) (?:nothing|nobody|no one) .*|unsolved|unresolved',
  `(?:没有?|不|否|不是|不行|不好|不可以|不对|没用|没有用)(?:啊|呀|哦|呢|的|噢)*|没有没有|不不`,
  `(?:好像|感觉|目前|现在|我的|车子?|问题|根本|完全|一点都?|是|嗯|恩)*(?:还是|还|仍然?|尚|依然|依旧|都|根本|完全|一点|压根)*(?:没有?|未)(?:完全|彻底|真正|给我|人)*(?:解决|处理|修好|搞定|弄好|好|修复|联系|修|改善)(?:好|我|掉|问题)*(?:啊|呀|呢|哦)*`,
  '(?:还|暂时|目前)(?:没有?|不)(?:呢|啊|呀|行|好|可以)*',
  '(?:还是|依然|依旧|仍然?)(?:不行|不好|一样|老样子|有问题|那样|这样|没用|在?响|在?漏|在?抖).*',
  '(?:问题)?(?:还|仍|依然)(?:在|有)(?:问题|响|漏|抖|异响|这个问题|呢|啊)*|又(?:坏|出现|响|漏|出问题|犯)了?.*|(?:很|非常|一点都?|完全)?不满意',
);

/** Beside a yes these say: but perhaps not. */
const doubt =
  /\b(?:but|still|not|no|however|except|although|though|until|unless|almost|partly|mostly|maybe|hope|if|again|will|\w+n't)\b|但|不过|可是|只是|就是|还|又|没|不|等|再|如果|要是|希望|好像|应该|差不多/u;
