import { recogniseCustomer } from '../../shared/customers/recognise.ts';
import { CustomerUpdated } from '../../shared/events/people.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';

const table = connectTable();

/** A customer's file learnt something: its records at other stores are found and linked. */
export const handler = eventFunction(CustomerUpdated, (event, now) => recogniseCustomer(event, now, table));
