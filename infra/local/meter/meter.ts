import * as v from 'valibot';
import { AwsError, type AwsCall } from '../contract.ts';
import { PassedAnswer, TableCall } from '../runtime/door-call.ts';
import type { Middleware } from '../runtime/door.ts';
import type { EngineConnection } from '../runtime/engine-connection.ts';
import { askingForUnits, unitsOf, type Consumed } from './capacity.ts';
import { costOf, type Cost } from './cost.ts';
import type { TextCounts } from './texts.ts';
import { Transactions } from './transaction.ts';

/** Capacity units of a table or an index. */
export interface Units {
  write: number;
  read: number;
}

/** What one caller, a function or `operator`, has used. */
export interface Usage {
  invocations: number;
  /** Wall milliseconds of the invocations, each rounded up; the start of a worker counts as AWS bills it, to its first one. */
  billedMilliseconds: number;
  gigabyteSeconds: number;
  /** Invocations by requests of the HTTP API. */
  httpRequests: number;
  /** Send, receive and delete of the messages that it was given. */
  queueRequests: number;
  /** AWS calls by `service:Action`, with those that were refused. */
  calls: Record<string, number>;
  /** The refused ones by `service:Action code`. */
  refused: Record<string, number>;
  /** By table, or `table/index`. */
  units: Record<string, Units>;
  /** Events put on a bus. */
  events: number;
}

/** What has been used since the meter was set to zero. */
export interface Reading {
  functions: Record<string, Usage>;
  total: Omit<Usage, 'units' | 'calls' | 'refused'> & {
    writeUnits: number;
    readUnits: number;
    calls: number;
  };
  texts: TextCounts;
  cost: Cost;
}

/** One finished invocation. */
export interface Invoked {
  name: string;
  /** JSON of the event. */
  payload: string;
  milliseconds: number;
  memoryMegabytes: number;
}

const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems']);
const Entries = v.object({ Entries: v.array(v.unknown()) });

/**
 * Counts what AWS would bill: capacity units by function, table and index, AWS calls, events, invocations, texts.
 *
 * A write that is refused for its condition is billed too: a transaction by its items, a single write, whose item nobody
 * tells, with the least it can be.
 */
export class Meter {
  readonly #texts: () => TextCounts;
  readonly #transactions: Transactions;
  #textsBefore: TextCounts;
  #usages = new Map<string, Usage>();

  /** `texts` counts all texts there have ever been. */
  constructor(engine: EngineConnection, texts: () => TextCounts) {
    this.#transactions = new Transactions(engine);
    this.#texts = texts;
    this.#textsBefore = texts();
  }

  /** To be the innermost of the door's: what others refuse or spoil on the way is not billed. */
  readonly middleware: Middleware = (next) => async (call) => {
    const usage = this.#usageOf(call.caller);
    const name = `${call.service}:${call.action}`;
    count(usage.calls, name);
    try {
      if (call instanceof TableCall) return await this.#table(call, usage, next);
      const answer = await next(call);
      if (name === 'events:PutEvents') usage.events += v.parse(Entries, call.input).Entries.length;
      return answer;
    } catch (cause) {
      count(usage.refused, `${name} ${cause instanceof AwsError ? cause.code : 'failed'}`);
      throw cause;
    }
  };

  invoked({ name, payload, milliseconds, memoryMegabytes }: Invoked): void {
    const usage = this.#usageOf(name);
    const billed = Math.ceil(milliseconds);
    usage.invocations += 1;
    usage.billedMilliseconds += billed;
    usage.gigabyteSeconds += (billed / 1000) * (memoryMegabytes / 1024);
    const { http, messages } = sourceOf(payload);
    usage.httpRequests += http ? 1 : 0;
    // Each message is sent by itself; a batch is received and deleted with one request each.
    usage.queueRequests += messages > 0 ? messages + 2 : 0;
  }

