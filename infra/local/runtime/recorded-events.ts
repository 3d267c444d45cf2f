import type { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import { isoTime } from '../services/virtual-clock.ts';

const Row = v.object({
  seq: v.number(),
  bus: v.string(),
  event: v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown())),
  received_at: v.number(),
});

const Total = v.object({ total: v.number() });

/** An event as it stood on its bus, and what the bus has noted of it. */
export interface RecordedEvent {
  /** Where it stands among all events: `after` of a later question. */
  cursor: string;
  bus: string;
  /** ISO time. */
  receivedAt: string;
  [member: string]: unknown;
}

/** The events that the buses have taken, oldest first. */
export class RecordedEvents {
  private readonly after;
  private readonly counted;

  constructor(db: DatabaseSync) {
    this.counted = db.prepare('SELECT count(*) AS total FROM bus_event');
    this.after = db.prepare('SELECT * FROM bus_event WHERE seq > ? ORDER BY seq LIMIT ?');
  }

  /** How many there are in all. */
  count(): number {
    return v.parse(Total, this.counted.get()).total;
  }

  /** Those that follow a cursor; 0 is the beginning. */
  list(after: number, limit: number): RecordedEvent[] {
    return this.after
      .all(after, limit)
      .map((row) => v.parse(Row, row))
      .map(({ seq, bus, event, received_at }) => ({
        ...event,
        cursor: String(seq),
        bus,
        receivedAt: isoTime(received_at),
      }));
  }
}
