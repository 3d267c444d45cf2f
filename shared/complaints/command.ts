import { getDealer } from '../dealers/dealers.ts';
import { byStaff } from '../events/occasion.ts';
import { keepWords } from '../events/words.ts';
import { notFound } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { mustServe } from '../staff/access.ts';
import type { Person } from '../staff/person.ts';
import { rosterOf } from '../staff/roster.ts';
import { type Command, wordsIn } from './commands.ts';
import type { ComplaintState } from './life.ts';
import type { Order } from './order.ts';
import { complaints } from './store.ts';
import { takeCommand } from './take-command.ts';

/**
 * Staff command a step of a complaint's life. Throws problems: 404 for a complaint of another dealer, 403 to those who may
 * not, 409 where the step is not possible now, 400 for what the step cannot take.
 */
export async function commandComplaint(
  complaintId: string,
  command: Command,
  request: { id: string; key: string; by: Person; now: Instant },
  table: Table,
): Promise<{ id: string; state: ComplaintState }> {
  const store = complaints(table);
  const loaded = await store.load(complaintId);
  if (!loaded) throw notFound('complaint');
  const { by, key, now } = request;
  mustServe(by, loaded.state.dealerId, 'complaint');
  const dealer = await getDealer(table, loaded.state.dealerId);
  const roster = await rosterOf(table, dealer.id);
  const order: Order = {
    complaintId,
    by,
    key,
    now,
    dealer,
    roster,
    kept: keptOf(command, complaintId, request),
  };
  const changed = await store.change(
    complaintId,
    byStaff(by.id, request.id, now, now),
    (known) => known && takeCommand(known, command, order),
  );
  return { id: complaintId, state: changed.state?.state ?? loaded.state.state };
}

/** Named after the request, not counted: two who write at once must not write over each other's words. */
function keptOf(
  command: Command,
  complaintId: string,
  { key, by, now }: { key: string; by: Person; now: Instant },
) {
  const speaker = command.command === 'record-answer' ? 'customer' : by.id;
  const kept = Object.entries(wordsIn(command)).map(
    ([name, text]) =>
      [name, keepWords(complaintId, `${name}-${key}`, { text, at: now, by: speaker })] as const,
  );
  return Object.fromEntries(kept);
}
