import type { WorkSource } from '../contract.ts';
import type { VirtualClock } from './virtual-clock.ts';

/**
 * Keeps all sources of work going, one piece at a time and always in the order in which the sources are named,
 * so that twice the same run gives twice the same history.
 */
export class Pump {
  readonly #clock: VirtualClock;
  readonly #sources: readonly WorkSource[];
  readonly #report: (error: unknown) => void;
  /** The end of whatever is being done: draining and turning follow one another, they never overlap. */
  #last: Promise<void> = Promise.resolve();
  /** Something may have become ready since the sources were last asked. */
  #woken = false;
  #drainingInBackground = false;

  constructor(
    clock: VirtualClock,
    sources: readonly WorkSource[],
    report: (error: unknown) => void = (error) => console.error(error),
  ) {
    this.#clock = clock;
    this.#sources = sources;
    this.#report = report;
  }

  /** Starts draining in the background; to be called when something was accepted from outside. */
  wake(): void {
    this.#woken = true;
    if (this.#drainingInBackground) return;
    this.#drainingInBackground = true;
    this.#after(async () => {
      this.#drainingInBackground = false;
      await this.#drain();
    }).catch(this.#report);
  }

  /** Resolves when no source has work that is ready at the present time. */
  quiet(): Promise<void> {
    return this.#after(async () => void (await this.#drain()));
  }

  /**
   * Turns the clock to a time, stopping at every moment on the way at which a source becomes ready; resolves when
   * everything due by then has run and nothing is ready. Rejects with a RangeError when the time lies in the past.
   */
  turnTo(epochMs: number): Promise<void> {
    return this.#after(async () => {
      if (!(epochMs >= this.#clock.now())) this.#clock.moveTo(epochMs);
      for (let next = await this.#settle(); next <= epochMs; next = await this.#settle()) {
        this.#clock.moveTo(next);
      }
      this.#clock.moveTo(epochMs);
      await this.#drain();
    });
  }

  #after(task: () => Promise<void>): Promise<void> {
    const done = this.#last.then(task);
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** True when there was anything to do. */
  async #drain(): Promise<boolean> {
    let didAnything = false;
    let worked = true;
    while (worked || this.#woken) {
      this.#woken = false;
      worked = false;
      for (const source of this.#sources) {
        while (await source.work()) worked = true;
      }
      didAnything ||= worked;
    }
    return didAnything;
  }

  /** Drains, and says which moment comes next: later than the present one, Infinity when nothing waits. */
  async #settle(): Promise<number> {
    for (let idle = 0; idle < 2;) {
      const didAnything = await this.#drain();
      const next = Math.min(...this.#sources.map((source) => source.nextAt() ?? Infinity));
      if (next > this.#clock.now()) return next;
      // Something came in from outside while the sources were asked; only if draining again finds nothing is it stuck.
      idle = didAnything ? 0 : idle + 1;
    }
    const stuck = this.#sources.filter((source) => (source.nextAt() ?? Infinity) <= this.#clock.now());
    throw new Error(`due now, yet nothing to do: ${stuck.map((source) => source.name).join(', ')}`);
  }
}
