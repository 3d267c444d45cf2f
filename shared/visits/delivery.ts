import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import * as v from 'valibot';
import { idOf } from '../platform/ids.ts';
import { noteFailure } from '../platform/lambda/observe.ts';
import { notFound } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import { epochMilliseconds, type Instant, InstantSchema, later } from '../platform/time.ts';
import { OutcomeSchema } from './outcome.ts';

/** A correctly signed delivery of a DMS, as it is kept for seven days. */
export const DeliverySchema = v.object({
  webhookId: v.string(),
  receivedAt: InstantSchema,
  ...OutcomeSchema.entries,
  /** Of the body, before it was compressed. */
  bytes: v.number(),
  contentType: v.optional(v.string()),
  format: v.optional(v.string()),
  /** How the body is written here, where it is no UTF-8. */
  encoding: v.optional(v.literal('base64')),
  /** What was delivered, where it is no visit: a batch of an import is kept if it was refused as a whole. */
  of: v.optional(v.literal('import')),
});
export type Delivery = v.InferOutput<typeof DeliverySchema>;

const item = v.object({
  sk: v.string(),
  expiresAt: v.number(),
  delivery: DeliverySchema,
  body: v.optional(v.instance(Uint8Array)),
});
const daysKept = 7;
const pageLength = 25;
/** An item has at most 400 KB; what does not fit in is kept without its body. */
const mostCompressed = 350_000; // bytes

function deliveriesKey(dealerId: string): string {
  return `deliveries_${dealerId}`;
}

/** Keeps a delivery with its body, compressed; it expires after seven days. Answers its id. */
export async function keepDelivery(
  table: Table,
  dealerId: string,
  told: Omit<Delivery, 'bytes' | 'encoding'>,
  body: string | Uint8Array,
): Promise<string> {
  const isText = typeof body === 'string';
  const delivery: Delivery = {
    ...told,
    bytes: Buffer.byteLength(body),
    ...(!isText && { encoding: 'base64' as const }),
  };
  const compressed = brotliCompressSync(body, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 5,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    },
  });
  const content = isText ? body : Buffer.from(body).toString('base64');
  const tail = idOf('delivery', told.webhookId, told.receivedAt, content).slice(-10);
  const id = `${told.receivedAt}_${tail}`;
  await table.putNew({
    pk: deliveriesKey(dealerId),
    sk: id,
    v: 1,
    delivery,
    ...(compressed.length <= mostCompressed && { body: new Uint8Array(compressed) }),
    expiresAt: Math.floor(epochMilliseconds(later(told.receivedAt, { days: daysKept })) / 1000),
  });
  return id;
}

/** Keeps a delivery beside what came of it; what was decided stays so where it cannot be kept. */
export async function tryToKeep(
  table: Table,
  { id }: { readonly id: string },
  told: Omit<Delivery, 'bytes' | 'encoding' | 'contentType' | 'format'>,
  { headers, format, body }: KeptRequest,
): Promise<void> {
  const contentType = headers['content-type'];
  const how = { ...(contentType && { contentType }), ...(format && { format }) };
  try {
    await keepDelivery(table, id, { ...told, ...how }, body);
  } catch (error) {
    noteFailure('a delivery was not kept', error);
  }
}

interface KeptRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string | Uint8Array;
  readonly format?: string | undefined;
}

/** A delivery in a list: without its body. */
export type ListedDelivery = Delivery & { readonly id: string };

/** Which deliveries are asked for; a delivery of several visits of which some were refused is one of the refused. */
export const DeliveriesQuerySchema = v.object({
  outcome: v.optional(v.picklist(['accepted', 'refused'])),
  next: v.optional(v.string()),
});

/** What a DMS asks after: a page of its deliveries, or one of them with its body. */
export const DeliveriesQuestionSchema = v.object({
  ...DeliveriesQuerySchema.entries,
  deliveryId: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(100))),
});

/**
 * The deliveries of the last seven days, newest first; those that have expired are not shown even where they still lie
 * in the table. A page of one outcome may be short or empty and still have a `next`.
 */
export async function listDeliveries(
  table: Table,
  dealerId: string,
  { outcome, next }: v.InferOutput<typeof DeliveriesQuerySchema>,
  now: Instant,
): Promise<{ items: ListedDelivery[]; next?: string }> {
  const from = later(now, { days: -daysKept });
  const query = { key: deliveriesKey(dealerId), from, newestFirst: true };
  const page = await table.page(query, pageLength, next);
  const items = page.items
    .map((each) => v.parse(item, each))
    .filter(
      ({ delivery }) =>
        outcome === undefined || (delivery.outcome === 'accepted') === (outcome === 'accepted'),
    )
    .map(({ sk, delivery }) => ({ id: sk, ...delivery }));
  return { items, ...(page.next && { next: page.next }) };
}

/** One delivery with its body. Throws a 404 problem where there is none or it has expired. */
export async function findDelivery(
  table: Table,
  dealerId: string,
  id: string,
  now: Instant,
): Promise<ListedDelivery & { body?: string }> {
  const found = await table.get(deliveriesKey(dealerId), id || '-');
  const kept = found && v.parse(item, found);
  if (!kept || kept.expiresAt * 1000 <= epochMilliseconds(now)) throw notFound('delivery');
  const body = kept.body && brotliDecompressSync(kept.body).toString(kept.delivery.encoding ?? 'utf8');
  return { id, ...kept.delivery, ...(body !== undefined && { body }) };
}
