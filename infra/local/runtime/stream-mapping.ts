import type { DatabaseSync } from 'node:sqlite';
import type { Invoke, Outcome, WorkSource } from '../contract.ts';
import { failedItems } from '../services/queue-mapping.ts';
import type { Queues } from '../services/queues.ts';
import { atomically } from '../services/state.ts';
import { isoTime, type VirtualClock } from '../services/virtual-clock.ts';
import type { EngineConnection } from './engine-connection.ts';
import { StreamBatches, type Batch } from './stream-batches.ts';
import { StreamReader, type StreamRecord } from './stream-reader.ts';

export interface StreamMappingSettings {
  id: string;
  functionName: string;
  functionArn: string;
  streamArn: string;
  engineStreamArn: string;
  region: string;
  batchSize: number;
  /** The mapping's filter criteria: a record is delivered when one of them holds, or when there are none. */
  patterns: readonly ((record: unknown) => boolean)[];
  reportBatchItemFailures: boolean;
  bisectBatchOnFunctionError: boolean;
  /** -1: as long as the records live. */
  maximumRetryAttempts: number;
  maximumRecordAgeSeconds: number;
  onFailureQueueArn: string | undefined;
}

export interface StreamParts {
  db: DatabaseSync;
  clock: VirtualClock;
  engine: EngineConnection;
  queues: Queues;
  invoke: Invoke;
  /** Counts the answered writes to the engine: as long as it stands still the stream has nothing new. */
  writes(): number;
}

const LONGEST_LIFE_SECONDS = 24 * 60 * 60;
const LONGEST_PAUSE_SECONDS = 60;

/**
 * Lambda's poller for one table's stream: in order, nothing behind a failed batch before that batch is done,
 * again after 1, 2, 4 … 60 virtual seconds, and what cannot be delivered is named in the queue for failures.
 */
export class StreamMapping implements WorkSource {
  readonly name: string;
  private readonly parts: StreamParts;
  private readonly settings: StreamMappingSettings;
  private readonly batches: StreamBatches;
  private readonly reader: StreamReader;
  private read: { shardId: string; record: StreamRecord }[] = [];
  /** The number of writes of which every one has been read. */
  private readUpTo = -1;

  constructor(parts: StreamParts, settings: StreamMappingSettings) {
    this.name = `stream → ${settings.functionName}`;
    this.parts = parts;
    this.settings = settings;
    this.batches = new StreamBatches(parts.db, settings.id);
    const { engineStreamArn, streamArn: arn, region } = settings;
    const now = () => parts.clock.now();
    this.reader = new StreamReader(
      parts.engine,
      { engineStreamArn, arn, region, now },
      this.batches.position(),
    );
  }

  /** One batch; false only when every write that was answered before the call has been delivered or waits for its next attempt. */
  async work(): Promise<boolean> {
    const failed = this.batches.first();
    if (failed && failed.readyAt > this.parts.clock.now()) return false;
    const batch = failed ?? (await this.nextBatch());
    if (!batch) return false;
    await this.deliver(batch);
    return true;
  }

  nextAt(): number | undefined {
    return this.batches.first()?.readyAt;
  }

  private async nextBatch(): Promise<Batch | undefined> {
    const { batchSize, patterns } = this.settings;
    const records: StreamRecord[] = [];
    let shardId: string | undefined;
    while (records.length < batchSize) {
      if (this.read.length === 0 && !(await this.readOn())) break;
      const [next] = this.read;
      // A batch never crosses from one shard into the next.
      if (!next || (shardId !== undefined && shardId !== next.shardId)) break;
      this.read.shift();
      if (patterns.length > 0 && !patterns.some((holds) => holds(next.record))) continue;
      shardId = next.shardId;
      records.push(next.record);
    }
    return shardId === undefined ? undefined : { shardId, records, attempts: 0, readyAt: 0 };
  }

  private async readOn(): Promise<boolean> {
    const writes = this.parts.writes();
    if (writes === this.readUpTo) return false;
    this.read = await this.reader.next();
    if (this.read.length === 0) this.readUpTo = writes;
    return this.read.length > 0;
  }

