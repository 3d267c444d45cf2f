import type { Attachment } from '../events/attachment.ts';
import { keepWords } from '../events/words.ts';
import { idOf } from '../platform/ids.ts';
import { invalid } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import type { Person } from '../staff/person.ts';
import { rosterOf } from '../staff/roster.ts';
import type { AttemptBody } from './attempt.ts';
import { faultsOf } from './promises/make-promise.ts';

/**
 * What was agreed in a call, as its event tells it, with the words kept beside. `isKnown` where the report came before: then
 * nothing of it is judged anew. Throws a 400 problem for owners who do not work at the dealer and for times that are over.
 */
export async function agreedIn(
  { promises = [], booking }: AttemptBody,
  callback: { id: string; dealerId: string },
  request: { key: string; by: Person; now: Instant },
  table: Table,
  isKnown: boolean,
) {
  const { key, by, now } = request;
  const roster = promises.length > 0 ? await rosterOf(table, callback.dealerId) : [];
  const faults = [
    ...promises.flatMap((each, n) => faultsOf(each, `/promises/${n}`, roster, now)),
    ...(booking && booking.from <= now ? [{ pointer: '/booking/from', detail: 'must lie ahead' }] : []),
  ];
  if (faults.length > 0 && !isKnown)
    throw invalid(`The attempt has ${faults.length} fault(s); see errors.`, faults);
  const attached: Attachment[] = [];
  const keep = (name: string, text: string) => {
    const kept = keepWords(callback.id, `attempt-${key}-${name}`, { text, at: now, by: by.id });
    attached.push(kept.attachment);
    return kept.ref;
  };
  const promised = promises.map(({ what, ownerId = by.id, dueAt }, n) => {
    return {
      id: idOf('promise', callback.id, key, String(n)),
      what: keep(`promise-${n}`, what),
      ownerId,
      dueAt,
    };
  });
  const wish = booking && {
    id: idOf('appointment', callback.id, key),
    from: booking.from,
    ...(booking.until && { until: booking.until }),
    work: booking.work,
    ...(booking.note && { note: keep('booking', booking.note) }),
  };
  const isAgreed = promised.length > 0 || wish !== undefined;
  const facts = {
    ...(isAgreed && { agreed: true }),
    ...(promised.length > 0 && { promises: promised }),
    ...(wish && { booking: wish }),
  };
  return { facts, attached };
}
