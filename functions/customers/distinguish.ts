import * as v from 'valibot';
import { distinguishCustomer, heedComplaintOf } from '../../shared/customers/distinguish.ts';
import { ComplaintOpened, ComplaintWordsAdded } from '../../shared/events/complaints.ts';
import { VehicleReworked, VehicleReworkWithdrawn } from '../../shared/events/vehicles.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';

const table = connectTable();
const heard = v.variant('name', [
  VehicleReworked,
  VehicleReworkWithdrawn,
  ComplaintOpened,
  ComplaintWordsAdded,
]);

/** A vehicle was reworked, or was not after all, or a customer complained: the customer is important, or is no more. */
export const handler = eventFunction(heard, (event, now) =>
  event.name === 'complaint.opened' || event.name === 'complaint.words-added'
    ? heedComplaintOf(event, now, table)
    : distinguishCustomer(event, now, table),
);
