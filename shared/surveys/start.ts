import { findCallback } from '../callbacks/callbacks.ts';
import { silentAt } from '../callbacks/silent-at.ts';
import type { Dealer } from '../dealers/dealer.ts';
import { getDealer } from '../dealers/dealers.ts';
import type { AnyEvent } from '../events/envelope.ts';
import { following } from '../events/occasion.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { findVisitDetails } from '../visits/visits.ts';
import { pageItem, type Pages } from './page/link.ts';
import { chooseQuestions, drawVisit } from './questionnaire/choose.ts';
import { conditionsOf } from './questionnaire/facts.ts';
import { currentQuestionnaire } from './questionnaire/kept.ts';
import { surveyIdOf, surveys } from './store.ts';
import { ask, type Questions } from './survey.ts';

/** Puts the first question of an opened callback that is to be asked by text (R29), and opens its page where there are any. */
export async function startSurvey(
  event: AnyEvent,
  now: Instant,
  { table, pages }: { readonly table: Table; readonly pages?: Pages | undefined },
): Promise<void> {
  const callback = await findCallback(table, event.aggregateId);
  if (!callback?.state.visitId || !callback.state.customerId)
    throw new Error(`the callback of ${event.id} asks after no visit`);
  // Heard late: the visit was voided, or a person is calling by now.
  if (callback.state.status !== 'open' || callback.state.channel !== 'text') return;
  const { dealerId, customerId, visitId, handsetId, locale } = callback.state;
  const dealer = await getDealer(table, dealerId);
  const surveyId = surveyIdOf(callback.id);
  const subject = { dealerId, customerId, callbackId: callback.id, visitId, handsetId, locale };
  const until = silentAt(event.recordedAt, callback.state.lastDay, dealer);
  const questions = await questionsFor(visitId, dealer, event.recordedAt, table);
  const page = pages ? [await pageItem(surveyId, now, pages)] : [];
  await surveys(table).change(surveyId, following(event, now), (known) =>
    ask(known, surveyId, subject, until, questions, page),
  );
}

/** Draws the visit or not (R30), and chooses what is asked after it. */
async function questionsFor(visitId: string, dealer: Dealer, at: Instant, table: Table): Promise<Questions> {
  const { share, atMost } = dealer.settings.furtherQuestions;
  const draw = drawVisit(visitId, dealer.id, share, at);
  const { name, questions } = await currentQuestionnaire(table, dealer.id);
  const conditions = draw.drawn ? conditionsOf(await findVisitDetails(table, visitId)) : [];
  const chosen = chooseQuestions(questions, { id: visitId, conditions }, draw, atMost);
  return {
    questionnaire: name,
    draw,
    chosen: chosen.map(({ question: { id }, because }) => ({ id, because })),
    further: chosen.slice(1).map(({ question: { id, aspect, kind } }) => ({ id, aspect, kind })),
  };
}
