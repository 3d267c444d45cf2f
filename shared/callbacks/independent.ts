import { Problem } from '../platform/problem.ts';
import type { Person } from '../staff/person.ts';

/** Who received the customer and who worked on the vehicle, by staff id or as the DMS names them. */
export interface Servers {
  readonly advisorId: string;
  readonly technicianIds?: readonly string[] | undefined;
}

/**
 * Lets only a caller who did not serve the visit take down a score: nobody grades their own work (decision 1, R54). Throws
 * a 403 problem that says what to do.
 */
export function mustNotHaveServed(by: Person, { advisorId, technicianIds = [] }: Servers): void {
  const servers = [advisorId, ...technicianIds];
  if (!servers.includes(by.id) && !(by.dmsId && servers.includes(by.dmsId))) return;
  throw new Problem({
    status: 403,
    type: 'own-visit',
    title: 'You served this visit, so you cannot take down a score of it',
    detail:
      "A score counts only from the customer's own phone or from a caller who did not serve the visit. Report the call without `score` and with the customer's words; or leave it open, and ask customer service to call for the score.",
  });
}
