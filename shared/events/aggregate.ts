import * as v from 'valibot';
import { Conflict, type Item, type Table } from '../platform/table.ts';
import { type Instant, epochMilliseconds } from '../platform/time.ts';
import type { Attachment } from './attachment.ts';
import type { DomainEvent } from './catalogue.ts';
import { HeadSchema, linkOfEarlier, linksOf, salted, withHead } from './chain.ts';
import { type AnyEvent, eventId, eventSortKey } from './envelope.ts';
import type { Occasion } from './occasion.ts';
import type { TextRequest } from './text-request.ts';

type NameAndFacts<E> = E extends { name: infer N; facts: infer F }
  ? { readonly name: N; readonly facts: F }
  : never;

/** What an event of a name holds. */
export type FactsOf<N extends DomainEvent['name']> = Extract<DomainEvent, { name: N }>['facts'];

/** An event as a rule decides it; the aggregate adds id, version, cause and times. */
export type NewEvent = NameAndFacts<DomainEvent> & {
  readonly dealerId?: string;
  readonly customerId?: string;
  readonly text?: TextRequest;
};

/** What a rule decided: the next state, at least one event, and items of their own (words, personal data). */
export interface Change<S> {
  readonly state: S;
  readonly events: readonly [NewEvent, ...NewEvent[]];
  readonly attached?: readonly Attachment[];
}

/** An aggregate as it stands; `version` counts its events, so `id.version` names the newest. */
export interface Loaded<S> {
  readonly id: string;
  readonly version: number;
  readonly state: S;
  /** The link of the newest event, where events are chained and this one was written since. */
  readonly link?: string | undefined;
}

/** What came of a change: the aggregate as it now stands, and the events that were written (none: unchanged). */
export interface Changed<S> {
  readonly id: string;
  readonly version: number;
  readonly state: S | undefined;
  readonly events: readonly AnyEvent[];
}

/** Where a state wants to be found: by what is due, and by whose work it is. */
interface Filing<S> {
  readonly due?: (state: S) => { dealerId: string; job: string; at: Instant } | undefined;
  readonly work?: (state: S) => { staffId: string; at: Instant } | undefined;
}

interface Definition<S, Schema extends v.BaseSchema<unknown, S, v.BaseIssue<unknown>>> extends Filing<S> {
  /** Schema version of the state as it is written. */
  readonly v: number;
  readonly schema: Schema;
  /** What was written as an older schema version, as the schema reads it today. */
  readonly raise?: (state: unknown, from: number) => unknown;
  /** Whether events, what is kept with them, and the state are chained, so that the record can be proven. */
  readonly chained?: true;
}

const stateItem = v.object({
  pk: v.string(),
  v: v.number(),
  version: v.number(),
  state: v.unknown(),
  chain: v.optional(HeadSchema),
});
const dueItem = v.object({ pk: v.string(), dueAt: v.string() });
const attempts = 8;

/** The key under which due states of a dealer are filed for a job. */
export function dueKey(dealerId: string, job: string): string {
  return `${dealerId}#${job}`;
}

/**
 * One kind of aggregate in the table: its state is read with a schema, and every change commits the new state together
 * with its events in one transaction.
 */
export class Aggregates<S> {
  readonly #table: Table;
  readonly #definition: Definition<S, v.BaseSchema<unknown, S, v.BaseIssue<unknown>>>;

  constructor(table: Table, definition: Definition<S, v.BaseSchema<unknown, S, v.BaseIssue<unknown>>>) {
    this.#table = table;
    this.#definition = definition;
  }

  /** The aggregate as it is now, or undefined. */
  async load(id: string): Promise<Loaded<S> | undefined> {
    const item = await this.#table.get(id, 'STATE');
    return item && this.#read(item);
  }

  /** The ids of all that is due for a job at a dealer up to now. The index is a hint: decide on the loaded state. */
  async due(dealerId: string, job: string, now: Instant): Promise<string[]> {
    const items = await this.#table.all({ index: 'due', key: dueKey(dealerId, job), upTo: `${now}~` });
    return items.map((item) => v.parse(dueItem, item).pk);
  }

  /**
   * Decides on the aggregate as it stands and commits what was decided; when somebody was faster it reads and decides
   * again. `decide` is a pure rule: undefined means that nothing is to be done. Throws `Conflict` after eight tries.
   */
  async change(
    id: string,
    occasion: Occasion | ((current: Loaded<S> | undefined) => Occasion),
    decide: (current: S | undefined) => Change<S> | undefined,
  ): Promise<Changed<S>> {
    for (let attempt = 1; ; attempt += 1) {
      const current = await this.load(id);
      const change = decide(current?.state);
      if (!change) return { id, version: current?.version ?? 0, state: current?.state, events: [] };
      const circumstances = typeof occasion === 'function' ? occasion(current) : occasion;
      try {
        return await this.#commit(id, current, circumstances, change);
      } catch (error) {
        if (!(error instanceof Conflict) || attempt === attempts) throw error;
        await pause(attempt * 10);
      }
    }
  }

