import * as v from 'valibot';
import { learnFromVisit } from '../../shared/customers/learn-visit.ts';
import { VisitCorrected, VisitRecorded } from '../../shared/events/visits.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';

const table = connectTable();

/** A visit was recorded or corrected: the customer file takes what is new. */
export const handler = eventFunction(
  v.variant('name', [VisitRecorded, VisitCorrected]),
  async (event, now) => {
    await learnFromVisit(event, now, table);
  },
);
