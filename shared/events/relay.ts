import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import { type DomainEvent, EventSchema } from './catalogue.ts';

/** An event item as the stream showed it, with what names its place in the stream. */
export interface Streamed {
  readonly sequenceNumber: string;
  readonly item: unknown;
}

/** Where events go, and where those are parked that cannot go. */
export interface RelayDeps {
  readonly bus: EventBridgeClient;
  readonly busName: string;
  readonly parking: SQSClient;
  readonly parkingUrl: string;
}

/** What the relay did; `failed` are to be shown again, from the first of them on. */
export interface Relayed {
  readonly relayed: number;
  /** The names of the events that were relayed. */
  readonly names: readonly string[];
  readonly parked: number;
  readonly failed: readonly string[];
}

const entriesPerCall = 10;
const itemSchema = v.object({ event: EventSchema });

/**
 * Puts events on the bus in the order of the stream. Entries that the bus did not take are reported as failed, so that
 * the stream shows them again; an item that is no event of ours is parked with its body, since showing it again would
 * not make it one.
 */
export async function relayEvents(batch: readonly Streamed[], deps: RelayDeps): Promise<Relayed> {
  const events: (DomainEvent & { sequenceNumber: string })[] = [];
  let parked = 0;
  for (const { sequenceNumber, item } of batch) {
    const parsed = v.safeParse(itemSchema, item);
    if (parsed.success) {
      events.push({ ...parsed.output.event, sequenceNumber });
    } else {
      await park(item, parsed.issues, deps);
      parked += 1;
    }
  }
  const failed: string[] = [];
  for (let start = 0; start < events.length; start += entriesPerCall) {
    failed.push(...(await put(events.slice(start, start + entriesPerCall), deps)));
  }
  const names = events.flatMap(({ name, sequenceNumber }) => (failed.includes(sequenceNumber) ? [] : [name]));
  return { relayed: names.length, names, parked, failed };
}

async function put(
  events: readonly (DomainEvent & { sequenceNumber: string })[],
  { bus, busName }: RelayDeps,
): Promise<string[]> {
  const answer = await bus.send(
    new PutEventsCommand({
      Entries: events.map(({ sequenceNumber: _, ...event }) => ({
        EventBusName: busName,
        Source: 'huifang',
        DetailType: event.name,
        Time: new Date(event.happenedAt),
        Detail: JSON.stringify(event),
      })),
    }),
  );
  return events.flatMap(({ sequenceNumber }, index) =>
    answer.Entries?.[index]?.ErrorCode ? [sequenceNumber] : [],
  );
}

async function park(item: unknown, issues: readonly v.BaseIssue<unknown>[], deps: RelayDeps): Promise<void> {
  const faults = issues.map((issue) => (issue.path ?? []).map((step) => String(step.key)).join('.'));
  await deps.parking.send(
    new SendMessageCommand({ QueueUrl: deps.parkingUrl, MessageBody: JSON.stringify({ faults, item }) }),
  );
}
