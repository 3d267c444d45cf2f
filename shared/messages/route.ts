import { readRating } from '../surveys/reply.ts';
import type { Instant } from '../platform/time.ts';
import { openQuestions, type Thread } from './thread.ts';
import { readYesNo } from './yes-no.ts';

/** The question that a reply answers; `ambiguous` where it answers another one just as well, so that it must be asked anew. */
export interface Route {
  readonly thread?: Thread;
  readonly ambiguous?: true;
}

/**
 * Finds the question that a reply answers among all that are open on a phone: the one whose matter it names, or the newest,
 * unless the words are no answer to that one and surely answer an older one. A yes or no to one of two questions that were
 * each put once is an answer to neither.
 */
export function routeReply(threads: readonly Thread[], text: string, repliedAt: Instant): Route {
  const open = openQuestions(threads, repliedAt);
  const named = open.find(({ conversation }) => isNamed(conversation, text));
  if (named) return { thread: named };
  const [newest, ...older] = open;
  if (!newest || older.length === 0) return { thread: newest };
  if (newest.asks === 'yes-no' && readYesNo(text)) {
    const rivals = older.filter(
      ({ asks, conversation }) => asks === 'yes-no' && conversation.kind === 'complaint',
    );
    const unclear =
      newest.conversation.kind === 'complaint' && rivals.some((rival) => !insists(threads, newest, rival));
    return unclear ? { thread: newest, ambiguous: true } : { thread: newest };
  }
  if (answers(newest, text)) return { thread: newest };
  return { thread: older.find((thread) => answers(thread, text)) ?? newest };
}

/** Complaints have numbers made of their ids (C-7PPZFB), which people quote. */
function isNamed({ kind, id }: Thread['conversation'], text: string): boolean {
  if (kind !== 'complaint') return false;
  return [...text.matchAll(/c[- ]?([0-9a-z]{6})(?![0-9a-z])/giu)].some(([, number = '']) =>
    id.startsWith(`complaint_${number.toLowerCase()}`),
  );
}

/** Whether a text is surely an answer to what was asked, and nothing besides: more words belong to what was asked last. */
function answers({ asks }: Thread, text: string): boolean {
  if (asks === 'yes-no') return readYesNo(text) !== undefined;
  if (asks !== 'rating') return false;
  const rating = readRating(text);
  return rating?.sure === true && rating.remark === undefined;
}

/** Whether a question was put again since the other one was: then a plain yes or no is meant for it. */
function insists(threads: readonly Thread[], newest: Thread, rival: Thread): boolean {
  const since = threads.filter(
    ({ conversation, asks, at }) =>
      conversation.id === newest.conversation.id && asks === 'yes-no' && at >= rival.at,
  );
  return since.length > 1;
}
