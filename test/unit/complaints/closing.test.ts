import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Complaint, escalate, proposeSolution } from '../../../shared/complaints/complaint.ts';
import {
  askAgainAfterSilence,
  type ComplaintReply,
  handOver,
  hear,
} from '../../../shared/complaints/reply.ts';
import type { Change } from '../../../shared/events/aggregate.ts';
import { type Instant, later } from '../../../shared/platform/time.ts';
import { Problem } from '../../../shared/platform/problem.ts';
import { aComplaint, aComplaintReply } from '../../builders/complaint.ts';
import { monday } from '../../builders/times.ts';
import { aWordsRef } from '../../builders/words.ts';

type Step =
  | { readonly kind: 'solve' | 'sweep' | 'undelivered' }
  | { readonly kind: 'reply'; readonly reply: ComplaintReply };

const replies = fc
  .record({
    id: fc.constantFrom('reply_1', 'reply_2', 'reply_3', 'reply_4', 'reply_5'),
    asks: fc.constantFrom<ComplaintReply['asks'][]>('yes-no', 'yes-no', 'words', 'rating', undefined),
    solved: fc.constantFrom<ComplaintReply['solved'][]>('yes', 'no', undefined),
    severity: fc.constantFrom('ordinary' as const, 'major' as const),
  })
  .map((reply): Step => ({ kind: 'reply', reply: aComplaintReply(reply) }));
const others = fc
  .constantFrom('solve' as const, 'sweep' as const, 'undelivered' as const)
  .map((kind): Step => ({ kind }));
const stories = fc.array(fc.oneof(replies, others), { maxLength: 25 });
const runs = { seed: 20260302, numRuns: 1000 };

/** One step at a moment; a command that is refused changes nothing. */
function take(known: Complaint, step: Step, now: Instant): Change<Complaint> | undefined {
  const clocks = {
    level: { level: Math.min(known.level + 1, 3), assigneeId: 'li-na', dueAt: later(now, { hours: 2 }) },
    askAgainAt: later(now, { hours: 48 }),
  };
  const same = { ...clocks, level: { ...clocks.level, level: known.level } };
  const resolution = { ref: aWordsRef(now), attachment: { sk: 'WORDS', content: {} } };
  switch (step.kind) {
    case 'reply':
      return hear(known, 'complaint_1', step.reply, same);
    case 'undelivered':
      return handOver(known, 'not-sent', same.level);
    case 'sweep':
      return known.state === 'open'
        ? escalate(known, clocks.level, now)
        : askAgainAfterSilence(known, 'complaint_1', same, now);
    case 'solve':
      try {
        return proposeSolution(known, 'complaint_1', resolution, clocks.askAgainAt);
      } catch (error) {
        if (error instanceof Problem) return undefined;
        throw error;
      }
  }
}

/** Plays a story with some hours between its steps; tells every change with the state before it. */
function play(story: readonly Step[]) {
  let known = aComplaint();
  return story.flatMap((step, index) => {
    const before = known;
    const change = take(known, step, later(monday, { hours: 20 * index }));
    known = change?.state ?? known;
    return change
      ? [{ step, before, after: change.state, names: change.events.map(({ name }) => name) }]
      : [];
  });
}

describe('R48: whatever happens to a complaint', () => {
  it("it closes on the customer's yes to a proposed solution, and on nothing else", () => {
    let closed = 0;
    fc.assert(
      fc.property(stories, (story) => {
        let proposed = false;
        for (const { step, before, after, names } of play(story)) {
          if (names.includes('complaint.solution-proposed')) proposed = true;
          if (after.state !== 'closed' || before.state === 'closed') continue;
          closed += 1;
          expect(names).toEqual(['complaint.closed']);
          expect(proposed).toBe(true);
          expect(step).toMatchObject({ kind: 'reply', reply: { asks: 'yes-no', solved: 'yes' } });
        }
      }),
      runs,
    );
    expect(closed).toBeGreaterThan(50);
  });

  it('closed it stays closed on a yes, opens again on anything else, and still keeps what they write', () => {
    let reopened = 0;
    fc.assert(
      fc.property(stories, (story) => {
        for (const { step, before, after, names } of play(story)) {
          if (before.state !== 'closed') continue;
          expect(after.words.length).toBe(before.words.length + 1);
          const saysYes = step.kind === 'reply' && step.reply.solved === 'yes';
          expect(after.state).toBe(saysYes ? 'closed' : 'open');
          expect(names).toEqual([saysYes ? 'complaint.words-added' : 'complaint.reopened']);
          if (!saysYes) reopened += 1;
        }
      }),
      runs,
    );
    expect(reopened).toBeGreaterThan(2);
  });

  it('R52: grave words make it the superior’s at once, with a clock of its own', () => {
    const words = aComplaintReply({ asks: 'words', severity: 'major' });
    const clocks = {
      level: { level: 1, assigneeId: 'zhao-min', dueAt: later(monday, { hours: 2 }) },
      askAgainAt: later(monday, { hours: 48 }),
    };
    const change = hear(aComplaint(), 'complaint_1', words, clocks);
    expect(change?.state).toMatchObject({ severity: 'major', level: 1, assigneeId: 'zhao-min' });
    expect(change?.events.map(({ name }) => name)).toEqual(['complaint.words-added', 'complaint.escalated']);
    const again = hear(change?.state, 'complaint_1', { ...words, id: 'reply_2' }, clocks);
    expect(again?.events.map(({ name }) => name)).toEqual(['complaint.words-added']);
  });

  it("the customer's words are only ever added to, it never climbs down, and until closed it is always due", () => {
    fc.assert(
      fc.property(stories, (story) => {
        for (const { before, after } of play(story)) {
          expect(after.words.slice(0, before.words.length)).toEqual(before.words);
          expect(after.level).toBeGreaterThanOrEqual(before.level);
          expect(after.dueAt === undefined).toBe(after.state === 'closed');
        }
      }),
      runs,
    );
  });

  it('the customer is asked at most three times about a solution', () => {
    fc.assert(
      fc.property(stories, (story) => {
        for (const { after } of play(story)) expect(after.timesAsked).toBeLessThanOrEqual(3);
      }),
      runs,
    );
  });
});
