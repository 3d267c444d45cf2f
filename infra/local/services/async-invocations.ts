import type { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import type { AsyncInvocation, Invoke, RetryPolicy, WorkSource } from '../contract.ts';
import type { MessageAttributes } from './message-attributes.ts';
import { atomically, Ids } from './state.ts';
import { isoTime, type VirtualClock } from './virtual-clock.ts';

/** What the template says about a function's asynchronous invocations (`EventInvokeConfig`, `DeadLetterConfig`). */
export interface AsyncSettings extends RetryPolicy {
  functionArn: string;
  /** The function's own dead-letter queue: gets the payload alone, with the error as attributes. */
  deadLetterArn?: string;
  /** Destinations get a record of payload and outcome; queues only. */
  onFailureArn?: string;
  onSuccessArn?: string;
}

/** Where an event ends that no attempt could handle. */
type Undelivered = (arn: string, body: string, attributes?: MessageAttributes) => void;

const InvocationRow = v.object({
  seq: v.number(),
  request_id: v.string(),
  function_name: v.string(),
  payload: v.string(),
  maximum_retries: v.nullable(v.number()),
  maximum_age_seconds: v.nullable(v.number()),
  dead_letter: v.nullable(v.string()),
  first_at: v.number(),
  attempts: v.number(),
  last_error: v.nullable(v.string()),
});
type InvocationRow = v.InferOutput<typeof InvocationRow>;
const TimeRow = v.object({ at: v.nullable(v.number()) });

/** Lambda's defaults: two retries, one minute and then two minutes later, for at most six hours. */
const RETRIES = 2;
const RETRY_AFTER_MS = [60_000, 120_000];
const MAXIMUM_AGE_SECONDS = 6 * 3600;

/**
 * Lambda's queue of asynchronous invocations. What is enqueued is kept until the function has succeeded, every attempt has
 * failed or it has grown too old; an attempt that a kill interrupted is made again at once and does not count.
 */
export class AsyncInvocations implements WorkSource {
  readonly name = 'asynchronous invocations';
  readonly #db: DatabaseSync;
  readonly #clock: VirtualClock;
  readonly #invoke: Invoke;
  readonly #send: Undelivered;
  readonly #ids: Ids;
  readonly #sql: ReturnType<typeof statements>;
  readonly #settings = new Map<string, AsyncSettings>();
  /** When the next attempt is due (Infinity: never), as long as that is known without asking. */
  #next: number | undefined;

  /** `send` puts a message into a queue by its ARN: where dead letters and destinations' records go. */
  constructor(db: DatabaseSync, clock: VirtualClock, invoke: Invoke, send: Undelivered) {
    this.#db = db;
    this.#clock = clock;
    this.#invoke = invoke;
    this.#send = send;
    this.#ids = new Ids(db);
    this.#sql = statements(db);
  }

  /** Settings of one function; without them Lambda's defaults hold. */
  configure(functionName: string, settings: AsyncSettings): void {
    this.#settings.set(functionName, settings);
  }

  /** Takes an invocation over and answers its request id, which all its attempts share. */
  enqueue(invocation: AsyncInvocation): string {
    const now = this.#clock.now();
    return atomically(this.#db, () => {
      const requestId = this.#ids.next('invocation');
      this.#sql.insert.run(
        requestId,
        invocation.functionName,
        JSON.stringify(invocation.payload ?? null),
        invocation.retry?.maximumRetryAttempts ?? null,
        invocation.retry?.maximumEventAgeSeconds ?? null,
        invocation.deadLetterArn ?? null,
        now,
        now,
      );
      this.#next = undefined;
      return requestId;
    });
  }

  /** One attempt of one invocation, the one that is due the longest. */
  async work(): Promise<boolean> {
    const now = this.#clock.now();
    if ((this.nextAt() ?? Infinity) > now) return false;
    const row = v.parse(InvocationRow, this.#sql.due.get(now));
    if (row.attempts > 0 && now >= this.#expiry(row)) {
      this.#giveUp(row, 'EventAgeExceeded');
      return true;
    }
    const payload: unknown = JSON.parse(row.payload);
    const outcome = await this.#invoke(row.function_name, payload, row.request_id);
    const tried = { ...row, attempts: row.attempts + 1 };
    if (outcome.status === 'succeeded') this.#finish(tried, outcome.result);
    else this.#tryAgain(tried, outcome);
    return true;
  }

  nextAt(): number | undefined {
    this.#next ??= v.parse(TimeRow, this.#sql.next.get()).at ?? Infinity;
    return this.#next === Infinity ? undefined : this.#next;
  }

  #finish(row: InvocationRow, result: unknown): void {
    atomically(this.#db, () => {
      const { onSuccessArn } = this.#settings.get(row.function_name) ?? {};
      if (onSuccessArn !== undefined) {
        this.#send(onSuccessArn, JSON.stringify(this.#record(row, 'Success', { responsePayload: result })));
      }
      this.#forget(row);
    });
  }

  #tryAgain(row: InvocationRow, failure: { errorType: string; errorMessage: string }): void {
    const { errorType, errorMessage } = failure;
    const failed = { ...row, last_error: JSON.stringify({ errorMessage, errorType }) };
    const retries =
      row.maximum_retries ?? this.#settings.get(row.function_name)?.maximumRetryAttempts ?? RETRIES;
    if (row.attempts > retries) return this.#giveUp(failed, 'RetriesExhausted');
    const wait = RETRY_AFTER_MS[Math.min(row.attempts, RETRY_AFTER_MS.length) - 1] ?? 0;
    // What would be too old by then is given up at the moment it becomes so.
    const readyAt = Math.min(this.#clock.now() + wait, this.#expiry(row));
    this.#sql.postpone.run(readyAt, row.attempts, failed.last_error, row.seq);
    this.#next = undefined;
  }

  #expiry(row: InvocationRow): number {
    const age =
      row.maximum_age_seconds ??
      this.#settings.get(row.function_name)?.maximumEventAgeSeconds ??
      MAXIMUM_AGE_SECONDS;
    return row.first_at + age * 1000;
  }

  #giveUp(row: InvocationRow, condition: 'RetriesExhausted' | 'EventAgeExceeded'): void {
    const settings = this.#settings.get(row.function_name);
    const error = v.parse(LastError, row.last_error ?? '{}');
    atomically(this.#db, () => {
      for (const arn of new Set([row.dead_letter, settings?.deadLetterArn])) {
        if (arn) this.#send(arn, row.payload, deadLetterAttributes(row.request_id, error.errorMessage));
      }
      if (settings?.onFailureArn !== undefined) {
        const record = this.#record(row, condition, { functionError: 'Unhandled', responsePayload: error });
        this.#send(settings.onFailureArn, JSON.stringify(record));
      }
      this.#forget(row);
    });
  }

  #forget(row: InvocationRow): void {
    this.#sql.delete.run(row.seq);
    this.#next = undefined;
  }

  /** What Lambda sends to a destination. */
  #record(
    row: InvocationRow,
    condition: string,
    { functionError, responsePayload }: { functionError?: string; responsePayload: unknown },
  ) {
    const functionArn = this.#settings.get(row.function_name)?.functionArn ?? row.function_name;
    const requestPayload: unknown = JSON.parse(row.payload);
    return {
      version: '1.0',
      timestamp: isoTime(this.#clock.now()),
      requestContext: {
        requestId: row.request_id,
        functionArn: `${functionArn}:$LATEST`,
        condition,
        approximateInvokeCount: row.attempts,
      },
      requestPayload,
      responseContext: {
        statusCode: 200,
        executedVersion: '$LATEST',
        ...(functionError && { functionError }),
      },
      responsePayload,
    };
  }
}

const LastError = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ errorMessage: v.optional(v.string(), ''), errorType: v.optional(v.string(), '') }),
);

function deadLetterAttributes(requestId: string, errorMessage: string): MessageAttributes {
  return {
    RequestID: { DataType: 'String', StringValue: requestId },
    ErrorCode: { DataType: 'Number', StringValue: '200' },
    ErrorMessage: { DataType: 'String', StringValue: errorMessage.slice(0, 1024) || 'unknown' },
  };
}

function statements(db: DatabaseSync) {
  return {
    insert: db.prepare(
      `INSERT INTO invocation
       (request_id, function_name, payload, maximum_retries, maximum_age_seconds, dead_letter, first_at, ready_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    due: db.prepare('SELECT * FROM invocation WHERE ready_at <= ? ORDER BY ready_at, seq LIMIT 1'),
    next: db.prepare('SELECT min(ready_at) AS at FROM invocation'),
    postpone: db.prepare('UPDATE invocation SET ready_at = ?, attempts = ?, last_error = ? WHERE seq = ?'),
    delete: db.prepare('DELETE FROM invocation WHERE seq = ?'),
  };
}
