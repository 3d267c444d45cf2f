import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  newest,
  openQuestions,
  type Thread,
  threadItem,
  ThreadSchema,
} from '../../../shared/messages/thread.ts';
import { later } from '../../../shared/platform/time.ts';
import { aTextRequest } from '../../builders/text.ts';
import { monday, shanghai } from '../../builders/times.ts';

/** The last text of a conversation, sent at a moment. */
function aThread(overrides: Partial<Thread> = {}): Thread {
  return {
    conversation: { kind: 'survey', id: 'survey_1' },
    asks: 'rating',
    at: shanghai('2026-03-03T10:00'),
    textId: 'text_1',
    dealerId: 'cd-south',
    customerId: 'customer_1',
    locale: 'zh-CN',
    ...overrides,
  };
}

const survey = aThread();
const complaint = aThread({
  conversation: { kind: 'complaint', id: 'complaint_1' },
  asks: 'yes-no',
  at: shanghai('2026-03-04T10:00'),
});
const replied = shanghai('2026-03-04T11:00');

describe('the conversation that a reply continues', () => {
  it('is the one asked most recently before the reply was written, even if it is read later', () => {
    expect(openQuestions([survey, complaint], replied)[0]).toBe(complaint);
    expect(openQuestions([complaint, survey], shanghai('2026-03-04T09:59'))[0]).toBe(survey);
    expect(openQuestions([survey, complaint], shanghai('2026-03-04T10:00'))[0]).toBe(complaint);
  });

  it('is one whose last text asks something', () => {
    const thanked = aThread({ ...complaint, asks: undefined });
    expect(openQuestions([survey, thanked], replied)[0]).toBe(survey);
    expect(openQuestions([thanked], replied)[0]).toBeUndefined();
  });

  it('is open for fourteen days', () => {
    expect(openQuestions([survey], later(survey.at, { days: 14 }))[0]).toBe(survey);
    expect(openQuestions([survey], later(survey.at, { days: 14, minutes: 1 }))[0]).toBeUndefined();
  });

  it('of two texts of the same moment is the one that wants the more definite answer, in whatever order they lie', () => {
    const words = aThread({ ...complaint, asks: 'words', textId: 'text_9' });
    expect(openQuestions([complaint, words], replied)[0]).toBe(complaint);
    expect(openQuestions([words, complaint], replied)[0]).toBe(complaint);
  });

  it('is none for a phone that was never asked', () => {
    expect(openQuestions([], replied)[0]).toBeUndefined();
    expect(newest([])).toBeUndefined();
  });

  it('the newest text counts for the way out, whether it asks anything or not', () => {
    const thanked = aThread({ ...complaint, asks: undefined });
    expect(newest([thanked, survey])).toBe(thanked);
    expect(newest([survey, thanked])).toBe(thanked);
  });

  it('of any threads: asked before the reply, and nothing was asked in between', () => {
    const threads = fc.array(
      fc
        .record({
          minutes: fc.integer({ min: 0, max: 30 * 24 * 60 }),
          asks: fc.constantFrom('rating', 'words', undefined),
          id: fc.constantFrom('survey_1', 'survey_2'),
        })
        .map(({ minutes, asks, id }) =>
          aThread({ at: later(monday, { minutes }), asks, conversation: { kind: 'survey', id } }),
        ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(threads, fc.integer({ min: 0, max: 40 * 24 * 60 }), (all, minutes) => {
        const at = later(monday, { minutes });
        const found = openQuestions(all, at)[0];
        if (!found) return;
        expect(found.asks).toBeDefined();
        expect(found.at <= at && later(found.at, { days: 14 }) >= at).toBe(true);
        const between = all.filter((each) => each.at > found.at && each.at <= at);
        const { id } = found.conversation;
        expect(between.some((each) => each.conversation.id === id)).toBe(false);
      }),
      { seed: 20260302, numRuns: 300 },
    );
  });
});

it('a text that leaves while the customer writes does not take the reply from the one before', () => {
  const next = aThread({ at: later(survey.at, { minutes: 5 }), textId: 'text_2' });
  expect(openQuestions([survey, next], later(survey.at, { minutes: 4 }))[0]).toBe(survey);
  expect(openQuestions([survey, next], later(survey.at, { minutes: 6 }))[0]).toBe(next);
});

describe('a text is remembered with its conversation', () => {
  const { conversation: _, ...thread } = aThread({ wayOut: 'T' });

  it('beside the handset, each text by itself', () => {
    const first = threadItem(aTextRequest(), thread);
    const second = threadItem(aTextRequest({ template: 'survey.repeat' }), { ...thread, textId: 'text_2' });
    expect(first).toMatchObject({ pk: 'handset_1', sk: `THREAD#${thread.at}#text_1` });
    expect(second?.sk).not.toBe(first?.sk);
    expect(v.parse(ThreadSchema, first?.content['thread'])).toEqual(aThread({ wayOut: 'T' }));
  });

  it('one outside of any conversation is not', () => {
    expect(threadItem(aTextRequest({ conversation: undefined }), thread)).toBeUndefined();
  });
});
