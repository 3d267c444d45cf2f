import * as v from 'valibot';
import { followVisit } from '../../shared/callbacks/follow-visit.ts';
import { standDownFor } from '../../shared/callbacks/stand-down.ts';
import { CustomerErased } from '../../shared/events/people.ts';
import { VisitCorrected, VisitRecorded, VisitVoided } from '../../shared/events/visits.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { count } from '../../shared/platform/lambda/observe.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';

const table = connectTable();
const heard = v.variant('name', [VisitRecorded, VisitCorrected, VisitVoided, CustomerErased]);

/** A visit was recorded, corrected or voided: its callback is planned, moved or withdrawn. Who is erased is not asked. */
export const handler = eventFunction(heard, async (event, now) => {
  if (event.name === 'customer.erased') return standDownFor(event, now, table);
  const { yearsWithoutHolidays } = await followVisit(event, now, table);
  if (yearsWithoutHolidays.length > 0) count('HolidaysMissing');
});
