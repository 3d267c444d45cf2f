import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { epochMilliseconds, type Instant } from '../../shared/platform/time.ts';
import { describeLetter, readLetter, wayBack } from './dead-letter.ts';
import type { DeadLetterQueue } from './dead-letter-queues.ts';
import { showToRelay } from './relay-again.ts';
import { deleteLetter, putBack, sendOn, takeLetters, type TakenLetter } from './taken-letters.ts';

export interface Redriving {
  readonly sqs: SQSClient;
  readonly lambda: LambdaClient;
  /** The relay, for items that it parked; without its name they stay. */
  readonly relayFunction?: string | undefined;
  readonly dealerIds: readonly string[];
  readonly mode: 'look' | 'redrive' | 'discard';
  /** Only the letter with this id. */
  readonly messageId?: string | undefined;
  /** The time, for ages. */
  readonly now: Instant;
  readonly say: (line: string) => void;
  readonly progress: (done: number, of: number) => void;
}

/** What became of a queue's letters. */
export interface Redriven {
  readonly seen: number;
  readonly done: number;
}

/**
 * Shows, sends on or discards the letters of one queue. A letter is deleted only after it was sent on, so that an
 * interruption sends it twice rather than never; whatever is not done is put back.
 */
export async function redriveLetters(queue: DeadLetterQueue, how: Redriving): Promise<Redriven> {
  const taken = await takeLetters(how.sqs, queue.url);
  const wanted = taken.filter(({ messageId }) => !how.messageId || messageId === how.messageId);
  const left = new Set(taken);
  try {
    if (wanted.length > 0) for (const line of heading(queue, taken, how.now)) how.say(line);
    let done = 0;
    for (const letter of wanted) {
      if (how.mode !== 'redrive') how.say(lineOf(letter));
      if (await finish(letter, queue, how)) {
        left.delete(letter);
        done += 1;
        how.progress(done, wanted.length);
      }
    }
    return { seen: wanted.length, done };
  } finally {
    for (const letter of left) await putBack(how.sqs, queue.url, letter);
  }
}

/** Whether the letter has left the queue. */
async function finish(letter: TakenLetter, queue: DeadLetterQueue, how: Redriving): Promise<boolean> {
  const { sqs, lambda, relayFunction, mode, say } = how;
  if (mode !== 'discard') {
    const way = wayBack(readLetter(letter.body), { source: queue.source, dealerIds: how.dealerIds });
    if (way.kind === 'by-hand') {
      if (mode === 'redrive') say(lineOf(letter));
      for (const line of way.advice) say(`      ${line}`);
      return false;
    }
    if (way.kind === 'relay' && relayFunction === undefined) {
      if (mode === 'redrive') say(lineOf(letter));
      say('      To show it to the relay, add --function NAME (output RelayFunction of the stack)');
      return false;
    }
    if (mode === 'look') return false;
    if (way.kind === 'queue') await sendOn(sqs, way.url, letter);
    if (way.kind === 'relay') await showToRelay([way.item], lambda, relayFunction ?? '');
  }
  await deleteLetter(sqs, queue.url, letter);
  return true;
}

function heading(queue: DeadLetterQueue, taken: readonly TakenLetter[], now: Instant): string[] {
  const { of, impact, count } = queue;
  const more = count > taken.length ? ` (about ${count} in all: run this again for the rest)` : '';
  const oldest = taken[0]?.sentAt;
  const age = oldest ? `, ${hoursBetween(oldest, now)} hours ago` : '';
  return [`${of}: ${taken.length}, the oldest sent ${oldest ?? '?'}${age}${more}`, `  ${impact}`];
}

function hoursBetween(from: Instant, until: Instant): number {
  return Math.floor((epochMilliseconds(until) - epochMilliseconds(from)) / 3_600_000);
}

function lineOf({ messageId, body, sentAt, firstTriedAt, errorCode }: TakenLetter): string {
  const facts = [
    `sent ${sentAt}`,
    ...(firstTriedAt ? [`first tried ${firstTriedAt}`] : []),
    ...(errorCode ? [`not delivered: ${errorCode}`] : []),
  ];
  return `  ${messageId}  ${describeLetter(readLetter(body))} (${facts.join(', ')})`;
}
