import { getDealer } from '../dealers/dealers.ts';
import type { Loaded } from '../events/aggregate.ts';
import { byStaff } from '../events/occasion.ts';
import { keepWords } from '../events/words.ts';
import { notFound, notPossible, Problem } from '../platform/problem.ts';
import type { Table } from '../platform/table.ts';
import { type Instant, latest } from '../platform/time.ts';
import { mustServe } from '../staff/access.ts';
import type { Person } from '../staff/person.ts';
import { findSurvey, surveyOf } from '../surveys/surveys.ts';
import { findVisit } from '../visits/visits.ts';
import { type AttemptBody, recordAttempt } from './attempt.ts';
import { agreedIn } from './agreed.ts';
import type { Callback } from './callback.ts';
import { goOn } from './deferred/go-on.ts';
import { deferredIn } from './deferred/hear-in-call.ts';
import { mustNotHaveServed } from './independent.ts';
import { permittedMoment } from './plan.ts';
import { callbacks } from './store.ts';

/**
 * Records what a caller reports of a call. Throws problems: 404 for a callback of another dealer, 409 when nobody is
 * to call any more, 403 and 409 for a score that cannot count, 400 for deferred work that is not open.
 */
export async function reportAttempt(
  callbackId: string,
  body: AttemptBody,
  request: { id: string; key: string; by: Person; now: Instant },
  table: Table,
): Promise<Pick<Callback, 'status' | 'outcome' | 'dueAt'> & { id: string }> {
  const { by, now } = request;
  const store = callbacks(table);
  const loaded = await store.load(callbackId);
  if (!loaded) throw notFound('callback');
  mustServe(by, loaded.state.dealerId, 'callback');
  mustBeYours(by, loaded.state);
  const dealer = await getDealer(table, loaded.state.dealerId);
  if (body.score !== undefined) await mustCount(table, loaded, by, request.key);
  const { callAgainAt } = body;
  const againAt = callAgainAt && permittedMoment('call', latest(callAgainAt, now), dealer);
  const happenedAt = body.happenedAt ?? now;
  // Named after the request, not counted: two who report at once must not write over each other's words.
  const key = `attempt-${request.key}`;
  const words =
    body.words && keepWords(callbackId, key, { text: body.words, at: happenedAt, by: 'customer' });
  const isKnown = loaded.state.attempts.some((each) => each.request === request.key);
  const { facts, attached } = await agreedIn(
    body,
    { id: callbackId, dealerId: dealer.id },
    request,
    table,
    isKnown,
  );
  const report = { at: happenedAt, ...(words && { words: words.ref }), isKnown };
  const deferred = await deferredIn(body, loaded, report, dealer, table);
  const attempt = {
    outcome: body.outcome,
    by: by.id,
    at: happenedAt,
    request: request.key,
    ...(words && { words: words.ref }),
    ...(body.verified && { verified: body.verified }),
    ...(body.score && { score: body.score }),
    ...(body.script && { script: body.script }),
    ...(facts.booking && { appointmentId: facts.booking.id }),
  };
  const course = { calendar: dealer.calendar, now, ...(againAt && { againAt }) };
  const changed = await store.change(callbackId, byStaff(by.id, request.id, happenedAt, now), (known) => {
    const all = [...(words ? [words.attachment] : []), ...attached];
    const told = { ...facts, ...deferred.facts };
    const change = known && recordAttempt(known, attempt, course, all, body.learnt, told);
    return change && goOn(change, deferred, { dealer, now });
  });
  const { status, outcome, dueAt } = changed.state ?? loaded.state;
  return { id: callbackId, status, outcome, dueAt };
}

/**
 * A score counts only once, and only from a caller who did not serve the visit (decision 1). Of answers that cross each
 * other on the way the first one stays the score.
 */
async function mustCount(
  table: Table,
  { id, state }: Loaded<Callback>,
  by: Person,
  key: string,
): Promise<void> {
  if (state.attempts.some(({ request }) => request === key)) return;
  const visit = state.visitId && !state.deferral && (await findVisit(table, state.visitId))?.state;
  if (!visit) throw notPossible(noSurvey);
  mustNotHaveServed(by, { advisorId: visit.advisorId, technicianIds: visit.technicianIds });
  const answered = (await findSurvey(table, surveyOf(id)))?.score;
  if (answered !== undefined) throw notPossible(answeredAlready);
}

const noSurvey =
  'This callback asks after no visit, so there is no survey to answer. Report the call without `score`.';
const answeredAlready =
  'The customer has answered the survey already, and that answer stays the score. Report the call without `score`; what the customer says now goes into `words`.';

/** An advisor reports only calls of his own: others went to customer service so that he does not judge himself (R54). */
function mustBeYours(by: Person, { assigneeId }: Callback): void {
  if (by.role !== 'advisor' || by.id === assigneeId) return;
  throw new Problem({
    status: 403,
    type: 'not-your-callback',
    title: 'This call is not yours',
    detail: 'Advisors report only the calls on their own worklist. Ask customer service to report this one.',
  });
}
