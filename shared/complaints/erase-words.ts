import type { sharingWays } from '../events/people.ts';
import { type ItemKey, personalAmong, wordsStillThere } from '../events/personal-items.ts';
import { refsIn, wordsNamed } from '../events/prove.ts';
import type { Occasion } from '../events/occasion.ts';
import { wordsSortKey } from '../events/words.ts';
import { notFound, notPossible } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import { mustServe } from '../staff/access.ts';
import type { Person } from '../staff/person.ts';
import { type Complaint, type Decision, filedUnder } from './complaint.ts';
import { mustBeImpartial } from './impartial.ts';
import { finished } from './life.ts';
import { complaints } from './store.ts';

type How = (typeof sharingWays)[number];

/** What an erasure deletes of a complaint's record, and how the record names it. */
export interface WordsToErase {
  readonly complaintId: string;
  readonly complaint: Complaint;
  readonly keys: readonly ItemKey[];
  readonly names: readonly string[];
}

/**
 * The words of a complaint, wherever they lie. Throws problems: 404 to people of other dealers, 403 to who is complained
 * of (R54), 409 while the complaint is open: no words go before the customer has said that it is over.
 */
export async function wordsToErase(table: Table, complaintId: string, by: Person): Promise<WordsToErase> {
  const complaint = (await complaints(table).load(complaintId))?.state;
  if (!complaint) throw notFound('complaint');
  mustServe(by, complaint.dealerId, 'complaint');
  mustBeImpartial(by, complaint);
  if (!finished.includes(complaint.state)) {
    throw notPossible(
      `Complaint ${complaint.number} is still open. Close it first: by the customer's word, or by two approvers.`,
    );
  }
  const items = await table.collection(complaintId);
  const own = personalAmong(complaintId, items);
  const elsewhere = refsIn(items.map(({ event, state }) => [event, state])).filter(
    ({ aggregateId }) => aggregateId !== complaintId,
  );
  const there = await wordsStillThere(table, elsewhere);
  return {
    complaintId,
    complaint,
    keys: [...own, ...there.map(({ aggregateId, key }) => ({ pk: aggregateId, sk: wordsSortKey(key) }))],
    names: [...new Set([...own.map(({ sk }) => sk), ...there.map((ref) => wordsNamed(ref, complaintId))])],
  };
}

/** Notes in the record which words are erased, before they are: words that are gone without that are found (decision 6). */
export async function noteErasure(
  table: Table,
  { complaintId, names }: WordsToErase,
  how: How,
  occasion: Occasion,
): Promise<void> {
  await complaints(table).change(complaintId, occasion, (known) => noteErased(known, names, how));
}

/** What the record says of an erasure; nothing where no words are left. */
export function noteErased(
  known: Complaint | undefined,
  erased: readonly string[],
  how: How,
): Decision | undefined {
  if (!known || erased.length === 0) return undefined;
  const facts = { how, erased: [...erased] };
  return {
    state: known,
    events: [{ name: 'complaint.words-erased', ...filedUnder(known), facts }],
  };
}
