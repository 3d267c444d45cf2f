import type { ServerResponse } from 'node:http';
import type { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';

const EVERY_MILLISECONDS = 200;
const Row = v.object({ seen: v.union([v.number(), v.string()]) });

/** Tells whoever listens (server-sent events) which kinds of things have changed: `clock`, `phones`, `events`, `dead-letters`. */
export class Changes {
  private readonly listeners = new Set<ServerResponse>();
  private readonly marks: () => Map<string, string>;
  private known = new Map<string, string>();
  private timer: NodeJS.Timeout | undefined;

  /** `deadLetters` and `now` are asked a few times a second while somebody listens. */
  constructor(db: DatabaseSync, now: () => number, deadLetters: () => string) {
    const newest = (table: string) => db.prepare(`SELECT coalesce(max(seq), 0) AS seen FROM ${table}`);
    const [texts, events] = [newest('text_message'), newest('bus_event')];
    this.marks = () =>
      new Map([
        ['clock', String(now())],
        ['phones', String(v.parse(Row, texts.get()).seen)],
        ['events', String(v.parse(Row, events.get()).seen)],
        ['dead-letters', deadLetters()],
      ]);
  }

  listen(response: ServerResponse): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    response.write(': everything that changes from here on\n\n');
    this.listeners.add(response);
    response.on('close', () => {
      this.listeners.delete(response);
      if (this.listeners.size === 0) this.close();
    });
    if (this.timer) return;
    this.known = this.marks();
    this.timer = setInterval(() => this.tell(), EVERY_MILLISECONDS);
  }

  close(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private tell(): void {
    const marks = this.marks();
    for (const [kind, mark] of marks) {
      if (this.known.get(kind) === mark) continue;
      for (const listener of this.listeners) listener.write(`event: ${kind}\ndata: {}\n\n`);
    }
    this.known = marks;
  }
}
