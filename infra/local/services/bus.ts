import type { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import { AwsError, type WorkSource } from '../contract.ts';
import { compilePattern } from '../rules/event-pattern.ts';
import { arnParts } from './arn.ts';
import { BusEventColumn, eventTime, type BusEvent } from './bus-event.ts';
import { Deliveries, type RuleTarget, type Takers } from './deliveries.ts';
import { eventOfEntry, putEventsEntries, type PutEventsEntry, type Refusal } from './put-events.ts';
import { Schedules } from './schedules.ts';
import { atomically, Ids } from './state.ts';
import { isoTime, type VirtualClock } from './virtual-clock.ts';

export interface RuleSettings {
  name: string;
  arn: string;
  /** Name or ARN; the default bus when absent. */
  busName?: string;
  pattern?: unknown;
  schedule?: string;
  enabled: boolean;
  targets: RuleTarget[];
}

export interface RecordedEvent {
  bus: string;
  /** ISO time. */
  receivedAt: string;
  event: BusEvent;
}

interface Rule extends RuleSettings {
  bus: string;
  matches: (event: unknown) => boolean;
}

const EventRow = v.object({
  seq: v.number(),
  bus: v.string(),
  event: BusEventColumn,
  received_at: v.number(),
});

/**
 * EventBridge: keeps every event it has accepted, matches it to the rules of its bus, fires the schedules by the virtual
 * clock, and hands what results over to queues and functions, in one commit with the note that it was done.
 */
export class Bus implements WorkSource {
  readonly name = 'event bus';
  readonly #db: DatabaseSync;
  readonly #clock: VirtualClock;
  readonly #takers: Takers;
  readonly #ids: Ids;
  readonly #sql: ReturnType<typeof statements>;
  readonly #schedules: Schedules;
  readonly #deliveries: Deliveries;
  readonly #busArns = new Map<string, string>();
  readonly #rules = new Map<string, Rule>();
  /** Whether an accepted event may still have to be matched. */
  #mayHaveWaiting = true;

  /** With `scheduleRoundMs` schedules fire once in each round of that time at most. */
  constructor(db: DatabaseSync, clock: VirtualClock, takers: Takers, scheduleRoundMs?: number) {
    this.#db = db;
    this.#clock = clock;
    this.#takers = takers;
    this.#ids = new Ids(db);
    this.#sql = statements(db);
    this.#schedules = new Schedules(db, clock, scheduleRoundMs);
    this.#deliveries = new Deliveries(db, clock, takers);
    this.defineBus({ name: 'default', arn: 'arn:aws:events:us-east-1:000000000000:event-bus/default' });
  }

  /** Events of a bus carry the account and region of its ARN. Defining `default` again gives it the right ones. */
  defineBus({ name, arn }: { name: string; arn: string }): void {
    this.#busArns.set(name, arn);
  }

  /** Throws when a pattern, a schedule or the kind of a target is not valid. */
  defineRule(settings: RuleSettings): void {
    for (const target of settings.targets) {
      const { service } = arnParts(target.arn);
      if (service !== 'sqs' && service !== 'lambda') {
        throw new Error(`rule ${settings.name}: a target of ${service} is not part of this cloud`);
      }
      if (target.deadLetterArn !== undefined) this.#takers.queues.watchDeadLetters(target.deadLetterArn);
    }
    const matches = settings.pattern === undefined ? () => false : compilePattern(settings.pattern);
    this.#rules.set(settings.arn, { ...settings, bus: busNameOf(settings.busName ?? 'default'), matches });
    if (settings.schedule !== undefined && settings.enabled) {
      this.#schedules.define(settings.arn, settings.schedule);
    }
  }

  /** One call of the EventBridge API: PutEvents. Throws AwsError. */
  call(action: string, input: unknown): unknown {
    if (action !== 'PutEvents') {
      throw new AwsError('UnknownOperationException', `EventBridge ${action} is not part of this cloud.`);
    }
    const entries = putEventsEntries(input);
    const results = atomically(this.#db, () => entries.map((entry) => this.#accept(entry)));
    this.#mayHaveWaiting = true;
    return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
  }

  /** The newest events that were put on any bus (not the firings of schedules), newest last. */
  events(limit: number): RecordedEvent[] {
    return this.#sql.newest
      .all(limit)
      .map((row) => v.parse(EventRow, row))
      .reverse()
      .map(({ bus, event, received_at }) => ({ bus, receivedAt: isoTime(received_at), event }));
  }

  /** One accepted event to its rules, or one hand-over tried again, or one firing of a schedule. */
  work(): Promise<boolean> {
    const find = (ruleArn: string, targetId: string) => {
      const rule = this.#rules.get(ruleArn);
      const target = rule?.targets.find((each) => each.id === targetId);
      return rule && target && { rule, target };
    };
    return Promise.resolve(this.#matchNext() || this.#deliveries.retryNext(find) || this.#fireNext());
  }

  nextAt(): number | undefined {
    if (this.#mayHaveWaiting && this.#sql.waiting.get() !== undefined) return this.#clock.now();
    const next = Math.min(this.#schedules.nextAt(), this.#deliveries.nextAt());
    return next === Infinity ? undefined : next;
  }

  #accept(entry: PutEventsEntry): { EventId: string } | Refusal {
    const bus = busNameOf(entry.EventBusName);
    const busArn = this.#busArns.get(bus);
    if (busArn === undefined) {
      return { ErrorCode: 'ResourceNotFoundException', ErrorMessage: `Event bus ${bus} does not exist.` };
    }
    const { account, region } = arnParts(busArn);
    const now = this.#clock.now();
    const event = eventOfEntry(entry, { id: () => this.#ids.next('event'), account, region, now });
    if ('ErrorCode' in event) return event;
    this.#sql.record.run(bus, JSON.stringify(event), now);
    return { EventId: event.id };
  }

  #matchNext(): boolean {
    const row = this.#mayHaveWaiting ? this.#sql.waiting.get() : undefined;
    if (row === undefined) {
      this.#mayHaveWaiting = false;
      return false;
    }
    const { seq, bus, event } = v.parse(EventRow, row);
    atomically(this.#db, () => {
      for (const rule of this.#rules.values()) {
        if (rule.enabled && rule.bus === bus && rule.matches(event)) this.#toTargets(rule, event);
      }
      this.#sql.matched.run(seq);
    });
    return true;
  }

  #fireNext(): boolean {
    const due = this.#schedules.due();
    const rule = due && this.#rules.get(due.rule);
    if (due === undefined || rule === undefined) return false;
    const { account, region } = arnParts(rule.arn);
    atomically(this.#db, () => {
      this.#toTargets(rule, {
        version: '0',
        id: this.#ids.next('event'),
        'detail-type': 'Scheduled Event',
        source: 'aws.events',
        account,
        time: eventTime(due.plannedAt),
        region,
        resources: [rule.arn],
        detail: {},
      });
      this.#schedules.fired(rule.arn);
    });
    return true;
  }

  #toTargets(rule: Rule, event: BusEvent): void {
    for (const target of rule.targets) this.#deliveries.deliver({ rule, target }, event);
  }
}

/** The name of a bus that is given by name or ARN. */
function busNameOf(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);
}

function statements(db: DatabaseSync) {
  return {
    record: db.prepare('INSERT INTO bus_event (bus, event, received_at) VALUES (?, ?, ?)'),
    waiting: db.prepare('SELECT * FROM bus_event WHERE waiting = 1 ORDER BY seq LIMIT 1'),
    matched: db.prepare('UPDATE bus_event SET waiting = 0 WHERE seq = ?'),
    newest: db.prepare('SELECT * FROM bus_event ORDER BY seq DESC LIMIT ?'),
  };
}
