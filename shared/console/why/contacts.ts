import * as v from 'valibot';
import { findCustomer, timelineOf } from '../../customers/customers.ts';
import { getDealer } from '../../dealers/dealers.ts';
import { type AnyEvent, AnyEventSchema, eventId } from '../../events/envelope.ts';
import { behind, findEvent } from '../../events/history.ts';
import { notFound } from '../../platform/problem.ts';
import type { Table } from '../../platform/table.ts';
import type { Zone } from '../../platform/time.ts';
import { mustServe } from '../../staff/access.ts';
import type { Person } from '../../staff/person.ts';
import { findPerson } from '../../staff/roster.ts';
import { noReceipt } from './message-sentences.ts';
import { together } from './sentence.ts';
import { tell } from './tell.ts';

/** Whether a contact was made: `unknown` where nobody knows whether a text left, `waiting` where it is still to come. */
export const fates = ['made', 'not-made', 'waiting', 'unknown'] as const;
type Fate = (typeof fates)[number];

const timelineItem = v.object({ event: AnyEventSchema });
const grounded = v.object({ basis: v.object({ ground: v.string() }) });
const eventsLookedAt = 40;

/** What each kind of event says of a contact; those in `waiting` only while nothing newer happened to it. */
const final: Readonly<Record<string, Fate>> = {
  'message.sent': 'made',
  'message.withheld': 'not-made',
  'message.unconfirmed': 'unknown',
  'callback.attempted': 'made',
  'callback.skipped': 'not-made',
};
const waiting = [
  'message.held',
  'message.released',
  'callback.planned',
  'callback.replanned',
  'callback.withdrawn',
  'callback.opened',
  'callback.handed',
  'callback.reassigned',
];

/**
 * Every contact with a customer that was or was not made, newest first, each with the chain of recorded facts that led
 * to it, oldest first, in words that a store manager understands. Throws 404 to people of other dealers.
 */
export async function showContacts(table: Table, customerId: string, by: Person, cursor?: string) {
  const customer = await findCustomer(table, customerId);
  if (!customer) throw notFound('customer');
  mustServe(by, customer.dealerId, 'customer');
  const { zone } = (await getDealer(table, customer.dealerId)).calendar;
  const page = await timelineOf(table, customerId, eventsLookedAt, cursor);
  const records = new Records(table);
  const events = page.items.map((item) => v.parse(timelineItem, item).event);
  const items = await Promise.all(events.map((event) => contactOf(event, records, zone)));
  return {
    customerId,
    items: items.filter((item) => item !== undefined),
    ...(page.next && { next: page.next }),
  };
}

async function contactOf(event: AnyEvent, records: Records, zone: Zone) {
  const fate = await fateOf(event, records);
  if (!fate) return undefined;
  const receipt = await records.receiptOf(event);
  const chain = [...(await records.behind(event)).reverse(), event, ...(receipt ? [receipt] : [])];
  const told = tell(receipt ?? event, zone);
  return {
    id: event.id,
    at: event.happenedAt,
    by: event.name.startsWith('message.') || event.facts['channel'] === 'text' ? 'text' : 'call',
    fate: receipt ? (receipt.name === 'message.delivered' ? 'made' : 'not-made') : fate,
    why: event.name === 'message.sent' && !receipt ? together(told, noReceipt) : told,
    chain: await Promise.all(
      chain.map(async (each) => ({
        id: each.id,
        at: each.happenedAt,
        actor: each.actor,
        who: each.actor.kind === 'staff' ? await records.nameOf(each.actor.id) : undefined,
        sentence: tell(each, zone),
      })),
    ),
  };
}

async function fateOf(event: AnyEvent, records: Records): Promise<Fate | undefined> {
  const { name, aggregateId, version, facts } = event;
  // Opened for a text: the text itself is the contact.
  if (name === 'callback.opened' && facts['channel'] === 'text') return undefined;
  if (!waiting.includes(name)) return final[name];
  const isNewest = (await records.find(eventId(aggregateId, version + 1))) === undefined;
  return isNewest ? 'waiting' : undefined;
}

/** Events and people, each looked up once. */
class Records {
  readonly #table: Table;
  readonly #events = new Map<string, Promise<AnyEvent | undefined>>();
  readonly #names = new Map<string, Promise<string | undefined>>();

  constructor(table: Table) {
    this.#table = table;
  }

  find(id: string): Promise<AnyEvent | undefined> {
    const known = this.#events.get(id) ?? findEvent(this.#table, id);
    this.#events.set(id, known);
    return known;
  }

  /** What led to an event, nearest first, and with it what a decision to text rests on. */
  async behind(event: AnyEvent): Promise<AnyEvent[]> {
    const find = (id: string) => this.find(id);
    const causes = await behind(event, find);
    const basis = v.safeParse(grounded, event.facts);
    const ground = basis.success ? await find(basis.output.basis.ground) : undefined;
    return ground && !causes.some(({ id }) => id === ground.id) ? [ground, ...causes] : causes;
  }

  /** The newest that the carrier told of a text that left, or may have left. */
  async receiptOf({ aggregateId, version, name }: AnyEvent): Promise<AnyEvent | undefined> {
    if (name !== 'message.sent' && name !== 'message.unconfirmed') return undefined;
    let newest: AnyEvent | undefined;
    for (let next = version + 1; ; next += 1) {
      const event = await this.find(eventId(aggregateId, next));
      if (!event) return newest;
      newest = event;
    }
  }

  async nameOf(staffId: string | undefined): Promise<string | undefined> {
    if (staffId === undefined) return undefined;
    const known = this.#names.get(staffId) ?? findPerson(this.#table, staffId).then((person) => person?.name);
    this.#names.set(staffId, known);
    return known;
  }
}
