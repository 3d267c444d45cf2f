import type { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import { AwsError } from '../contract.ts';
import { MessageAttributesSchema, type MessageAttributes } from './message-attributes.ts';
import { callQueue } from './queue-calls.ts';
import { atomically, Ids } from './state.ts';
import { isoTime, type VirtualClock } from './virtual-clock.ts';

export interface QueueSettings {
  name: string;
  arn: string;
  url: string;
  visibilitySeconds: number;
  delaySeconds: number;
  retentionSeconds: number;
  redrive?: { deadLetterArn: string; maxReceiveCount: number };
}

export interface ReceivedMessage {
  messageId: string;
  receiptHandle: string;
  body: string;
  attributes: MessageAttributes;
  receiveCount: number;
  /** Epoch milliseconds. */
  sentAt: number;
  firstReceivedAt: number;
  deadLetterOf: string | undefined;
}

export interface DeadLetter {
  queue: string;
  messageId: string;
  body: string;
  attributes: MessageAttributes;
  receiveCount: number;
  /** ISO time of the first sending. */
  sentAt: string;
  /** The ARN of the queue it came from, when a redrive policy moved it here. */
  source?: string;
}

const MessageRow = v.object({
  seq: v.number(),
  message_id: v.string(),
  body: v.string(),
  attributes: v.pipe(v.string(), v.parseJson(), MessageAttributesSchema),
  sent_at: v.number(),
  visible_at: v.number(),
  receive_count: v.number(),
  first_received_at: v.nullable(v.number()),
  dead_letter_of: v.nullable(v.string()),
});
const TimeRow = v.object({ at: v.nullable(v.number()) });
const CountsRow = v.object({ visible: v.number(), inFlight: v.number(), delayed: v.number() });

/**
 * SQS: standard queues with delay, visibility timeout, retention and redrive by the virtual clock. Messages come in the
 * order in which they became visible. A message is kept until it is deleted by the receipt of its latest receive.
 */
export class Queues {
  readonly #db: DatabaseSync;
  readonly #clock: VirtualClock;
  readonly #ids: Ids;
  readonly #sql: ReturnType<typeof statements>;
  readonly #queues = new Map<string, QueueSettings>();
  readonly #deadLetterQueues = new Set<string>();
  /** When a queue's next message becomes visible (Infinity: never), as long as that is known without asking. */
  readonly #nextVisible = new Map<string, number>();
  #nextExpiry: number;

  constructor(db: DatabaseSync, clock: VirtualClock) {
    this.#db = db;
    this.#clock = clock;
    this.#ids = new Ids(db);
    this.#sql = statements(db);
    this.#nextExpiry = v.parse(TimeRow, this.#sql.nextExpiry.get()).at ?? Infinity;
  }

  define(settings: QueueSettings): void {
    this.#queues.set(settings.arn, settings);
    if (settings.redrive) this.watchDeadLetters(settings.redrive.deadLetterArn);
  }

  /** Counts a queue among those of `deadLetters`, for DLQs that no redrive policy names (a target's, a function's). */
  watchDeadLetters(arn: string): void {
    this.#deadLetterQueues.add(arn);
  }

  all(): readonly QueueSettings[] {
    return [...this.#queues.values()];
  }

  /** Throws QueueDoesNotExist. */
  settings(arn: string): QueueSettings {
    const settings = this.#queues.get(arn);
    if (settings === undefined) {
      throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.', {
        queryCode: 'AWS.SimpleQueueService.NonExistentQueue',
      });
    }
    return settings;
  }

  /** Puts a message into a queue and answers its id. Throws QueueDoesNotExist. */
  send(
    arn: string,
    body: string,
    more: { delaySeconds?: number | undefined; attributes?: MessageAttributes | undefined } = {},
  ): string {
    const queue = this.settings(arn);
    const now = this.#clock.now();
    const expiresAt = now + queue.retentionSeconds * 1000;
    return atomically(this.#db, () => {
      const messageId = this.#ids.next('message');
      this.#sql.insert.run(
        arn,
        messageId,
        body,
        JSON.stringify(more.attributes ?? {}),
        now,
        now + (more.delaySeconds ?? queue.delaySeconds) * 1000,
        expiresAt,
      );
      this.#nextVisible.delete(arn);
      this.#nextExpiry = Math.min(this.#nextExpiry, expiresAt);
      return messageId;
    });
  }

  /**
   * Receives up to `most` visible messages, which stay invisible for the queue's visibility timeout. Those that have been
   * received often enough go to the dead-letter queue instead. `byFunction` marks them as being handled (see `takeUp`).
   */
  receive(
    arn: string,
    most: number,
    more: { visibilitySeconds?: number | undefined; byFunction?: boolean } = {},
  ): ReceivedMessage[] {
    const queue = this.settings(arn);
    this.#forgetExpired();
    const now = this.#clock.now();
    const visibleAgainAt = now + (more.visibilitySeconds ?? queue.visibilitySeconds) * 1000;
    return atomically(this.#db, () => {
      const received: ReceivedMessage[] = [];
      let moved: boolean;
      do {
        moved = false;
        for (const row of this.#sql.visible.all(arn, now, most)) {
          const message = v.parse(MessageRow, row);
          if (queue.redrive && message.receive_count >= queue.redrive.maxReceiveCount) {
            this.#moveToDeadLetters(queue, queue.redrive.deadLetterArn, message.seq);
            moved = true;
            continue;
          }
          const firstReceivedAt = message.first_received_at ?? now;
          this.#sql.received.run(
            visibleAgainAt,
            firstReceivedAt,
            more.byFunction === true ? 1 : 0,
            message.seq,
          );
          received.push(receivedMessage(message, firstReceivedAt));
        }
      } while (moved && received.length === 0);
      this.#nextVisible.delete(arn);
      return received;
    });
  }

  /** Deletes a message for good; a receipt that is no longer the latest does nothing. Throws ReceiptHandleIsInvalid. */
  delete(arn: string, receiptHandle: string): void {
    const { seq, receiveCount } = parseReceipt(receiptHandle);
    this.#sql.delete.run(seq, arn, receiveCount);
    this.#nextVisible.delete(arn);
  }

  /** Makes a message in flight visible again after some seconds from now. */
  changeVisibility(arn: string, receiptHandle: string, seconds: number): void {
    const { seq, receiveCount } = parseReceipt(receiptHandle);
    const now = this.#clock.now();
    const { changes } = this.#sql.changeVisibility.run(now + seconds * 1000, seq, arn, receiveCount, now);
    if (changes === 0) {
      throw new AwsError('MessageNotInflight', 'The message referred to is not in flight.', {
        queryCode: 'AWS.SimpleQueueService.MessageNotInflight',
      });
    }
    this.#nextVisible.delete(arn);
  }

  /** The function that had this message has answered without success: it waits for its visibility timeout. */
  leaveInFlight(arn: string, receiptHandle: string): void {
    const { seq, receiveCount } = parseReceipt(receiptHandle);
    this.#sql.leave.run(seq, arn, receiveCount);
  }

  /** After a restart: what was in the hands of functions that were killed becomes visible at once. */
  takeUp(arn: string): void {
    this.#sql.takeUp.run(this.#clock.now(), arn);
    this.#nextVisible.delete(arn);
  }

  /** When the queue's next message becomes (or became) visible; undefined when there is none. Epoch milliseconds. */
  nextAt(arn: string): number | undefined {
    this.#forgetExpired();
    let next = this.#nextVisible.get(arn);
    if (next === undefined) {
      next = v.parse(TimeRow, this.#sql.nextVisible.get(arn)).at ?? Infinity;
      this.#nextVisible.set(arn, next);
    }
    return next === Infinity ? undefined : next;
  }

  counts(arn: string): v.InferOutput<typeof CountsRow> {
    this.#forgetExpired();
    const now = this.#clock.now();
    return v.parse(CountsRow, this.#sql.counts.get(now, now, now, arn));
  }

  /** What nobody could handle: the messages of every queue that is somebody's dead-letter queue, oldest first. */
  deadLetters(): DeadLetter[] {
    this.#forgetExpired();
    return [...this.#deadLetterQueues].flatMap((arn) =>
      this.#sql.ofQueue.all(arn).map((row) => {
        const message = v.parse(MessageRow, row);
        return {
          queue: this.#queues.get(arn)?.name ?? arn,
          messageId: message.message_id,
          body: message.body,
          attributes: message.attributes,
          receiveCount: message.receive_count,
          sentAt: isoTime(message.sent_at),
          ...(message.dead_letter_of === null ? {} : { source: message.dead_letter_of }),
        };
      }),
    );
  }

  /** One call of the SQS API; `input` as the JSON protocol has it. Throws AwsError. */
  call(action: string, input: unknown): unknown {
    return callQueue(this, action, input);
  }

  /** Moves a message as SQS does: id, receive count and time of sending stay. */
  #moveToDeadLetters(from: QueueSettings, deadLetterArn: string, seq: number): void {
    const to = this.settings(deadLetterArn);
    this.#sql.move.run(to.arn, this.#clock.now(), to.retentionSeconds * 1000, from.arn, seq);
    this.#nextVisible.delete(to.arn);
    // The other queue may keep it for a shorter time than this one did.
    this.#nextExpiry = 0;
  }

  #forgetExpired(): void {
    if (this.#clock.now() < this.#nextExpiry) return;
    this.#sql.expire.run(this.#clock.now());
    this.#nextExpiry = v.parse(TimeRow, this.#sql.nextExpiry.get()).at ?? Infinity;
    this.#nextVisible.clear();
  }
}

