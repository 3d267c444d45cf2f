import type { Dealer } from '../dealers/dealer.ts';
import { listDealers } from '../dealers/dealers.ts';
import type { SweepReport } from '../dealers/sweep.ts';
import { isWorking } from '../dealers/working-hours.ts';
import { byClock } from '../events/occasion.ts';
import type { Table } from '../platform/table.ts';
import { type Instant, localDate } from '../platform/time.ts';
import { isAbsentOn } from './absence.ts';
import { tellOverdue } from './contact.ts';
import { findContact, isTellingAt, changeContact } from './contacts.ts';
import { halfDayOf, overdueOf } from './overdue.ts';
import { rosterOf } from './roster.ts';
import { allFiledFor } from './worklist.ts';

/**
 * Tells everybody who has a phone of what is overdue on their list or climbed to them (R15, R16, R49): one text in each
 * half of a working day, in the working hours of their dealer, and none while they are away. Reads grow with the people
 * and with what is open.
 */
export async function tellOverdueWork(now: Instant, table: Table): Promise<SweepReport> {
  const failed: { id: string; error: unknown }[] = [];
  let handled = 0;
  for (const dealer of await listDealers(table)) {
    if (!isWorking(dealer.calendar, now)) continue;
    const today = localDate(now, dealer.calendar.zone);
    for (const person of await rosterOf(table, dealer.id)) {
      if (!isTellingAt(person, dealer) || isAbsentOn(person, today)) continue;
      try {
        if (await tell(person.id, dealer, now, table)) handled += 1;
      } catch (error) {
        failed.push({ id: person.id, error });
      }
    }
  }
  return { handled, failed };
}

async function tell(staffId: string, dealer: Dealer, now: Instant, table: Table): Promise<boolean> {
  const half = halfDayOf(now, dealer.calendar.zone);
  const contact = await findContact(table, staffId);
  if (!contact?.handsetId || contact.toldIn === half) return false;
  const work = await allFiledFor(table, staffId);
  const count = overdueOf(work, contact.pending, dealer.calendar, now).length;
  if (count === 0) return false;
  const about = { dealerId: dealer.id, half };
  await changeContact(table, staffId, byClock(now), (known) => tellOverdue(known, count, about));
  return true;
}
