import * as v from 'valibot';
import { rescueSurvey } from '../../shared/callbacks/rescue.ts';
import { MessageUnconfirmed, MessageWithheld } from '../../shared/events/messages.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';

const table = connectTable();

/** The question of a survey did not reach the customer: a person calls instead. */
export const handler = eventFunction(v.variant('name', [MessageWithheld, MessageUnconfirmed]), (event, now) =>
  rescueSurvey(event, now, table),
);
