import * as v from 'valibot';
import { type AnyEvent, AnyEventSchema } from '../events/envelope.ts';
import { stepOf } from '../events/history.ts';
import { readWords } from '../events/words.ts';
import type { Table } from '../platform/table.ts';
import { findPersonal, timelineOf } from './customers.ts';
import { isLinked, type Link, linkKeyPrefix, LinkSchema } from './link.ts';
import { groupRecords, type Tie } from './person.ts';
import { type CustomerRecord, findRecord } from './records.ts';
import { maySee } from './sharing.ts';

const linkItem = v.object({ link: LinkSchema });
const timelineItem = v.object({ event: AnyEventSchema });
const mostRecords = 30;
const happeningsShown = 20;

/**
 * The other records of a customer that a company may see: of its own stores, and of others where the customer's consent
 * to that is recorded. The walk itself goes only over such records, so that nothing tells of one that is hidden.
 */
export async function linkedRecords(table: Table, customerId: string, legalEntity: string) {
  const { records, ties } = await reach(table, customerId, legalEntity);
  const facts = [...records.values()].map((record) => record.facts);
  const group = groupRecords(
    facts,
    [...ties.values()].map((link) => tieOf(link)),
  ).find((ids) => ids.includes(customerId));
  const others = (group ?? []).filter((id) => id !== customerId).flatMap((id) => records.get(id) ?? []);
  return Promise.all(others.map((record) => view(table, record, directLink(ties, customerId, record))));
}

/** Everything that can be reached along links between records that may be seen. */
async function reach(table: Table, customerId: string, legalEntity: string) {
  const records = new Map<string, CustomerRecord>();
  const ties = new Map<string, Link>();
  const waiting = [customerId];
  while (records.size < mostRecords) {
    const id = waiting.shift();
    if (id === undefined) break;
    const record = records.has(id) ? undefined : await findRecord(table, id);
    if (!record) continue;
    const { sharing } = record.customer;
    if (id !== customerId && !maySee(legalEntity, { legalEntity: record.facts.legalEntity, sharing }))
      continue;
    records.set(id, record);
    for (const item of await table.collection(id, linkKeyPrefix)) {
      const { link } = v.parse(linkItem, item);
      ties.set(link.customerIds.join(' '), link);
      if (isLinked(link)) waiting.push(...link.customerIds.filter((other) => other !== id).sort());
    }
  }
  return { records, ties };
}

function tieOf({ customerIds, relation, decision }: Link): Tie {
  return { between: customerIds, rule: relation?.rule, decision: decision?.kind };
}

function directLink(ties: ReadonlyMap<string, Link>, customerId: string, { facts }: CustomerRecord) {
  return ties.get([customerId, facts.customerId].sort().join(' '));
}

async function view(table: Table, { facts, customer }: CustomerRecord, link: Link | undefined) {
  const { customerId, dealerId } = facts;
  const [personal, timeline, reason] = await Promise.all([
    findPersonal(table, customerId),
    timelineOf(table, customerId, happeningsShown),
    link?.decision && readWords(table, link.decision.reason),
  ]);
  return {
    id: customerId,
    dealerId,
    dmsId: customer.dmsId,
    name: personal?.name,
    phone: personal?.phone,
    vehicleIds: customer.vehicleIds,
    sharing: customer.sharing,
    ...(link?.relation && { rule: link.relation.rule, evidence: link.relation.evidence }),
    ...(link?.decision?.kind === 'merged' && {
      mergedBy: { staffId: link.decision.by, at: link.decision.at, reason: reason?.text },
    }),
    happenings: timeline.items.map((item) => v.parse(timelineItem, item).event).flatMap(happening),
  };
}

/** What happened there; which other records staff compared it with is their own business. */
function happening(event: AnyEvent) {
  if (event.name.startsWith('customers.')) return [];
  return [{ ...stepOf(event), facts: event.name.startsWith('visit.') ? event.facts : {} }];
}
