/** What a stage lets through: so many requests a second on average, so many at once. */
export interface Throttling {
  readonly rate: number;
  readonly burst: number;
}

/**
 * A token bucket as API Gateway throttles a stage. It is filled by real time: the virtual clock stands still, and the
 * limit is there to spare what really runs.
 */
export class Throttle {
  private readonly settings: Throttling;
  private readonly milliseconds: () => number;
  private tokens: number;
  private at: number;

  constructor(settings: Throttling, milliseconds: () => number = () => performance.now()) {
    this.settings = settings;
    this.milliseconds = milliseconds;
    this.tokens = settings.burst;
    this.at = milliseconds();
  }

  /** Whether one more request may pass now. */
  admits(): boolean {
    const now = this.milliseconds();
    const { rate, burst } = this.settings;
    this.tokens = Math.min(burst, this.tokens + ((now - this.at) / 1000) * rate);
    this.at = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
