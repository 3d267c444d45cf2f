import * as v from 'valibot';
import { Conflict, type Item, type Table } from '../platform/table.ts';
import { epochMilliseconds, type Instant, InstantSchema, later } from '../platform/time.ts';
import { Aggregates, dueKey } from './aggregate.ts';
import { type Delivery, DeliverySchema } from './outbound/delivery.ts';
import { type Endpoints, EndpointsSchema } from './outbound/endpoint.ts';

/** Endpoints in the table, by whose they are. */
export function endpointsOf(table: Table): Aggregates<Endpoints> {
  return new Aggregates<Endpoints>(table, { v: 1, schema: EndpointsSchema });
}

/** A delivery and how often it was written. */
export interface Kept {
  readonly version: number;
  readonly delivery: Delivery;
}

const keptItem = v.object({ version: v.number(), delivery: DeliverySchema });
const keyItem = v.object({ pk: v.string(), sk: v.string() });
const pauseItem = v.object({ until: InstantSchema });
const prefix = 'outbound_';
/** Deliveries of all dealers are looked for at once. */
const due = dueKey('outbound', 'deliver');
const daysKept = 30;
const pageLength = 25;

/** Deliveries in the table: a collection for each endpoint, those that wait in the index of what is due. */
export class Outbox {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  /** Keeps a new delivery; false when it is there already. */
  file(delivery: Delivery): Promise<boolean> {
    return this.#table.putNew(itemOf(delivery, 1));
  }

  async find(endpointId: string, id: string): Promise<Kept | undefined> {
    const item = await this.#table.get(`${prefix}${endpointId}`, id || '-');
    return item && v.parse(keptItem, item);
  }

  /** Writes what became of a delivery; undefined when somebody else wrote it in between. */
  async save({ version }: Kept, delivery: Delivery): Promise<Kept | undefined> {
    try {
      await this.#table.commit([this.#table.putVersion(itemOf(delivery, version + 1), version)]);
      return { version: version + 1, delivery };
    } catch (error) {
      if (error instanceof Conflict) return undefined;
      throw error;
    }
  }

  /** Which deliveries are due up to now. The index is a hint: look at the delivery before it is taken up. */
  async due(now: Instant): Promise<{ endpointId: string; id: string }[]> {
    const items = await this.#table.all({ index: 'due', key: due, upTo: `${now}~` });
    return items.map((item) => {
      const { pk, sk } = v.parse(keyItem, item);
      return { endpointId: pk.slice(prefix.length), id: sk };
    });
  }

  /** A page of an endpoint's deliveries, newest first. */
  async page(endpointId: string, next?: string): Promise<{ items: Delivery[]; next?: string }> {
    const query = { key: `${prefix}${endpointId}`, newestFirst: true };
    const page = await this.#table.page(query, pageLength, next);
    const items = page.items.map((item) => v.parse(keptItem, item).delivery);
    return { items, ...(page.next && { next: page.next }) };
  }

  /** Until when an endpoint wants to be left alone, where it has said so. */
  async pauseOf(endpointId: string): Promise<Instant | undefined> {
    const item = await this.#table.get(`pause_${endpointId}`, 'PAUSE');
    return item && v.parse(pauseItem, item).until;
  }

  async pause(endpointId: string, until: Instant): Promise<void> {
    const item = { pk: `pause_${endpointId}`, sk: 'PAUSE', v: 1, until, expiresAt: secondsOf(until) };
    await this.#table.commit([this.#table.put(item)]);
  }
}

function itemOf(delivery: Delivery, version: number): Item {
  const pk = `${prefix}${delivery.endpointId}`;
  return {
    pk,
    sk: delivery.id,
    v: 1,
    version,
    delivery,
    ...(delivery.dueAt && { dueKey: due, dueAt: `${delivery.dueAt}#${delivery.endpointId}#${delivery.id}` }),
    expiresAt: secondsOf(later(delivery.dueAt ?? delivery.filedAt, { days: daysKept })),
  };
}

function secondsOf(instant: Instant): number {
  return Math.floor(epochMilliseconds(instant) / 1000);
}
