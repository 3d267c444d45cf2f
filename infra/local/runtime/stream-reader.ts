import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { EngineRefusal, type EngineConnection } from './engine-connection.ts';

const Image = v.record(v.string(), v.unknown());
const Change = v.object({
  Keys: v.optional(Image),
  NewImage: v.optional(Image),
  OldImage: v.optional(Image),
  SequenceNumber: v.string(),
  SizeBytes: v.optional(v.number()),
  StreamViewType: v.optional(v.string()),
  ApproximateCreationDateTime: v.number(),
});

/** One change of a table, as a function sees it in `event.Records`. */
export const StreamRecordSchema = v.object({
  eventID: v.string(),
  eventName: v.picklist(['INSERT', 'MODIFY', 'REMOVE']),
  eventVersion: v.string(),
  eventSource: v.literal('aws:dynamodb'),
  awsRegion: v.string(),
  userIdentity: v.optional(v.unknown()),
  dynamodb: Change,
  eventSourceARN: v.optional(v.string()),
});
export type StreamRecord = v.InferOutput<typeof StreamRecordSchema>;

const Page = v.object({ Records: v.array(StreamRecordSchema), NextShardIterator: v.optional(v.string()) });
const Description = v.object({
  StreamDescription: v.object({ Shards: v.array(v.object({ ShardId: v.string() })) }),
});
const Iterator = v.object({ ShardIterator: v.string() });

/** Where in a stream reading has come to: after this record of this shard. */
export const PositionSchema = v.object({ shardId: v.string(), sequenceNumber: v.string() });
export type Position = v.InferOutput<typeof PositionSchema>;

export interface StreamSettings {
  /** The stream as the engine names it. */
  engineStreamArn: string;
  /** What the records say of themselves: the stream's ARN in the template, region, and the present virtual time. */
  arn: string;
  region: string;
  now: () => number;
}

/** Reads one table's stream of the engine in order, from a position on, across its shards. */
export class StreamReader {
  private readonly engine: EngineConnection;
  private readonly settings: StreamSettings;
  private position: Position | undefined;
  private cursor: { shardId: string; iterator: string } | undefined;

  constructor(engine: EngineConnection, settings: StreamSettings, position: Position | undefined) {
    this.engine = engine;
    this.settings = settings;
    this.position = position;
  }

  /** The next records, at most 1000; none means that everything written before this call has been read. */
  async next(): Promise<{ shardId: string; record: StreamRecord }[]> {
    for (;;) {
      this.cursor ??= await this.cursorAfter(this.position);
      if (!this.cursor) return [];
      const { shardId, iterator } = this.cursor;
      const page = await this.page(iterator);
      if (!page) continue;
      const records = page.Records.map((raw) => ({ shardId, record: this.recordOf(raw) }));
      const last = records.at(-1);
      if (last) this.position = { shardId, sequenceNumber: last.record.dynamodb.SequenceNumber };
      // Only an open shard has a next iterator; one that is read to its end leads on to the one that follows.
      this.cursor = page.NextShardIterator
        ? { shardId, iterator: page.NextShardIterator }
        : await this.startOfShardAfter(shardId);
      if (records.length > 0 || page.NextShardIterator || !this.cursor) return records;
    }
  }

  private async page(iterator: string): Promise<v.InferOutput<typeof Page> | undefined> {
    try {
      return v.parse(Page, await this.call('GetRecords', { ShardIterator: iterator, Limit: 1000 }));
    } catch (cause) {
      if (!(cause instanceof EngineRefusal)) throw cause;
      if (cause.code === 'TrimmedDataAccessException') this.position = undefined;
      else if (cause.code !== 'ExpiredIteratorException') throw cause;
      this.cursor = undefined;
      return undefined;
    }
  }

  private async cursorAfter(position: Position | undefined) {
    const shards = await this.shards();
    if (position && shards.includes(position.shardId))
      return this.cursorAt(position.shardId, {
        ShardIteratorType: 'AFTER_SEQUENCE_NUMBER',
        SequenceNumber: position.sequenceNumber,
      });
    return this.startOf(shards[0]);
  }

  private async startOfShardAfter(shardId: string) {
    const shards = await this.shards();
    return this.startOf(shards[shards.indexOf(shardId) + 1]);
  }

  private async startOf(shardId: string | undefined) {
    return shardId === undefined ? undefined : this.cursorAt(shardId, { ShardIteratorType: 'TRIM_HORIZON' });
  }

  private async cursorAt(shardId: string, from: object) {
    const where = { StreamArn: this.settings.engineStreamArn, ShardId: shardId, ...from };
    const { ShardIterator } = v.parse(Iterator, await this.call('GetShardIterator', where));
    return { shardId, iterator: ShardIterator };
  }

  /** Oldest first. */
  private async shards(): Promise<string[]> {
    const stream = await this.call('DescribeStream', { StreamArn: this.settings.engineStreamArn });
    return v.parse(Description, stream).StreamDescription.Shards.map(({ ShardId }) => ShardId);
  }

  private recordOf(raw: StreamRecord): StreamRecord {
    const { arn, region, now } = this.settings;
    return {
      ...raw,
      // The engine's ids are random: one that follows from the place in the stream makes runs repeatable.
      eventID: createHash('md5').update(`${arn}/${raw.dynamodb.SequenceNumber}`).digest('hex'),
      awsRegion: region,
      // The engine knows only the wall clock, cut to the minute.
      dynamodb: { ...raw.dynamodb, ApproximateCreationDateTime: Math.floor(now() / 1000) },
      eventSourceARN: arn,
    };
  }

  private call(action: string, input: object): Promise<unknown> {
    return this.engine.call(`DynamoDBStreams_20120810.${action}`, input);
  }
}
