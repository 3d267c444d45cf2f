import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';

/**
 * Opens the cloud's own state (everything but the tables' items) and makes its tables if they are not there.
 * `:memory:` keeps it in memory. Every commit is in the file's write-ahead log when the statement returns, so that
 * kill -9 loses nothing that was committed.
 */
export function openState(file: string): DatabaseSync {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;');
  db.exec(TABLES);
  return db;
}

const TABLES = `
CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS message (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  queue TEXT NOT NULL,
  message_id TEXT NOT NULL,
  body TEXT NOT NULL,
  attributes TEXT NOT NULL,
  sent_at INTEGER NOT NULL,
  visible_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  receive_count INTEGER NOT NULL DEFAULT 0,
  first_received_at INTEGER,
  being_handled INTEGER NOT NULL DEFAULT 0,
  dead_letter_of TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS message_by_queue ON message (queue, visible_at, seq);
CREATE INDEX IF NOT EXISTS message_by_expiry ON message (expires_at);

CREATE TABLE IF NOT EXISTS text_message (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  phone TEXT NOT NULL,
  direction TEXT NOT NULL,
  message_id TEXT NOT NULL,
  body TEXT NOT NULL,
  at INTEGER NOT NULL,
  parts INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS text_message_by_phone ON text_message (phone, seq);

CREATE TABLE IF NOT EXISTS bus_event (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  bus TEXT NOT NULL,
  event TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  waiting INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX IF NOT EXISTS bus_event_waiting ON bus_event (seq) WHERE waiting = 1;

CREATE TABLE IF NOT EXISTS schedule (
  rule TEXT PRIMARY KEY,
  expression TEXT NOT NULL,
  anchor_at INTEGER NOT NULL,
  next_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS delivery (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  rule TEXT NOT NULL,
  target TEXT NOT NULL,
  event TEXT NOT NULL,
  first_at INTEGER NOT NULL,
  ready_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS delivery_by_time ON delivery (ready_at, seq);

CREATE TABLE IF NOT EXISTS invocation (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  request_id TEXT NOT NULL,
  function_name TEXT NOT NULL,
  payload TEXT NOT NULL,
  maximum_retries INTEGER,
  maximum_age_seconds INTEGER,
  dead_letter TEXT,
  first_at INTEGER NOT NULL,
  ready_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  last_error TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS invocation_by_time ON invocation (ready_at, seq);
`;

/** Does some writes as one: all of them are kept or none. Inside another `atomically` they belong to the outer one. */
export function atomically<T>(db: DatabaseSync, work: () => T): T {
  if (db.isTransaction) return work();
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

const NoteRow = v.object({ value: v.string() });

/** Small facts under a name, such as the clock's time or how far a stream has been read. */
export class Notes {
  readonly #read;
  readonly #write;

  constructor(db: DatabaseSync) {
    this.#read = db.prepare('SELECT value FROM note WHERE name = ?');
    this.#write = db.prepare(
      'INSERT INTO note VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    );
  }

  get(name: string): string | undefined {
    const row = this.#read.get(name);
    return row === undefined ? undefined : v.parse(NoteRow, row).value;
  }

  set(name: string, value: string): void {
    this.#write.run(name, value);
  }
}

const CounterRow = v.object({ value: v.number() });

/** Ids that look like AWS's (UUIDs in no order) but come from a counter of their kind, so that a run is repeatable. */
export class Ids {
  readonly #count;

  constructor(db: DatabaseSync) {
    this.#count = db.prepare(
      'INSERT INTO counter VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value',
    );
  }

  next(kind: 'message' | 'notification' | 'text' | 'event' | 'invocation'): string {
    const { value } = v.parse(CounterRow, this.#count.get(kind));
    return uuidOf(`${kind} ${value}`);
  }
}

/** The same UUID for the same text, different ones for different texts. */
export function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
