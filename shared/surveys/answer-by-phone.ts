import { findCallback } from '../callbacks/callbacks.ts';
import type { AnyEvent } from '../events/envelope.ts';
import { following } from '../events/occasion.ts';
import type { WordsRef } from '../events/words.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { surveyIdOf, surveys } from './store.ts';
import type { Score } from './state.ts';
import { answerByPhone } from './survey.ts';

/** Takes down what a customer answered on the phone; whether the survey was put by text before or not. */
export async function noteAnswer(
  event: AnyEvent,
  given: { score: Score; words: WordsRef },
  now: Instant,
  table: Table,
): Promise<void> {
  const callback = await findCallback(table, event.aggregateId);
  if (!callback?.state.visitId || !callback.state.customerId)
    throw new Error(`the callback of ${event.id} asks after no visit`);
  const { dealerId, customerId, visitId, handsetId, locale } = callback.state;
  const subject = { dealerId, customerId, callbackId: callback.id, visitId, handsetId, locale };
  const call = { ...given, id: event.id, at: event.happenedAt };
  await surveys(table).change(surveyIdOf(callback.id), following(event, now, { kind: 'customer' }), (known) =>
    answerByPhone(known, subject, call),
  );
}
