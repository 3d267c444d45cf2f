import type { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import { AwsError, type Admission, type AsyncInvocation, type RetryPolicy } from '../contract.ts';
import { letsIn } from './admission.ts';
import { arnParts, functionNameOf } from './arn.ts';
import { BusEventColumn, type BusEvent } from './bus-event.ts';
import type { Queues } from './queues.ts';
import { atomically } from './state.ts';
import { targetInput, type TargetInput } from './target-input.ts';
import { isoTime, type VirtualClock } from './virtual-clock.ts';

export interface RuleTarget extends TargetInput {
  id: string;
  /** A queue or a function. What is particular to FIFO queues (`messageGroupId`) has no effect here. */
  arn: string;
  deadLetterArn?: string;
  /** For handing the event over; once Lambda has it, the function's own retries hold (`AsyncInvocations`). */
  retry?: RetryPolicy;
}

/** What a rule's targets are handed to. Either throws an AwsError when it does not take something. */
export interface Takers {
  queues: Pick<Queues, 'send' | 'watchDeadLetters'>;
  invokeAsync: (invocation: AsyncInvocation) => void;
  /** Asked before each hand-over; everybody is let in without one. */
  admit?: Admission;
}

/** The rule and target that an event goes to. */
export interface Destination {
  rule: { name: string; arn: string };
  target: RuleTarget;
}

const DeliveryRow = v.object({
  seq: v.number(),
  rule: v.string(),
  target: v.string(),
  event: BusEventColumn,
  first_at: v.number(),
  attempts: v.number(),
});
const TimeRow = v.object({ at: v.nullable(v.number()) });

/** Who hands over, as the policies of targets name it. */
const PRINCIPAL = 'events.amazonaws.com';

/** EventBridge's defaults. */
const RETRIES = 185;
const MAXIMUM_AGE_SECONDS = 24 * 3600;

/** Hands events over to rules' targets; one that cannot take an event now gets it later, at last its dead-letter queue. */
export class Deliveries {
  readonly #db: DatabaseSync;
  readonly #clock: VirtualClock;
  readonly #takers: Takers;
  readonly #sql: ReturnType<typeof statements>;
  /** When the next failed hand-over is due again (Infinity: never), as long as that is known without asking. */
  #next: number | undefined;

  constructor(db: DatabaseSync, clock: VirtualClock, takers: Takers) {
    this.#db = db;
    this.#clock = clock;
    this.#takers = takers;
    this.#sql = statements(db);
  }

  /** Hands an event over; to be called in the transaction that notes the event as dealt with. */
  deliver(destination: Destination, event: BusEvent): void {
    this.#attempt(destination, event, { seq: undefined, firstAt: this.#clock.now(), attempts: 0 });
  }

  /** Tries the hand-over again that is due, if any. `find` knows the rules of today. */
  retryNext(find: (rule: string, target: string) => Destination | undefined): boolean {
    if (this.nextAt() > this.#clock.now()) return false;
    const { seq, first_at, attempts, ...row } = v.parse(DeliveryRow, this.#sql.next.get());
    const destination = find(row.rule, row.target);
    atomically(this.#db, () => {
      // A target that is gone takes what it was still to get with it, as in AWS.
      if (destination === undefined) this.#forget(seq);
      else this.#attempt(destination, row.event, { seq, firstAt: first_at, attempts });
    });
    return true;
  }

  nextAt(): number {
    this.#next ??= v.parse(TimeRow, this.#sql.nextTime.get()).at ?? Infinity;
    return this.#next;
  }

  /** Every hand-over goes through here. */
  #attempt(
    { rule, target }: Destination,
    event: BusEvent,
    { seq, firstAt, attempts }: { seq: number | undefined; firstAt: number; attempts: number },
  ): void {
    const text = targetInput(target, event, { ...rule, receivedAt: isoTime(firstAt) });
    try {
      this.#handOver(rule.arn, target.arn, text);
      this.#forget(seq);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const againAt = this.#clock.now() + waitMs(attempts);
      const exhausted = isPassing(error) ? exhaustedBy(target.retry, attempts, againAt - firstAt) : undefined;
      if (!isPassing(error) || exhausted !== undefined) {
        this.#giveUp({ rule, target }, text, { error, exhausted, attempts });
        this.#forget(seq);
      } else if (seq === undefined) {
        this.#sql.postpone.run(rule.arn, target.id, JSON.stringify(event), firstAt, againAt, attempts + 1);
        this.#next = undefined;
      } else {
        this.#sql.postponeAgain.run(againAt, attempts + 1, seq);
        this.#next = undefined;
      }
    }
  }

  #handOver(sourceArn: string, arn: string, text: string): void {
    this.#takers.admit?.({ principal: PRINCIPAL, sourceArn, targetArn: arn });
    if (arnParts(arn).service === 'sqs') this.#takers.queues.send(arn, text);
    else this.#takers.invokeAsync({ functionName: functionNameOf(arn), payload: payloadOf(text) });
  }

  #giveUp(
    { rule, target }: Destination,
    text: string,
    { error, exhausted, attempts }: { error: AwsError; exhausted: string | undefined; attempts: number },
  ): void {
    if (target.deadLetterArn === undefined) return;
    // A queue that does not let EventBridge in gets nothing, and the event is gone, as in AWS.
    const delivery = { principal: PRINCIPAL, sourceArn: rule.arn, targetArn: target.deadLetterArn };
    if (!letsIn(this.#takers.admit, delivery)) return;
    const attributes = {
      RULE_ARN: rule.arn,
      TARGET_ARN: target.arn,
      ERROR_CODE: error.code,
      ERROR_MESSAGE: error.message,
      RETRY_ATTEMPTS: String(attempts),
      ...(exhausted !== undefined && { EXHAUSTED_RETRY_CONDITION: exhausted }),
    };
    this.#takers.queues.send(target.deadLetterArn, text, {
      attributes: Object.fromEntries(
        Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
      ),
    });
  }

  #forget(seq: number | undefined): void {
    if (seq === undefined) return;
    this.#sql.delete.run(seq);
    this.#next = undefined;
  }
}

/** Errors that may be gone the next time: throttling and the service's own. A target that is not there stays away. */
function isPassing(error: AwsError): boolean {
  return error.status >= 500 || error.status === 429 || /Throttl|TooManyRequests/.test(error.code);
}

/** Longer and longer, up to ten minutes; AWS adds jitter, a repeatable run has none. */
function waitMs(attempts: number): number {
  return 1000 * Math.min(600, 2 ** attempts);
}

function exhaustedBy(retry: RetryPolicy | undefined, attempts: number, ageMs: number): string | undefined {
  if (attempts >= (retry?.maximumRetryAttempts ?? RETRIES)) return 'MaximumRetryAttempts';
  const maximumAge = retry?.maximumEventAgeSeconds ?? MAXIMUM_AGE_SECONDS;
  return ageMs >= maximumAge * 1000 ? 'MaximumEventAgeInSeconds' : undefined;
}

function payloadOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AwsError('INVALID_JSON', 'The input for the target is not JSON.');
  }
}

function statements(db: DatabaseSync) {
  return {
    postpone: db.prepare(
      'INSERT INTO delivery (rule, target, event, first_at, ready_at, attempts) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    postponeAgain: db.prepare('UPDATE delivery SET ready_at = ?, attempts = ? WHERE seq = ?'),
    next: db.prepare('SELECT * FROM delivery ORDER BY ready_at, seq LIMIT 1'),
    nextTime: db.prepare('SELECT min(ready_at) AS at FROM delivery'),
    delete: db.prepare('DELETE FROM delivery WHERE seq = ?'),
  };
}
