import { normalise } from './normalise.ts';

const courtesies =
  /^(?:谢谢|谢谢您|谢谢你|谢了|多谢|感谢|好的?|好的?谢谢|嗯+|收到|不客气|辛苦了|ok|okay|k|thanks?|thank you|thx|ty|many thanks|thanks a lot|you'?re welcome|great|cheers|👍+|🙏+|😊+|❤️?)$/u;

/** Whether words only close a conversation politely, so that nobody needs to call about them. */
export function isCourtesy(words: string): boolean {
  const plain = normalise(words)
    .text.replaceAll(/[\s.!,，。！~～、]+/gu, ' ')
    .trim();
  return plain === '' || plain.split(/ (?=谢|thank|ok)/u).every((part: string) => courtesies.test(part));
}
