import * as v from 'valibot';
import { noteErasure, type WordsToErase, wordsToErase } from '../complaints/erase-words.ts';
import { AnyEventSchema, type AnyEvent } from '../events/envelope.ts';
import { byStaff } from '../events/occasion.ts';
import { sharingWays } from '../events/people.ts';
import { type ItemKey, personalItemsOf, wordsStillThere } from '../events/personal-items.ts';
import { refsIn } from '../events/prove.ts';
import { wordsSortKey } from '../events/words.ts';
import { numberKey } from '../messages/number.ts';
import { threadKeys } from '../messages/thread.ts';
import { shortText } from '../platform/formats.ts';
import { invalid, notFound } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { mustBe, mustServe } from '../staff/access.ts';
import type { Person, Role } from '../staff/person.ts';
import { linkPrefix } from './customer.ts';
import { everybodyWithHandset, findCustomer } from './customers.ts';
import { customers } from './store.ts';

/** Whose data is erased, and how they asked for it: a customer's, or of whoever complained and is no customer. */
export const ErasureBodySchema = v.pipe(
  v.object({
    customerId: v.optional(shortText(64)),
    complaintId: v.optional(shortText(64)),
    how: v.picklist(sharingWays),
  }),
  v.forward(
    v.check(
      ({ customerId, complaintId }) => (customerId === undefined) !== (complaintId === undefined),
      'is missing: name either a customer or a complaint',
    ),
    ['customerId'],
  ),
);
export type ErasureBody = v.InferOutput<typeof ErasureBodySchema>;

/** It cannot be undone: for the top only. */
export const mayErase: readonly Role[] = ['general-manager'];

interface Request {
  readonly id: string;
  readonly by: Person;
  readonly now: Instant;
}

/** What is erased: words of complaints, which their records name, what else is personal, and what leads to it. */
interface Scope {
  readonly records: readonly WordsToErase[];
  readonly personal: readonly ItemKey[];
  readonly trails: readonly ItemKey[];
}

/**
 * Erases names, numbers and words as the customer asked for it, and leaves its trace (decision 6): an event that says who
 * erased when, and in the record of each complaint one that names what is gone. What was noted is deleted afterwards, so
 * that a request that broke off is asked for again and goes on. Throws problems: 403 to all but the top and to who is
 * complained of, 404 for others' customers, 409 while a complaint is open.
 */
export async function erase(
  { customerId, complaintId, how }: ErasureBody,
  { id, by, now }: Request,
  table: Table,
): Promise<{ erased: number; complaintIds: string[] }> {
  mustBe(by, mayErase, 'erase personal data');
  const scope =
    customerId === undefined
      ? await scopeOfComplaint(table, complaintId ?? '', by)
      : await scopeOfCustomer(table, customerId, by);
  const { records, personal, trails } = scope;
  const keys = distinct([...records.flatMap((each) => each.keys), ...personal]);
  const occasion = byStaff(by.id, id, now, now);
  if (customerId !== undefined && keys.length > 0) {
    await customers(table).change(customerId, occasion, (known) => {
      if (!known) return undefined;
      const facts = { how, items: keys.length };
      return {
        state: { ...known, erased: { by: by.id, at: now, how } },
        events: [{ name: 'customer.erased', dealerId: known.dealerId, customerId, facts }],
      };
    });
  }
  for (const record of records) await noteErasure(table, record, how, occasion);
  await removeAll(table, [...keys, ...trails]);
  return { erased: keys.length, complaintIds: records.map((each) => each.complaintId) };
}

const timelineItem = v.object({ event: AnyEventSchema });

