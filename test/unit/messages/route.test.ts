import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { routeReply } from '../../../shared/messages/route.ts';
import { openQuestions, type Thread } from '../../../shared/messages/thread.ts';
import { later } from '../../../shared/platform/time.ts';
import { shanghai } from '../../builders/times.ts';

const replied = shanghai('2026-03-04T12:00');

function asked(id: string, asks: Thread['asks'], hoursAgo: number): Thread {
  const kind = id.startsWith('complaint') ? 'complaint' : 'survey';
  const at = later(replied, { hours: -hoursAgo });
  const textId = `text_${id}_${hoursAgo}`;
  return { conversation: { kind, id }, asks, at, textId, dealerId: 'cd-south', locale: 'zh-CN' };
}

const survey = asked('survey_1', 'rating', 5);
const solved = asked('complaint_7ppzfbvhtrqahmf71554', 'yes-no', 2);
const other = asked('complaint_w6samjq5fdh9vaeeqrqq', 'yes-no', 3);
const added = asked('complaint_w6samjq5fdh9vaeeqrqq', 'words', 1);

describe('the question that a reply answers', () => {
  it.each([
    ['5', [survey, solved], survey],
    ['没有', [survey, solved], solved],
    ['no', [asked('survey_1', 'rating', 1), solved], solved],
    ['5', [survey, added], survey],
    ['左后门有两道', [survey, added], added],
    ['2 左后门有两道划痕', [survey, added], added],
    ['什么意思', [survey, solved], solved],
    ['5', [survey, asked('survey_2', 'rating', 1)], asked('survey_2', 'rating', 1)],
    ['C-W6SAMJ 没解决', [solved, other], other],
    ['c7ppzfb yes', [solved, other], solved],
  ] as const)('“%s” is told apart', (text, threads, expected) => {
    expect(routeReply([...threads], text, replied)).toEqual({ thread: expected });
  });

  it('a yes to one of two questions is an answer to neither, until one of them is put again', () => {
    expect(routeReply([solved, other], '是', replied)).toEqual({ thread: solved, ambiguous: true });
    const again = asked(solved.conversation.id, 'yes-no', 1);
    expect(routeReply([solved, other, again], '是', replied)).toEqual({ thread: again });
  });

  it('is always an open one, the newest for words that answer none', () => {
    const threads = fc.array(
      fc
        .record({
          id: fc.constantFrom('survey_1', 'survey_2', 'complaint_7ppzfb1', 'complaint_w6samj1'),
          asks: fc.constantFrom('rating', 'yes-no', 'words', undefined),
          hours: fc.integer({ min: 0, max: 400 }),
        })
        .map(({ id, asks, hours }) => asked(id, asks, hours)),
      { maxLength: 8 },
    );
    const text = fc.constantFrom('5', 'yes', '没有', 'hello', '4，等太久', 'C-7PPZFB', '');
    fc.assert(
      fc.property(threads, text, (known, words) => {
        const open = openQuestions(known, replied);
        const { thread } = routeReply(known, words, replied);
        if (open.length === 0) expect(thread).toBeUndefined();
        else expect(open).toContain(thread);
        if (words === 'hello') expect(thread).toBe(open[0]);
      }),
      { seed: 20260302, numRuns: 500 },
    );
  });
});
