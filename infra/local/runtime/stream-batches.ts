import type { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import { Notes } from '../services/state.ts';
import { PositionSchema, StreamRecordSchema, type Position, type StreamRecord } from './stream-reader.ts';

/** Records of one shard on their way to a function. */
export interface Batch {
  /** Present once the batch has failed and is kept. */
  id?: number;
  shardId: string;
  records: readonly StreamRecord[];
  attempts: number;
  /** Virtual time before which it is not tried again. */
  readyAt: number;
}

const BatchRow = v.object({
  id: v.number(),
  shard_id: v.string(),
  records: v.pipe(v.string(), v.parseJson(), v.array(StreamRecordSchema)),
  attempts: v.number(),
  ready_at: v.number(),
});

/** What a stream's mapping must not forget: how far it has read, and the batches that have failed so far. */
export class StreamBatches {
  private readonly notes: Notes;
  private readonly mapping: string;
  private readonly sql: ReturnType<typeof statements>;
  private head: Batch | undefined | 'unknown' = 'unknown';

  constructor(db: DatabaseSync, mapping: string) {
    db.exec(`CREATE TABLE IF NOT EXISTS stream_batch (
      id INTEGER PRIMARY KEY, mapping TEXT NOT NULL, place REAL NOT NULL, shard_id TEXT NOT NULL,
      records TEXT NOT NULL, attempts INTEGER NOT NULL, ready_at INTEGER NOT NULL
    ) STRICT`);
    this.sql = statements(db);
    this.notes = new Notes(db);
    this.mapping = mapping;
  }

  position(): Position | undefined {
    const note = this.notes.get(`stream ${this.mapping}`);
    return note === undefined ? undefined : v.parse(PositionSchema, JSON.parse(note));
  }

  readTo(position: Position): void {
    this.notes.set(`stream ${this.mapping}`, JSON.stringify(position));
  }

  /** The failed batch that everything behind it in the stream waits for. */
  first(): Batch | undefined {
    if (this.head !== 'unknown') return this.head;
    const found = this.sql.first.get(this.mapping);
    const row = found && v.parse(BatchRow, found);
    this.head = row && {
      id: row.id,
      shardId: row.shard_id,
      records: row.records,
      attempts: row.attempts,
      readyAt: row.ready_at,
    };
    return this.head;
  }

  /** Puts batches in the place of one that was tried, in their order; none: it is done with. */
  replace(tried: Batch, remaining: readonly Batch[]): void {
    this.head = 'unknown';
    if (tried.id !== undefined) this.sql.remove.run(tried.id);
    // All that is kept comes before what is still to be read, and what replaces the first is first again.
    for (const { shardId, records, attempts, readyAt } of remaining.toReversed())
      this.sql.add.run(this.mapping, this.mapping, shardId, JSON.stringify(records), attempts, readyAt);
  }
}

function statements(db: DatabaseSync) {
  return {
    first: db.prepare('SELECT * FROM stream_batch WHERE mapping = ? ORDER BY place LIMIT 1'),
    remove: db.prepare('DELETE FROM stream_batch WHERE id = ?'),
    add: db.prepare(`INSERT INTO stream_batch (mapping, place, shard_id, records, attempts, ready_at)
      VALUES (?, (SELECT coalesce(min(place), 0) - 1 FROM stream_batch WHERE mapping = ?), ?, ?, ?, ?)`),
  };
}