  private async deliver(batch: Batch): Promise<void> {
    const outcome = await this.parts.invoke(this.settings.functionName, { Records: batch.records });
    const firstFailed = this.firstFailed(batch, outcome);
    const remaining =
      firstFailed === undefined ? [] : this.afterFailure(batch, firstFailed, outcome.status === 'failed');
    atomically(this.parts.db, () => {
      const kept = remaining.filter((part) => !this.givenUp(part));
      this.batches.replace(batch, kept);
      const last = batch.records.at(-1);
      if (batch.id === undefined && last)
        this.batches.readTo({ shardId: batch.shardId, sequenceNumber: last.dynamodb.SequenceNumber });
    });
  }

  /** The index of the first record that the function has not handled; undefined when it has handled all. */
  private firstFailed(batch: Batch, outcome: Outcome): number | undefined {
    if (outcome.status === 'failed') return 0;
    if (!this.settings.reportBatchItemFailures) return undefined;
    const ids = batch.records.map((record) => record.dynamodb.SequenceNumber);
    const failed = failedItems(ids, outcome.result);
    const first = ids.findIndex((id) => failed.has(id));
    return first === -1 ? undefined : first;
  }

  private afterFailure(batch: Batch, firstFailed: number, functionError: boolean): Batch[] {
    const { shardId } = batch;
    const records = batch.records.slice(firstFailed);
    const { bisectBatchOnFunctionError, reportBatchItemFailures } = this.settings;
    const bisected = bisectBatchOnFunctionError && (functionError || reportBatchItemFailures);
    if (bisected && firstFailed === 0 && records.length > 1) {
      // Halving finds the record that fails; it does not use up attempts.
      const half = Math.ceil(records.length / 2);
      const common = { shardId, attempts: batch.attempts, readyAt: this.parts.clock.now() };
      return [
        { ...common, records: records.slice(0, half) },
        { ...common, records: records.slice(half) },
      ];
    }
    const attempts = firstFailed === 0 ? batch.attempts + 1 : 1;
    const pause = Math.min(2 ** (attempts - 1), LONGEST_PAUSE_SECONDS);
    return [{ shardId, records, attempts, readyAt: this.parts.clock.now() + pause * 1000 }];
  }

  /** Whether a batch is not tried again; if so, the queue for failures has been told. */
  private givenUp(batch: Batch): boolean {
    const { maximumRetryAttempts, maximumRecordAgeSeconds, onFailureQueueArn } = this.settings;
    const age = this.parts.clock.now() / 1000 - (batch.records[0]?.dynamodb.ApproximateCreationDateTime ?? 0);
    const tooOld = maximumRecordAgeSeconds >= 0 && age > maximumRecordAgeSeconds;
    const exhausted = maximumRetryAttempts >= 0 && batch.attempts > maximumRetryAttempts;
    if (!tooOld && !exhausted) return age > LONGEST_LIFE_SECONDS;
    if (onFailureQueueArn) {
      const condition = exhausted ? 'RetryAttemptsExhausted' : 'RecordAgeExceeded';
      this.parts.queues.send(onFailureQueueArn, JSON.stringify(this.failureReport(batch, condition)));
    }
    return true;
  }

  private failureReport(batch: Batch, condition: string): object {
    const [first, last] = [batch.records[0], batch.records.at(-1)];
    const arrival = (record: StreamRecord | undefined) =>
      isoTime((record?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000);
    return {
      requestContext: {
        requestId: first?.eventID,
        functionArn: `${this.settings.functionArn}:$LATEST`,
        condition,
        approximateInvokeCount: batch.attempts,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: isoTime(this.parts.clock.now()),
      DDBStreamBatchInfo: {
        shardId: batch.shardId,
        startSequenceNumber: first?.dynamodb.SequenceNumber,
        endSequenceNumber: last?.dynamodb.SequenceNumber,
        approximateArrivalOfFirstRecord: arrival(first),
        approximateArrivalOfLastRecord: arrival(last),
        batchSize: batch.records.length,
        streamArn: this.settings.streamArn,
      },
    };
  }
}