  read(): Reading {
    const functions = structuredClone(
      Object.fromEntries([...this.#usages].sort(([a], [b]) => (a < b ? -1 : 1))),
    );
    const total = totalOf(Object.values(functions));
    const texts = since(this.#textsBefore, this.#texts());
    return { functions, total, texts, cost: costOf(functions, texts) };
  }

  reset(): void {
    this.#usages = new Map();
    this.#textsBefore = this.#texts();
  }

  async #table(call: TableCall, usage: Usage, next: (call: AwsCall) => Promise<unknown>): Promise<unknown> {
    // Streams tell no units: reading them costs a function nothing.
    if (!call.target.startsWith('DynamoDB_')) return next(call);
    if (call.action === 'TransactWriteItems') return this.#transaction(call, usage, next);
    const { body, asked } = askingForUnits(call.body);
    const answer = await next(call.withBody(body));
    if (!(answer instanceof PassedAnswer)) return answer;
    const { wire } = answer;
    if (wire.status >= 300) {
      const code = refused(call, answer, usage);
      if (code === 'ConditionalCheckFailedException') unitsAt(usage, 'refused writes').write += 1;
      return answer;
    }
    const { consumed, without } = unitsOf(body, wire.body);
    add(usage, consumed, READS.has(call.action) ? 'read' : 'write');
    if (asked) return answer;
    // The engine's checksum is of the answer that nobody gets.
    const { 'x-amz-crc32': _, ...headers } = wire.headers;
    return new PassedAnswer({ ...wire, headers, body: without });
  }

  async #transaction(
    call: TableCall,
    usage: Usage,
    next: (call: AwsCall) => Promise<unknown>,
  ): Promise<unknown> {
    // Whatever is wrong with a request is the engine's to say.
    const priced = await this.#transactions.priced(call.input).catch(() => undefined);
    const answer = await next(call);
    if (!(answer instanceof PassedAnswer)) return answer;
    if (answer.wire.status < 300) add(usage, priced?.committed ?? [], 'write');
    else if (refused(call, answer, usage) === 'TransactionCanceledException')
      unitsAt(usage, 'refused writes').write += (priced?.refused ?? []).reduce(
        (sum, { units }) => sum + units,
        0,
      );
    return answer;
  }

  #usageOf(caller: string): Usage {
    const known = this.#usages.get(caller) ?? nothing();
    this.#usages.set(caller, known);
    return known;
  }
}

function nothing(): Usage {
  return {
    invocations: 0,
    billedMilliseconds: 0,
    gigabyteSeconds: 0,
    httpRequests: 0,
    queueRequests: 0,
    calls: {},
    refused: {},
    units: {},
    events: 0,
  };
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

function add(usage: Usage, consumed: readonly Consumed[], kind: keyof Units): void {
  for (const { table, index, units } of consumed)
    unitsAt(usage, index === undefined ? table : `${table}/${index}`)[kind] += units;
}

const Refusal = v.pipe(v.string(), v.parseJson(), v.object({ __type: v.string() }));

/** Counts a refusal of the engine's and answers its code. */
function refused(call: TableCall, { wire }: PassedAnswer, usage: Usage): string {
  const told = v.safeParse(Refusal, wire.body.toString());
  const code = told.success ? told.output.__type.replace(/^.*#/, '') : 'failed';
  count(usage.refused, `dynamodb:${call.action} ${code}`);
  return code;
}

function unitsAt(usage: Usage, where: string): Units {
  return (usage.units[where] ??= { write: 0, read: 0 });
}

const Http = v.object({ requestContext: v.object({ http: v.unknown() }) });
const Messages = v.object({ Records: v.array(v.object({ eventSource: v.literal('aws:sqs') })) });

function sourceOf(payload: string): { http: boolean; messages: number } {
  const event: unknown = JSON.parse(payload);
  const messages = v.safeParse(Messages, event);
  return { http: v.is(Http, event), messages: messages.success ? messages.output.Records.length : 0 };
}

/** All callers' usage added up. */
export function totalOf(usages: readonly Usage[]): Reading['total'] {
  const sum = (of: (usage: Usage) => number) => usages.reduce((all, usage) => all + of(usage), 0);
  const units = (kind: keyof Units) =>
    sum((usage) => Object.values(usage.units).reduce((all, each) => all + each[kind], 0));
  return {
    invocations: sum((usage) => usage.invocations),
    billedMilliseconds: sum((usage) => usage.billedMilliseconds),
    gigabyteSeconds: sum((usage) => usage.gigabyteSeconds),
    httpRequests: sum((usage) => usage.httpRequests),
    queueRequests: sum((usage) => usage.queueRequests),
    events: sum((usage) => usage.events),
    calls: sum((usage) => Object.values(usage.calls).reduce((all, each) => all + each, 0)),
    writeUnits: units('write'),
    readUnits: units('read'),
  };
}

function since(before: TextCounts, now: TextCounts): TextCounts {
  const difference = (way: keyof TextCounts) => ({
    texts: now[way].texts - before[way].texts,
    parts: now[way].parts - before[way].parts,
  });
  return { toCustomers: difference('toCustomers'), fromCustomers: difference('fromCustomers') };
}
