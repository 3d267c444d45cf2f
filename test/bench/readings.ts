import { gradeSeverity } from '../../shared/complaints/severity.ts';
import { readKeyword } from '../../shared/messages/opt-out.ts';
import { readRating } from '../../shared/surveys/reply.ts';
import { complaintParts, replyParts } from '../corpora/corpus.ts';
import { measureComplaints } from '../corpora/measure-complaints.ts';
import { measureReplies } from '../corpora/measure-replies.ts';
import { printed } from '../corpora/measure.ts';

/** The readers' figures on the replies, part by part, and how many they read in a second. */
export function replyReadings(): string[] {
  const texts = replyParts().flatMap(({ entries }) => entries.map(({ text }) => text));
  const read = (text: string) => {
    readKeyword(text, { namedWayOut: 'T', yesNoOpen: false });
    readRating(text);
  };
  return [...printed(replyParts(), measureReplies, true), perSecond('replies', texts, read)];
}

/** The figures of severity and categories on the complaints, part by part, and how many are graded in a second. */
export function complaintReadings(): string[] {
  const texts = complaintParts().flatMap(({ entries }) => entries.map(({ text }) => text));
  return [
    ...printed(complaintParts(), measureComplaints, true),
    perSecond('complaints', texts, gradeSeverity),
  ];
}

function perSecond(what: string, texts: readonly string[], read: (text: string) => unknown): string {
  const [rounds, began] = [5, performance.now()];
  for (let round = 0; round < rounds; round++) for (const text of texts) read(text);
  const seconds = (performance.now() - began) / 1000;
  return `  ${what} read per second ${((rounds * texts.length) / seconds).toFixed(0)}\n`;
}
