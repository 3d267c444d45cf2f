import type { Decision } from './complaint.ts';
import { type Complaint, filedUnder } from './complaint.ts';
import { byStaff } from '../events/occasion.ts';
import type { Table } from '../platform/table.ts';
import { type Instant, later } from '../platform/time.ts';
import type { Person } from '../staff/person.ts';
import { proposeCategories } from './categorise.ts';
import { hasRead } from './informed.ts';
import { showComplaint } from './show.ts';
import { complaints } from './store.ts';
import { taskFilings } from './tasks.ts';

/** Whoever looks again within this time is still reading. */
const oneReading = { minutes: 15 };

/** Shows a complaint to somebody, with what it may be about by its words, and records that they read it (R54). Throws 404 to people of other dealers. */
export async function readComplaint(
  table: Table,
  complaintId: string,
  request: { id: string; by: Person; now: Instant },
) {
  const { id, by, now } = request;
  const view = await showComplaint(table, complaintId, by);
  await complaints(table).change(complaintId, byStaff(by.id, id, now, now), (known) =>
    read(known, complaintId, by.id, now),
  );
  const said = view.words.map(({ text }) => text).join('\n');
  return { ...view, categories: proposeCategories(said) };
}

/** Records a reading; nothing while the same person is still at it. */
export function read(
  known: Complaint | undefined,
  complaintId: string,
  staffId: string,
  now: Instant,
): Decision | undefined {
  const last = known?.readBy?.[staffId];
  const informed = known && hasRead(known, staffId);
  if (!informed || (informed === known && last && later(last, oneReading) > now)) return undefined;
  const state = { ...informed, readBy: { ...known.readBy, [staffId]: now } };
  return {
    state,
    events: [{ name: 'complaint.read', ...filedUnder(known), facts: {} }],
    attached: taskFilings(known, state, complaintId),
  };
}
