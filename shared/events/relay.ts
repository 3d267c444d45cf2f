import {
  type EventBridgeClient,
  EventBridgeServiceException,
  PutEventsCommand,
} from '@aws-sdk/client-eventbridge';
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

/** By these the bus says that it will never take an entry as it is; anything else passes with time. */
const finalErrors = new Set(['ValidationException', 'InvalidArgument', 'MalformedDetail']);

/**
 * Puts events on the bus in the order of the stream. Entries that the bus did not take now are reported as failed, so
 * that the stream shows them again for as long as it remembers them: an outage of the bus delays events and loses none.
 * An item that is no event of ours, or that the bus will never take, is parked with its body: showing it again would
 * not change it, and nothing behind it would pass.
 */
export async function relayEvents(batch: readonly Streamed[], deps: RelayDeps): Promise<Relayed> {
  const events: StreamedEvent[] = [];
  let parked = 0;
  for (const { sequenceNumber, item } of batch) {
    const parsed = v.safeParse(itemSchema, item);
    if (parsed.success) {
      events.push({ item, sequenceNumber, event: parsed.output.event });
    } else {
      await park(item, faultsOf(parsed.issues), deps);
      parked += 1;
    }
  }
  const failed: string[] = [];
  const names: string[] = [];
  for (let start = 0; start < events.length; start += entriesPerCall) {
    const chunk = events.slice(start, start + entriesPerCall);
    const errors = await put(chunk, deps);
    for (const [index, { item, sequenceNumber, event }] of chunk.entries()) {
      const error = errors[index];
      if (error === undefined) {
        names.push(event.name);
      } else if (finalErrors.has(error)) {
        await park(item, [error], deps);
        parked += 1;
      } else {
        failed.push(sequenceNumber);
      }
    }
  }
  return { relayed: names.length, names, parked, failed };
}

interface StreamedEvent extends Streamed {
  readonly event: DomainEvent;
}

/** The error of each entry, in their order; undefined for those that the bus took. */
async function put(
  events: readonly StreamedEvent[],
  { bus, busName }: Pick<RelayDeps, 'bus' | 'busName'>,
): Promise<(string | undefined)[]> {
  const Entries = events.map(({ event }) => ({
    EventBusName: busName,
    Source: 'huifang',
    DetailType: event.name,
    Time: new Date(event.happenedAt),
    Detail: JSON.stringify(event),
  }));
  try {
    const answer = await bus.send(new PutEventsCommand({ Entries }));
    return events.map((_, index) => answer.Entries?.[index]?.ErrorCode);
  } catch (error) {
    if (!(error instanceof EventBridgeServiceException) || !finalErrors.has(error.name)) throw error;
    if (events.length === 1) return [error.name];
    // One entry, or all of them together, are more than the bus takes: each is tried on its own.
    const each: (string | undefined)[] = [];
    for (const event of events) each.push(...(await put([event], { bus, busName })));
    return each;
  }
}

function faultsOf(issues: readonly v.BaseIssue<unknown>[]): string[] {
  return issues.map((issue) => (issue.path ?? []).map((step) => String(step.key)).join('.'));
}

async function park(item: unknown, faults: readonly string[], deps: RelayDeps): Promise<void> {
  await deps.parking.send(
    new SendMessageCommand({ QueueUrl: deps.parkingUrl, MessageBody: JSON.stringify({ faults, item }) }),
  );
}
