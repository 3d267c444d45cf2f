import * as v from 'valibot';
import { distinguishCustomer } from '../../shared/customers/distinguish.ts';
import { VehicleReworked, VehicleReworkWithdrawn } from '../../shared/events/vehicles.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';

const table = connectTable();
const heard = v.variant('name', [VehicleReworked, VehicleReworkWithdrawn]);

/** A vehicle was reworked, or was not after all: its customer is important, or is no more. */
export const handler = eventFunction(heard, (event, now) => distinguishCustomer(event, now, table));
