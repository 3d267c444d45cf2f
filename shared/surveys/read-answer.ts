import { isCourtesy } from '../messages/courtesy.ts';
import { readYesNo } from '../messages/yes-no.ts';
import type { Question } from './questionnaire/question.ts';
import { readChoice } from './questionnaire/read-choice.ts';
import { readRating } from './reply.ts';

/** What a reply to a question says. */
interface Read {
  readonly isAnswer: boolean;
  readonly value?: number;
  /** Whether it holds words that somebody is to read (R14). */
  readonly remark: boolean;
}

/** Reads a reply to a question after the overall one; what is not surely an answer is none. */
export function readAnswer({ kind, options = [] }: Question, text: string): Read {
  switch (kind) {
    case 'five-level': {
      const rating = readRating(text);
      if (!rating?.sure) return unread(text);
      const { value, remark } = rating;
      return { isAnswer: true, value, remark: remark !== undefined && !isCourtesy(remark) };
    }
    case 'yes-no': {
      const read = readYesNo(text);
      if (!read) return unread(text);
      const rest = text.replace(read.evidence, '');
      return { isAnswer: true, value: read.value === 'yes' ? 1 : 0, remark: says(rest) };
    }
    case 'choice': {
      const value = readChoice(text, options.length);
      return value === undefined ? unread(text) : { isAnswer: true, value, remark: false };
    }
    case 'open':
      return { isAnswer: true, remark: says(text) && readYesNo(text)?.value !== 'no' };
  }
}

function unread(text: string): Read {
  return { isAnswer: false, remark: says(text) };
}

/** Letters or an emoji, and more than thanks. */
function says(text: string): boolean {
  return /[\p{L}\p{Extended_Pictographic}]/u.test(text.replaceAll(/\d/gu, '')) && !isCourtesy(text);
}
