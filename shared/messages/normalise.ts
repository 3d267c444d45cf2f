/**
 * A customer's text made comparable (one width, one case, simplified characters, no invisible marks), with the way
 * back: every piece of it knows how it stands in the original, so that evidence is always the customer's own words.
 */
export interface PlainText {
  readonly text: string;
  /** The customer's own writing of `text.slice(from, until)`. */
  verbatim(from: number, until: number): string;
}

/** A part of a text between separators, without outer spaces and punctuation; offsets count in the plain text. */
export interface Clause {
  readonly text: string;
  readonly from: number;
  readonly until: number;
  /** Whether a question mark ends it. */
  readonly asks: boolean;
}

/** An SMS has at most 1,600 characters. What is longer was pasted or forged, and a person reads it. */
export const longestRead = 2000;

/** Makes a text comparable. */
export function normalise(original: string): PlainText {
  let text = '';
  const origins: number[] = [];
  let offset = 0;
  for (const character of original) {
    const plain = plainCharacter(character);
    // One space is enough for every phrase.
    const spaced = plain === ' ' && text.endsWith(' ') ? '' : plain;
    for (let unit = 0; unit < spaced.length; unit++) origins.push(offset);
    text += spaced;
    offset += character.length;
  }
  origins.push(offset);
  return { text, verbatim: (from, until) => original.slice(origins[from], origins[until]) };
}

function plainCharacter(character: string): string {
  if (invisible.test(character)) return '';
  const known = lookAlikes.get(character);
  if (known !== undefined) return known;
  return /[^\S\n]/u.test(character) ? ' ' : character.normalize('NFKC').toLowerCase();
}

// Zero-width marks, emoji variation selectors and skin tones, and the frame of keycap digits.
const invisible = /^[\u200b-\u200f\u2060\ufeff\ufe0e\ufe0f\u20e3\u{1f3fb}-\u{1f3ff}]$/u;

/** What NFKC leaves apart: typographic quotes and dashes, dingbat digits, traditional characters of our vocabulary. */
const lookAlikes = new Map([
  ...pairs('’‘‛`´', "'''''"),
  ...pairs('“”„', '"""'),
  ...pairs('–—―−', '----'),
  ...pairs('❶❷❸❹❺❻❼❽❾', '123456789'),
  ...pairs('➀➁➂➃➄➅➆➇➈', '123456789'),
  ...pairs('➊➋➌➍➎➏➐➑➒', '123456789'),
  ...pairs(
    '滿沒還壞決訂發別對謝請問題過嗎這個車們點煙氣傷轉極錯無評給選號碼擾聯絡係繫絕師態響處關來時後電話簡訊閱復歡爛為從單協會體訴報監優剛說繼續總廣東讓幾兩顆員驚燒斷懸掛盤剎',
    '满没还坏决订发别对谢请问题过吗这个车们点烟气伤转极错无评给选号码扰联络系系绝师态响处关来时后电话简讯阅复欢烂为从单协会体诉报监优刚说继续总广东让几两颗员惊烧断悬挂盘刹',
  ),
]);

function pairs(from: string, to: string): [string, string][] {
  const targets = [...to];
  return [...from].map((character, index) => [character, targets[index] ?? character]);
}

// A full stop separates only before a space or the end (4.5, T.T), a hyphen only beside a space, a colon only behind a
// score, a space only between Chinese words; emoji always do.
const separator = new RegExp(
  [
    String.raw`[,;!?。、!…\n\r(){}\[\]"|「」『』【】《》]`,
    String.raw`\.(?=[\s.]|$)`,
    String.raw`(?<=\s|^)-+(?!\d)|-+(?=\s|$)|-{2,}|~+`,
    String.raw`(?<=\d|[分星]):(?!\d)`,
    String.raw`(?<=\p{Script=Han})\s+(?=\p{Script=Han})`,
    String.raw`\p{Extended_Pictographic}|\u200d`,
  ].join('|'),
  'gu',
);

/** The clauses of a plain text that say anything, in order. */
export function clausesOf(text: string): Clause[] {
  const clauses: Clause[] = [];
  let from = 0;
  for (const cut of [...text.matchAll(separator), undefined]) {
    const until = cut?.index ?? text.length;
    const piece = text.slice(from, until);
    const trimmed = piece.trim().replace(/^['*_]+|['*_.:]+$/gu, '');
    if (trimmed !== '') {
      const start = from + piece.indexOf(trimmed);
      const asks = /^[\s!.。"')]*\?/u.test(text.slice(until));
      clauses.push({ text: trimmed, from: start, until: start + trimmed.length, asks });
    }
    from = until + (cut?.[0].length ?? 0);
  }
  return clauses;
}

const courtesy = new RegExp(
  `^(?:${[
    String.raw`(?:many )?(?:thanks|thank you|thank u|thx|thnx|ty|tks|cheers)(?: (?:so much|very much|a lot|again|all|guys|everyone|for asking|for everything|anyway|sir|\w+ team))?`,
    String.raw`please|pls|plz|sorry|hi|hello|hey|hi there|hello there|good (?:morning|afternoon|evening)|have a (?:good|great|nice) (?:day|one|weekend)`,
    String.raw`(?:非常|十分|太|真的?|很)?(?:谢谢|多谢|感谢|辛苦|麻烦)(?:啦|了|你们?|您|哈|啊|大家|关心|师傅|谢谢)*|3q|你们?好|您好|早上好|下午好|晚上好|亲|不好意思|抱歉|祝.{0,8}`,
  ].join('|')})$`,
  'u',
);

/** Whether a clause is mere politeness, which neither makes nor changes an answer. */
export function isCourtesy(clause: string): boolean {
  return courtesy.test(clause);
}
