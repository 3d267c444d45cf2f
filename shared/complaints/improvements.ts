import { seededCategories } from '../dealers/seeded-categories.ts';
import { getDealer } from '../dealers/dealers.ts';
import { byStaff } from '../events/occasion.ts';
import { keepWords, WordsSchema, wordsSortKey } from '../events/words.ts';
import { idOf } from '../platform/ids.ts';
import { invalid } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { mustBe, mustServe } from '../staff/access.ts';
import type { Person } from '../staff/person.ts';
import { rosterOf } from '../staff/roster.ts';
import { planners } from '../staff/set-absences.ts';
import * as v from 'valibot';
import { improve, type Improvement, type ImprovementBody, wordsOfImprovement } from './improvement.ts';
import { improvements } from './store.ts';

interface Cause {
  readonly category: string;
  readonly department?: string | undefined;
  readonly system?: string | undefined;
}

/** The one point to improve that there is of a cause at a dealer. */
export function improvementIdOf(dealerId: string, { category, department, system }: Cause): string {
  return idOf('improvement', dealerId, category, department ?? '', system ?? '');
}

/**
 * The heads of a dealer's people take a point up, say whether it helped, or drop it (R86). Throws problems: 404 for another
 * dealer, 403 to everybody else and to who checks their own measure, 400 for a cause or an owner that is not the dealer's,
 * 409 where it is not possible now.
 */
export async function commandImprovement(
  dealerId: string,
  body: ImprovementBody,
  { id, key, by, now }: { id: string; key: string; by: Person; now: Instant },
  table: Table,
): Promise<{ id: string; state: Improvement['state'] }> {
  mustServe(by, dealerId, 'dealer');
  mustBe(by, planners, 'decide on points to improve');
  const dealer = await getDealer(table, dealerId);
  const known = (dealer.settings.complaintCategories ?? seededCategories).map((each) => each.id);
  if (!known.includes(body.category)) throw faulty('/category', `must be one of ${known.join(', ')}`);
  if (body.command === 'take-measure') {
    const { ownerId } = body;
    const roster = await rosterOf(table, dealerId);
    if (!roster.some((each) => each.id === ownerId)) throw faulty('/ownerId', 'must be one of the staff');
  }
  const improvementId = improvementIdOf(dealerId, body);
  const kept = keepWords(improvementId, `${body.command}-${key}`, {
    text: wordsOfImprovement(body),
    at: now,
    by: by.id,
  });
  const changed = await improvements(table).change(improvementId, byStaff(by.id, id, now, now), (point) =>
    improve(point, body, { dealerId, by, key, now, kept }),
  );
  return { id: improvementId, state: changed.state?.state ?? 'open' };
}

/** A point as it was recorded, with its words; undefined where nobody has taken it up. */
export async function findImprovement(table: Table, dealerId: string, cause: Cause) {
  const improvementId = improvementIdOf(dealerId, cause);
  const found = (await improvements(table).load(improvementId))?.state;
  if (!found) return undefined;
  const { ownerId, measureKey, wordsKey, state, by, at } = found;
  const [measure, said] = await Promise.all([
    measureKey === undefined ? undefined : textOf(table, improvementId, measureKey),
    textOf(table, improvementId, wordsKey),
  ]);
  return { state, ownerId, measure, said, by, at };
}

const wordsItem = v.object({ words: WordsSchema });

async function textOf(table: Table, improvementId: string, key: string): Promise<string | undefined> {
  const item = await table.get(improvementId, wordsSortKey(key));
  return item && v.parse(wordsItem, item).words.text;
}

function faulty(pointer: string, detail: string) {
  return invalid('The command has 1 fault(s); see errors.', [{ pointer, detail }]);
}
