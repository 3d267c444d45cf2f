import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import { countEvents } from '../../shared/events/counted.ts';
import { relayEvents } from '../../shared/events/relay.ts';
import { environment } from '../../shared/platform/environment.ts';
import { count } from '../../shared/platform/lambda/observe.ts';
import { streamFunction } from '../../shared/platform/lambda/stream.ts';

const { BUS_NAME, PARKING_URL } = environment({ BUS_NAME: v.string(), PARKING_URL: v.string() });
const deps = {
  bus: new EventBridgeClient(),
  busName: BUS_NAME,
  parking: new SQSClient(),
  parkingUrl: PARKING_URL,
};

/** The table's stream: puts event items on the bus, and counts what a service director wants to see. */
export const handler = streamFunction(async (batch) => {
  const { relayed, names, parked, failed } = await relayEvents(batch, deps);
  count('EventsRelayed', relayed);
  if (parked > 0) count('EventsParked', parked);
  for (const [name, occurrences] of countEvents(names)) count(name, occurrences);
  return failed;
});
