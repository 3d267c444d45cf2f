import type { TextRequest } from '../../shared/events/text-request.ts';
import type { Text, Wanted } from '../../shared/messages/text.ts';
import { shanghai } from './times.ts';

/** The question of a survey, for a Chinese customer. */
export function aTextRequest(overrides: Partial<TextRequest> = {}): TextRequest {
  return {
    to: 'handset_1',
    template: 'survey.overall',
    locale: 'zh-CN',
    purpose: 'service',
    conversation: { kind: 'survey', id: 'survey_1' },
    asks: 'rating',
    ...overrides,
  };
}

/** A text that was asked for on Tuesday 3 March 2026 at 10:00 in Shanghai. */
export function aWantedText(overrides: Partial<Wanted> = {}): Wanted {
  return {
    request: aTextRequest(),
    askedBy: 'survey_1.1',
    askedAt: shanghai('2026-03-03T10:00'),
    dealerId: 'cd-south',
    customerId: 'customer_1',
    ...overrides,
  };
}

/** A text that waits until Wednesday 4 March 2026, 09:00 in Shanghai. */
export function aText(overrides: Partial<Text> = {}): Text {
  return { ...aWantedText(), status: 'held', until: shanghai('2026-03-04T09:00'), ...overrides };
}
