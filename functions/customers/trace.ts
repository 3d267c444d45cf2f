import * as v from 'valibot';
import { traceVehicle } from '../../shared/customers/trace.ts';
import { VisitCorrected, VisitRecorded, VisitVoided } from '../../shared/events/visits.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';

const table = connectTable();
const heard = v.variant('name', [VisitRecorded, VisitCorrected, VisitVoided]);

/** A visit was recorded, corrected or voided: its vehicle remembers what it now says. */
export const handler = eventFunction(heard, (event, now) =>
  traceVehicle(event, event.facts.former?.vehicleId, now, table),
);
