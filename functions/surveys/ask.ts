import { CallbackOpened } from '../../shared/events/callbacks.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';
import { connectPages } from '../../shared/surveys/page/connect.ts';
import { startSurvey } from '../../shared/surveys/start.ts';

const deps = { table: connectTable(), pages: connectPages() };

/** A callback by text was opened: the first question is put. */
export const handler = eventFunction(CallbackOpened, (event, now) => startSurvey(event, now, deps));
