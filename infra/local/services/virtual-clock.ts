import type { DatabaseSync } from 'node:sqlite';
import { Notes } from './state.ts';

/** The time of the whole cloud. It stands still until it is turned, goes forward only and survives a restart. */
export class VirtualClock {
  /** One Float64: the time in epoch milliseconds, which workers read without asking. */
  readonly shared = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT);
  readonly #time = new Float64Array(this.shared);
  readonly #notes: Notes;

  /** `startEpochMs` is the time of a fresh cloud; a state that has run before goes on where it stood. */
  constructor(db: DatabaseSync, startEpochMs: number) {
    this.#notes = new Notes(db);
    const stood = this.#notes.get('clock');
    if (stood === undefined) this.#notes.set('clock', String(startEpochMs));
    this.#time[0] = stood === undefined ? startEpochMs : Number(stood);
  }

  /** Epoch milliseconds. */
  now(): number {
    return this.#time[0] ?? Number.NaN;
  }

  /** Throws a RangeError when the time lies before the present one. */
  moveTo(epochMs: number): void {
    const now = this.now();
    if (!(epochMs >= now)) {
      throw new RangeError(`the clock cannot go back from ${isoTime(now)} to ${isoTime(epochMs)}`);
    }
    if (epochMs === now) return;
    this.#notes.set('clock', String(epochMs));
    this.#time[0] = epochMs;
  }
}

/** A time as AWS writes it with milliseconds: `2026-03-02T01:00:00.000Z`. */
export function isoTime(epochMs: number): string {
  return Number.isFinite(epochMs) ? new Date(epochMs).toISOString() : String(epochMs);
}
