import * as v from 'valibot';
import { ComplaintAlarmed, ComplaintEscalated } from '../../shared/events/complaints.ts';
import { PromiseBroken, PromiseEscalated } from '../../shared/events/promises.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';
import { tellStaff } from '../../shared/staff/tell.ts';

const table = connectTable();
const heard = v.variant('name', [ComplaintAlarmed, ComplaintEscalated, PromiseBroken, PromiseEscalated]);

/** A major complaint, or something that climbed: those whose it is are told by text. */
export const handler = eventFunction(heard, (event, now) => tellStaff(event, now, table));