function statements(db: DatabaseSync) {
  return {
    insert: db.prepare(
      'INSERT INTO message (queue, message_id, body, attributes, sent_at, visible_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ),
    visible: db.prepare(
      'SELECT * FROM message WHERE queue = ? AND visible_at <= ? ORDER BY visible_at, seq LIMIT ?',
    ),
    received: db.prepare(
      'UPDATE message SET receive_count = receive_count + 1, visible_at = ?, first_received_at = ?, being_handled = ? WHERE seq = ?',
    ),
    move: db.prepare(
      'UPDATE message SET queue = ?, visible_at = ?, expires_at = sent_at + ?, dead_letter_of = ?, being_handled = 0 WHERE seq = ?',
    ),
    delete: db.prepare('DELETE FROM message WHERE seq = ? AND queue = ? AND receive_count = ?'),
    changeVisibility: db.prepare(
      'UPDATE message SET visible_at = ? WHERE seq = ? AND queue = ? AND receive_count = ? AND visible_at > ?',
    ),
    leave: db.prepare(
      'UPDATE message SET being_handled = 0 WHERE seq = ? AND queue = ? AND receive_count = ?',
    ),
    takeUp: db.prepare(
      'UPDATE message SET being_handled = 0, visible_at = ? WHERE queue = ? AND being_handled = 1',
    ),
    nextVisible: db.prepare('SELECT min(visible_at) AS at FROM message WHERE queue = ?'),
    nextExpiry: db.prepare('SELECT min(expires_at) AS at FROM message'),
    expire: db.prepare('DELETE FROM message WHERE expires_at <= ?'),
    ofQueue: db.prepare('SELECT * FROM message WHERE queue = ? ORDER BY seq'),
    counts: db.prepare(
      `SELECT count(*) FILTER (WHERE visible_at <= ?) AS visible,
              count(*) FILTER (WHERE visible_at > ? AND receive_count > 0) AS inFlight,
              count(*) FILTER (WHERE visible_at > ? AND receive_count = 0) AS delayed
       FROM message WHERE queue = ?`,
    ),
  };
}

function receivedMessage(row: v.InferOutput<typeof MessageRow>, firstReceivedAt: number): ReceivedMessage {
  const receiveCount = row.receive_count + 1;
  return {
    messageId: row.message_id,
    receiptHandle: Buffer.from(`${row.seq} ${receiveCount}`).toString('base64url'),
    body: row.body,
    attributes: row.attributes,
    receiveCount,
    sentAt: row.sent_at,
    firstReceivedAt,
    deadLetterOf: row.dead_letter_of ?? undefined,
  };
}

/** A receipt names the message and which of its receives it stands for. */
function parseReceipt(receiptHandle: string): { seq: number; receiveCount: number } {
  const [, seq, count] = /^(\d+) (\d+)$/.exec(Buffer.from(receiptHandle, 'base64url').toString()) ?? [];
  if (seq === undefined || count === undefined) {
    throw new AwsError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.');
  }
  return { seq: Number(seq), receiveCount: Number(count) };
}
