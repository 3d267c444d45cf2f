import { Problem } from '../platform/problem.ts';
import type { Person } from '../staff/person.ts';
import type { Complaint } from './complaint.ts';
import { levelOf } from './ladder.ts';

function refused(type: string, title: string, detail: string): Problem {
  return new Problem({ status: 403, type, title, detail });
}

/** Whoever is complained of neither handles nor approves nor alters (R54, R87): 403. */
export function mustBeImpartial(by: Person, { about }: Pick<Complaint, 'about'>): void {
  if (!about.includes(by.id)) return;
  throw refused(
    'complained-of',
    'The complaint is about you',
    'Whoever is complained of may read a complaint, but neither handle it nor decide on it. Leave it to others.',
  );
}

/** Nobody decides on what they asked for themselves, nor below the level that it asks for: 403. */
export function mustDecide(by: Person, asked: { by: string; level: number }): void {
  if (by.id === asked.by)
    throw refused('own-request', 'You asked for this yourself', 'Somebody else must decide on it.');
  if (levelOf(by.role) < asked.level)
    throw refused(
      'beyond-your-limit',
      'This is beyond what you may decide',
      `It must be decided at level ${asked.level} or above: 1 customer-care-lead, 2 service-director, 3 general-manager.`,
    );
}

/** Tasks are completed by their owner or by a superior: 403 to others. */
export function mustOwn(by: Person, ownerId: string | undefined): void {
  if (ownerId === by.id || levelOf(by.role) > 0) return;
  throw refused(
    'not-your-task',
    'This is the task of somebody else',
    'Its owner or a superior completes it.',
  );
}

/** Whose work the customer judges does not write down the judgement: 403. */
export function mustNotHaveHandled(by: Person, { handledBy }: Pick<Complaint, 'handledBy'>): void {
  if (!handledBy.includes(by.id)) return;
  throw refused(
    'handled-it-yourself',
    'You handled this complaint yourself',
    "Somebody who did not handle it must call the customer and record the answer, or the customer's text decides.",
  );
}
