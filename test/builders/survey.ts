import type { Survey, SurveySubject } from '../../shared/surveys/state.ts';
import type { Reply } from '../../shared/surveys/survey.ts';
import { shanghai } from './times.ts';
import { aWordsRef } from './words.ts';

export function aSurveySubject(overrides: Partial<SurveySubject> = {}): SurveySubject {
  return {
    dealerId: 'cd-south',
    customerId: 'customer_1',
    callbackId: 'callback_1',
    visitId: 'visit_1',
    handsetId: 'handset_1',
    locale: 'zh-CN',
    ...overrides,
  };
}

/** A survey that was asked on Tuesday 3 March 2026 at 10:00 in Shanghai and is silent a day later. */
export function aSurvey(overrides: Partial<Survey> = {}): Survey {
  return {
    ...aSurveySubject(),
    status: 'asked',
    silentAt: shanghai('2026-03-04T10:00'),
    repeats: 0,
    unread: [],
    repliesRead: [],
    ...overrides,
  };
}

/** A customer's reply that holds no score. */
export function aReply(overrides: Partial<Reply> = {}): Reply {
  const id = overrides.id ?? 'reply_1';
  return { id, words: aWordsRef(id), ...overrides };
}
