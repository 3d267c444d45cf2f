import { createHash } from 'node:crypto';
import type { Outcome } from '../contract.ts';
import { uuidOf } from '../services/state.ts';
import { FunctionWorker, type FunctionDefinition, type Work, type World } from './function-worker.ts';

const WORKERS_PER_FUNCTION = 4;
const SEEDS_REMEMBERED = 10_000;

/**
 * The functions of the template. Each runs in workers of its own, one event at a time in each, started when
 * needed and reused, the one that has just finished first, so that events in a row meet the same worker.
 */
export class Functions {
  private readonly pools = new Map<string, Pool>();
  private readonly timesSeen = new Map<string, number>();
  private readonly world: World;
  private readonly run: number;

  /** `run` counts the starts of this cloud: what is random in one never repeats in the next. */
  constructor(world: World, run: number) {
    this.world = world;
    this.run = run;
  }

  define(definition: FunctionDefinition): void {
    this.pools.set(definition.name, new Pool(definition, this.world));
  }

  has(name: string): boolean {
    return this.pools.has(name);
  }

  names(): string[] {
    return [...this.pools.keys()];
  }

  /** The name that a function's own logs carry, such as its file's; its name where they carry none. */
  pathOf(name: string): string {
    return this.pools.get(name)?.serviceName ?? name;
  }

  /** The payload, as JSON, of what a worker is busy with. */
  workOf(session: string): string | undefined {
    return this.find(session)?.work?.payload;
  }

  /** Ends a worker in the middle of its work; resolves when it runs no more. */
  async kill(session: string): Promise<void> {
    await this.find(session)?.kill();
  }

  private find(session: string): FunctionWorker | undefined {
    for (const pool of this.pools.values()) {
      const found = pool.find(session);
      if (found) return found;
    }
    return undefined;
  }

  /** Runs a function once; never rejects. Everything random inside follows from the seed. */
  readonly invoke = async (
    name: string,
    payload: unknown,
    requestId?: string,
    seed?: string,
  ): Promise<Outcome> => {
    const pool = this.pools.get(name);
    if (!pool)
      return {
        status: 'failed',
        errorType: 'ResourceNotFoundException',
        errorMessage: `Function not found: ${name}`,
      };
    const json = JSON.stringify(payload) ?? 'null';
    const chosen = seed ?? this.seedFor(name, json);
    return pool.invoke({ payload: json, seed: chosen, requestId: requestId ?? uuidOf(chosen) });
  };

  async stop(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.stop()));
  }

  /**
   * A seed that follows from a function's name, from what it is asked to do (the payload, unless something in the payload
   * differs between equal runs) and from how often it was asked that before.
   */
  seedFor(name: string, what: string): string {
    const key = createHash('sha256').update(`${name}\n${what}`).digest('base64');
    const before = this.timesSeen.get(key) ?? 0;
    this.timesSeen.delete(key);
    this.timesSeen.set(key, before + 1);
    const [oldest] = this.timesSeen.keys();
    if (this.timesSeen.size > SEEDS_REMEMBERED && oldest !== undefined) this.timesSeen.delete(oldest);
    return `${key}/${before}/${this.run}`;
  }
}

/** The workers of one function. */
class Pool {
  private readonly idle: FunctionWorker[] = [];
  private readonly all = new Set<FunctionWorker>();
  private readonly waiting: ((worker: FunctionWorker) => void)[] = [];
  private readonly definition: FunctionDefinition;
  private readonly world: World;
  private stopped = false;
  private started = 0;

  constructor(definition: FunctionDefinition, world: World) {
    this.definition = definition;
    this.world = world;
  }

  get serviceName(): string | undefined {
    return this.definition.environment['POWERTOOLS_SERVICE_NAME'];
  }

  find(session: string): FunctionWorker | undefined {
    return [...this.all].find((worker) => worker.session === session);
  }

  async invoke(work: Work): Promise<Outcome> {
    if (this.stopped)
      return { status: 'failed', errorType: 'Runtime.ExitError', errorMessage: 'the cloud is stopping' };
    const worker = await this.take();
    const began = performance.now();
    const outcome = await worker.invoke(work);
    const { name, memoryMegabytes } = this.definition;
    const milliseconds = performance.now() - began;
    this.world.invoked?.({ name, payload: work.payload, milliseconds, memoryMegabytes });
    this.giveBack(worker);
    return outcome;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all([...this.all].map((worker) => worker.stop()));
  }

  private take(): Promise<FunctionWorker> {
    const idle = this.idle.pop();
    if (idle) return Promise.resolve(idle);
    if (this.all.size < Math.min(WORKERS_PER_FUNCTION, this.definition.concurrency))
      return Promise.resolve(this.start());
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private start(): FunctionWorker {
    this.started += 1;
    const worker = new FunctionWorker(this.definition, this.world, `${this.definition.name}/${this.started}`);
    this.all.add(worker);
    return worker;
  }

  private giveBack(worker: FunctionWorker): void {
    if (worker.dead) this.all.delete(worker);
    const next = this.waiting.shift();
    if (next) next(worker.dead && !this.stopped ? this.start() : worker);
    else if (!worker.dead) this.idle.push(worker);
  }
}
