import * as v from 'valibot';
import { getDealer } from '../dealers/dealers.ts';
import { byStaff } from '../events/occasion.ts';
import { keepWords } from '../events/words.ts';
import { shortText } from '../platform/formats.ts';
import { notFound } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { mustBe, mustServe } from '../staff/access.ts';
import { type Person, roles } from '../staff/person.ts';
import { askAgainAt } from './clock.ts';
import { proposeSolution } from './complaint.ts';
import { complaints } from './store.ts';

/** What staff did about a complaint, in their words. */
export const SolveBodySchema = v.object({ resolution: shortText(5000) });

/** Whoever may say that a complaint is solved; an advisor may not, who would judge himself (R54). */
const solvers = roles.filter((role) => role !== 'advisor');

/**
 * Staff say that a complaint is solved: the customer is asked, and only their answer closes it (R48). Throws problems:
 * 404 for a complaint of another dealer, 403 for an advisor, 409 when no solution can be proposed now.
 */
export async function solveComplaint(
  complaintId: string,
  resolution: string,
  request: { id: string; key: string; by: Person; now: Instant },
  table: Table,
): Promise<{ id: string; state: string }> {
  const store = complaints(table);
  const loaded = await store.load(complaintId);
  if (!loaded) throw notFound('complaint');
  mustServe(request.by, loaded.state.dealerId, 'complaint');
  mustBe(request.by, solvers, 'propose a solution');
  const dealer = await getDealer(table, loaded.state.dealerId);
  // Named after the request, not counted: two who solve at once must not write over each other's words.
  const words = keepWords(complaintId, `resolution-${request.key}`, {
    text: resolution,
    at: request.now,
    by: request.by.id,
  });
  const changed = await store.change(
    complaintId,
    byStaff(request.by.id, request.id, request.now, request.now),
    (known) => known && proposeSolution(known, complaintId, words, askAgainAt(dealer, request.now)),
  );
  return { id: complaintId, state: changed.state?.state ?? loaded.state.state };
}
