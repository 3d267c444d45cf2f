import { deadLetterQueues } from './dead-letter-queues.ts';
import { redriveLetters, type Redriving } from './redrive-letters.ts';

/**
 * Shows, sends on or discards the dead letters of a group, or of one of its functions, and says in the last line what
 * came of it. Throws when the group or the function has no dead-letter queue.
 */
export async function redriveGroup(group: string, queue: string | undefined, how: Redriving): Promise<void> {
  const all = await deadLetterQueues(how.sqs, group);
  const wanted = all.filter(({ of }) => queue === undefined || of === queue);
  if (wanted.length === 0) {
    throw new Error(`there is no queue of ${queue}; there is: ${all.map(({ of }) => of).join(', ')}`);
  }
  let [seen, done] = [0, 0];
  for (const one of wanted) {
    const result = await redriveLetters(one, how);
    seen += result.seen;
    done += result.done;
  }
  how.say(summary(seen, done, how));
}

function summary(seen: number, done: number, { mode, messageId }: Redriving): string {
  if (seen === 0) return messageId ? `There is no dead letter ${messageId}.` : 'There are no dead letters.';
  if (mode === 'look') return `${seen} dead letter(s); nothing was moved.`;
  return `${done} ${mode === 'discard' ? 'discarded' : 'sent back'}, ${seen - done} left.`;
}
