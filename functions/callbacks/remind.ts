import * as v from 'valibot';
import { remind } from '../../shared/callbacks/deferred/remind.ts';
import { CallbackAttempted } from '../../shared/events/callbacks.ts';
import { VehicleUpdated } from '../../shared/events/vehicles.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';

const table = connectTable();
const heard = v.variant('name', [VehicleUpdated, CallbackAttempted]);

/** Safety-relevant work was put off, done or spoken of: the callback that the vehicle has for it follows. */
export const handler = eventFunction(heard, (event, now) => remind(event, now, table));
