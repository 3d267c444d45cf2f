import { EventSchema } from '../../shared/events/catalogue.ts';
import { connectOutbound } from '../../shared/events/outbound/connect.ts';
import { notify } from '../../shared/events/outbound/notify.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';

const deps = connectOutbound();

/** Something happened that other systems may want to know: each is told at once, and again later where it fails. */
export const handler = eventFunction(EventSchema, (event) => notify(event, deps));