  async #commit(
    id: string,
    current: Loaded<S> | undefined,
    occasion: Occasion,
    change: Change<S>,
  ): Promise<Changed<S>> {
    const version = current?.version ?? 0;
    const events = change.events.map((event, index) => complete(event, id, version + index + 1, occasion));
    const newVersion = version + events.length;
    const attached = this.#definition.chained ? salted(change.attached ?? []) : (change.attached ?? []);
    const links = await this.#linksAfter(id, current, events, attached);
    const link = links?.at(-1)?.link;
    const state = this.#stateItem(id, newVersion, change.state);
    await this.#table.commit([
      this.#table.putVersion(link === undefined ? state : withHead(state, link), version),
      ...events.map((event, index) => this.#table.putVersion({ ...eventItem(event), ...links?.[index] }, 0)),
      ...attached.map((each) => this.#table.put({ pk: each.pk ?? id, sk: each.sk, v: 1, ...each.content })),
    ]);
    return { id, version: newVersion, state: change.state, events };
  }

  async #linksAfter(
    id: string,
    current: Loaded<S> | undefined,
    events: readonly AnyEvent[],
    attached: readonly Attachment[],
  ) {
    if (!this.#definition.chained) return undefined;
    const previous = current?.link ?? (await linkOfEarlier(this.#table, id, current?.version ?? 0));
    return linksOf(previous, events, attached);
  }

  #read(item: Record<string, unknown>): Loaded<S> {
    const { pk, v: schemaVersion, version, state, chain } = v.parse(stateItem, item);
    if (schemaVersion > this.#definition.v) {
      throw new Error(`${pk} was written by newer code (schema version ${schemaVersion})`);
    }
    const raised =
      schemaVersion < this.#definition.v ? this.#definition.raise?.(state, schemaVersion) : state;
    return { id: pk, version, state: v.parse(this.#definition.schema, raised), link: chain?.link };
  }

  #stateItem(id: string, version: number, state: S): Item & { readonly state: S } {
    const due = this.#definition.due?.(state);
    const work = this.#definition.work?.(state);
    return {
      pk: id,
      sk: 'STATE',
      v: this.#definition.v,
      version,
      state,
      ...(due && { dueKey: dueKey(due.dealerId, due.job), dueAt: `${due.at}#${id}` }),
      ...(work && { worklistKey: work.staffId, worklistAt: `${work.at}#${id}` }),
    };
  }
}

/**
 * Commits the one event of something that has no state of its own (a received text), with what belongs to it; false if
 * it was recorded before.
 */
export async function recordOnce(
  table: Table,
  id: string,
  occasion: Occasion,
  fact: { event: NewEvent; attached: readonly Attachment[] },
): Promise<boolean> {
  try {
    await table.commit([
      table.putVersion(eventItem(complete(fact.event, id, 1, occasion)), 0),
      ...fact.attached.map((each) => table.put({ pk: each.pk ?? id, sk: each.sk, v: 1, ...each.content })),
    ]);
    return true;
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    if (await table.get(id, eventSortKey(1))) return false;
    throw error;
  }
}

/**
 * An event as an item: filed in the customer's timeline and in the dealer's ledger of the month; in the latter not where
 * it tells of imported history, since a month's figures are of what happened then.
 */
export function eventItem(event: AnyEvent): Item {
  const { id, aggregateId, version, customerId, dealerId, happenedAt, recordedAt, imported } = event;
  const ledgerOf = imported ? undefined : dealerId;
  return {
    pk: aggregateId,
    sk: eventSortKey(version),
    v: event.v,
    event,
    ...(customerId && { timelineKey: customerId, timelineAt: `${happenedAt}#${id}` }),
    ...(ledgerOf && { ledgerKey: `${ledgerOf}#${recordedAt.slice(0, 7)}`, ledgerAt: `${recordedAt}#${id}` }),
  };
}

/** A decided event with its id, version, cause and times. What happened cannot lie after its being written down. */
export function complete(
  event: NewEvent,
  aggregateId: string,
  version: number,
  occasion: Occasion,
): AnyEvent {
  const { cause, actor, happenedAt, now, imported } = occasion;
  return {
    id: eventId(aggregateId, version),
    name: event.name,
    v: 1,
    aggregateId,
    version,
    ...(event.dealerId && { dealerId: event.dealerId }),
    ...(event.customerId && { customerId: event.customerId }),
    cause,
    actor,
    happenedAt: epochMilliseconds(happenedAt) > epochMilliseconds(now) ? now : happenedAt,
    recordedAt: now,
    facts: { ...event.facts },
    ...(event.text && { text: event.text }),
    ...(imported && { imported }),
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
