import { learn, type Lesson } from '../../shared/customers/lesson.ts';
import { customers } from '../../shared/customers/store.ts';
import { complete } from '../../shared/events/aggregate.ts';
import type { TextRequest } from '../../shared/events/text-request.ts';
import type { Asking } from '../../shared/messages/send.ts';
import { secretIdOf } from '../../shared/platform/ids.ts';
import type { GroupSecret } from '../../shared/platform/secrets.ts';
import type { Table } from '../../shared/platform/table.ts';
import type { Instant } from '../../shared/platform/time.ts';
import { aTextRequest } from '../builders/text.ts';
import { byCommand } from './a-group.ts';

/** What the customer file learns from a visit, as if it had been posted. */
export async function teach(table: Table, lesson: Lesson): Promise<void> {
  await customers(table).change(lesson.customerId, byCommand, (known) => learn(known, lesson));
}

/** The id by which a phone is known in the group. */
export async function handsetOf(secret: GroupSecret, phone: string): Promise<string> {
  return secretIdOf('handset', await secret.identityKey(), phone);
}

/** Survey number n asks its customer by text: the event that the bus shows to `messages`. */
export function aSurveyAsks(n: number, at: Instant, request: Partial<TextRequest> = {}): Asking {
  const surveyId = `survey_${n}`;
  const text = aTextRequest({ conversation: { kind: 'survey', id: surveyId }, ...request });
  const facts = { callbackId: `callback_${n}`, visitId: `visit_${n}`, question: 'overall' };
  const asked = { name: 'survey.asked', dealerId: 'cd-south', customerId: 'customer_1', facts } as const;
  const event = complete(asked, surveyId, 1, { ...byCommand, happenedAt: at, now: at });
  return { event: { ...event, text }, askedBy: event.id };
}
