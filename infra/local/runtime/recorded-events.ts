import type { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import { isoTime } from '../services/virtual-clock.ts';

const Row = v.object({
  seq: v.number(),
  bus: v.string(),
  event: v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown())),
  received_at: v.number(),
});

export interface RecordedEvent {
  /** Where it stands among all events; `after` of the next question. */
  cursor: string;
  bus: string;
  receivedAt: string;
  event: Record<string, unknown>;
}

/** The events that the buses have taken, oldest first. */
export class RecordedEvents {
  private readonly sql;

  constructor(db: DatabaseSync) {
    this.sql = {
      after: db.prepare('SELECT * FROM bus_event WHERE seq > ? ORDER BY seq LIMIT ?'),
      newest: db.prepare(
        'SELECT * FROM (SELECT * FROM bus_event ORDER BY seq DESC LIMIT ?) AS newest ORDER BY seq',
      ),
    };
  }

  /** Those that follow a cursor, or the newest when there is none. */
  list(limit: number, after?: number): RecordedEvent[] {
    const rows = after === undefined ? this.sql.newest.all(limit) : this.sql.after.all(after, limit);
    return rows
      .map((row) => v.parse(Row, row))
      .map(({ seq, bus, event, received_at }) => ({
        cursor: String(seq),
        bus,
        receivedAt: isoTime(received_at),
        event,
      }));
  }
}
