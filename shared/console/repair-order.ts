import * as v from 'valibot';
import { findCallbackOf } from '../callbacks/callbacks.ts';
import { timelineOf } from '../customers/customers.ts';
import { AnyEventSchema } from '../events/envelope.ts';
import { historyOf } from '../events/history.ts';
import { shortText } from '../platform/formats.ts';
import { notFound } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import { surveyOf } from '../surveys/surveys.ts';
import { visitsOfOrder } from '../visits/orders.ts';
import { findVisit } from '../visits/visits.ts';

/** Which repair order is asked after. */
export const RepairOrderQuerySchema = v.object({ repairOrder: shortText(64) });

const newestEvents = 100;
const timelineItem = v.object({ event: AnyEventSchema });
const messageFacts = v.looseObject({
  conversation: v.optional(v.object({ id: v.string() })),
  template: v.optional(v.string()),
  reason: v.optional(v.string()),
  because: v.optional(v.string()),
});

/**
 * What became of the visits of a repair order: its revisions, what is planned, and what was sent or why not; neither
 * names nor words of customers. Throws a 404 problem where the dealer never told of it.
 */
export async function whatBecameOf(table: Table, dealerId: string, repairOrder: string) {
  const ids = await visitsOfOrder(table, dealerId, repairOrder);
  const items = (await Promise.all(ids.map((id) => storyOf(table, id)))).flatMap((each) => each ?? []);
  if (items.length === 0) throw notFound('repair order');
  return { repairOrder, items };
}

async function storyOf(table: Table, visitId: string) {
  const visit = (await findVisit(table, visitId))?.state;
  if (!visit) return undefined;
  const [revisions, callback] = await Promise.all([
    historyOf(table, visitId),
    findCallbackOf(table, visitId),
  ]);
  return {
    visitId,
    status: visit.status,
    openedOn: visit.openedOn,
    deliveredAt: visit.deliveredAt,
    updatedAt: visit.updatedAt,
    receivedAt: visit.receivedAt,
    revisions: revisions.map(({ name, recordedAt, cause }) => ({
      name,
      at: recordedAt,
      webhookId: cause.id,
    })),
    followUp: callback && {
      status: callback.state.status,
      channel: callback.state.channel,
      dueAt: callback.state.dueAt,
      rule: callback.state.rule,
      reason: callback.state.skipReason ?? callback.state.handReason,
      outcome: callback.state.outcome,
    },
    texts: callback ? await textsOf(table, visit.customerId, surveyOf(callback.id)) : [],
  };
}

/** What came of the texts of a survey, oldest first. */
async function textsOf(table: Table, customerId: string, surveyId: string) {
  const page = await timelineOf(table, customerId, newestEvents);
  const events = page.items.map((each) => v.parse(timelineItem, each).event).toReversed();
  return events.flatMap(({ name, recordedAt, facts }) => {
    if (!/^message\.(?:sent|held|withheld|unconfirmed)$/.test(name)) return [];
    const { conversation, template, reason, because } = v.parse(messageFacts, facts);
    if (conversation?.id !== surveyId) return [];
    return [{ what: name.replace('message.', ''), at: recordedAt, template, reason: reason ?? because }];
  });
}
