import type { Attachment } from '../events/attachment.ts';
import type { WordsRef } from '../events/words.ts';
import type { Person } from '../staff/person.ts';
import type { Circumstances } from './ladder.ts';

/** A command as the rules get it: on which complaint, by whom, under which key, when, and the words it brought. */
export interface Order extends Circumstances {
  readonly complaintId: string;
  readonly by: Person;
  /** Names the request: sent again, it does nothing twice. */
  readonly key: string;
  readonly kept: Readonly<Record<string, { readonly ref: WordsRef; readonly attachment: Attachment }>>;
}

/** The words of an order by name. Throws where the command brings none of that name. */
export function wordsOf({ kept }: Order, name: string): WordsRef {
  const words = kept[name];
  if (!words) throw new Error(`the command brings no ${name}`);
  return words.ref;
}