async function scopeOfCustomer(table: Table, customerId: string, by: Person): Promise<Scope> {
  const customer = await findCustomer(table, customerId);
  if (!customer) throw notFound('customer');
  mustServe(by, customer.dealerId, 'customer');
  const events = (await table.all({ index: 'timeline', key: customerId })).map(
    (item): AnyEvent => v.parse(timelineItem, item).event,
  );
  const aggregateIds = [...new Set([customerId, ...events.map(({ aggregateId }) => aggregateId)])];
  const records: WordsToErase[] = [];
  for (const each of aggregateIds.filter(isComplaint)) records.push(await wordsToErase(table, each, by));
  const others = aggregateIds.filter((each) => !isComplaint(each));
  const personal: ItemKey[] = [];
  for (const part of inParts(others))
    personal.push(...(await Promise.all(part.map((each) => personalItemsOf(table, each)))).flat());
  const elsewhere = refsIn(events.map(({ facts }) => facts)).filter(
    ({ aggregateId }) => !aggregateIds.includes(aggregateId),
  );
  for (const part of inParts(elsewhere))
    personal.push(
      ...(await wordsStillThere(table, part)).map(({ aggregateId, key }) => ({
        pk: aggregateId,
        sk: wordsSortKey(key),
      })),
    );
  const { handsetId, handsetIds, vehicleIds, plateIds } = customer;
  const phones = [...new Set([handsetId, ...handsetIds])];
  const theirs = await Promise.all(
    phones.map((phone) => trailsAt(table, phone, customerId, (thread) => thread.customerId === customerId)),
  );
  const places = [...vehicleIds, ...plateIds].map((pk) => ({ pk, sk: `${linkPrefix}${customerId}` }));
  return { records, personal, trails: [...theirs.flat(), ...places] };
}

async function scopeOfComplaint(table: Table, complaintId: string, by: Person): Promise<Scope> {
  const record = await wordsToErase(table, complaintId, by);
  const { customerId, handsetId } = record.complaint;
  if (customerId !== undefined) {
    throw invalid('The erasure has 1 fault(s); see errors.', [
      { pointer: '/complaintId', detail: `is of a known customer: name customerId ${customerId} instead` },
    ]);
  }
  const isOfIt = (conversation: { id: string }) => conversation.id === complaintId;
  const threads = await threadKeys(table, handsetId, ({ conversation }) => isOfIt(conversation));
  const texts = await Promise.all(threads.map(({ textId }) => personalItemsOf(table, textId)));
  const trails = await trailsAt(table, handsetId, undefined, ({ conversation }) => isOfIt(conversation));
  return { records: [record], personal: texts.flat(), trails };
}

/** What leads from a phone to somebody: by these their next text would be theirs again. Its number goes with its last owner. */
async function trailsAt(
  table: Table,
  handsetId: string,
  customerId: string | undefined,
  isTheirs: Parameters<typeof threadKeys>[2],
): Promise<ItemKey[]> {
  const owners = await everybodyWithHandset(table, handsetId);
  const others = owners.filter((each) => each.customerId !== customerId);
  const all = await threadKeys(table, handsetId, () => true);
  const theirs = await threadKeys(table, handsetId, isTheirs);
  return [
    ...theirs.map(({ pk, sk }) => ({ pk, sk })),
    ...(customerId === undefined ? [] : [{ pk: handsetId, sk: `${linkPrefix}${customerId}` }]),
    ...(others.length === 0 && all.length === theirs.length ? [numberKey(handsetId)] : []),
  ];
}

function isComplaint(aggregateId: string): boolean {
  return aggregateId.startsWith('complaint_');
}

function distinct(keys: readonly ItemKey[]): ItemKey[] {
  return [...new Map(keys.map((key) => [`${key.pk} ${key.sk}`, key])).values()];
}

const atOnce = 20;

function inParts<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / atOnce) }, (_, part) =>
    all.slice(part * atOnce, (part + 1) * atOnce),
  );
}

async function removeAll(table: Table, keys: readonly ItemKey[]): Promise<void> {
  for (const part of inParts(keys)) await Promise.all(part.map(({ pk, sk }) => table.remove(pk, sk)));
}
