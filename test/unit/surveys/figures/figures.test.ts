import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { complete, type NewEvent } from '../../../../shared/events/aggregate.ts';
import { type DomainEvent, EventSchema } from '../../../../shared/events/catalogue.ts';
import { type Outcome, response } from '../../../../shared/surveys/figures/response.ts';
import { satisfaction } from '../../../../shared/surveys/figures/satisfaction.ts';
import { takeFigures } from '../../../../shared/surveys/figures/take-figures.ts';
import { shanghai, zone } from '../../../builders/times.ts';
import { aWordsRef } from '../../../builders/words.ts';

const runs = { seed: 20260302, numRuns: 300 };
const rating = fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const, 5 as const);
const scope = { month: '2026-03', zone: zone('Asia/Shanghai') };
const words = aWordsRef('reply_1');

/** An event of a customer's visit, some hours after its delivery. */
function told(visitId: string, hours: number, event: NewEvent): DomainEvent {
  const at = shanghai(`2026-03-0${2 + Math.floor(hours / 24)}T${String(hours % 24).padStart(2, '0')}:00`);
  const occasion = {
    cause: { kind: 'command', id: 'test' },
    actor: { kind: 'system' },
    happenedAt: at,
    now: at,
  } as const;
  const id = event.name.startsWith('visit.') ? visitId : `${event.name}_${visitId}`;
  const whole = complete(
    { customerId: `customer_${visitId}`, dealerId: 'cd-south', ...event },
    id,
    hours + 1,
    occasion,
  );
  return v.parse(EventSchema, JSON.parse(JSON.stringify(whole)));
}

type Kept = { time?: boolean; price?: boolean };

function visit(visitId: string, kept?: Kept): DomainEvent {
  const deliveredAt = shanghai('2026-03-02T00:00');
  const facts = {
    repairOrder: visitId,
    status: 'delivered',
    advisorId: 'A01',
    deliveredAt,
    ...(kept && { kept }),
  } as const;
  return told(visitId, 0, { name: 'visit.recorded', facts });
}

const about = (visitId: string) => ({ callbackId: `callback_${visitId}`, visitId });

function asked(visitId: string): DomainEvent {
  return told(visitId, 10, { name: 'survey.asked', facts: { ...about(visitId), question: 'overall' } });
}

function answered(visitId: string, score: 1 | 2 | 3 | 4 | 5, remark = false): DomainEvent {
  const facts = { ...about(visitId), score, late: false, remark, words };
  return told(visitId, 12, { name: 'survey.answered', facts });
}

function silent(visitId: string): DomainEvent {
  return told(visitId, 34, { name: 'survey.silent', facts: about(visitId) });
}

function spoken(visitId: string, hours: number): DomainEvent {
  return told(visitId, hours, { name: 'callback.attempted', facts: { outcome: 'reached', attempt: 1 } });
}

function factor(
  visitId: string,
  question: string,
  value: number,
  kind: 'five-level' | 'yes-no',
  aspect: 'hygiene' | 'satisfier',
): DomainEvent {
  const low = kind === 'yes-no' ? value === 0 : value <= 2;
  const facts = {
    ...about(visitId),
    questionnaire: 'group-1',
    question,
    aspect,
    kind,
    by: 'text',
    value,
    low,
  } as const;
  return told(visitId, 13, { name: 'survey.question-answered', facts });
}

describe('R29: satisfaction', () => {
  it('is the share of the two upper levels, with its n, and a mean', () => {
    const figures = satisfaction([5, 5, 4, 3, 1]);
    expect(figures).toMatchObject({ n: 5, mean: 3.6, levels: { 1: 1, 2: 0, 3: 1, 4: 1, 5: 2 } });
    expect(figures.topTwo).toMatchObject({ count: 3, n: 5, share: 0.6 });
    expect(figures.bottomTwo).toMatchObject({ count: 1, n: 5, share: 0.2 });
  });

  it('of nobody has neither share nor mean', () => {
    const figures = satisfaction([]);
    expect(figures.n).toBe(0);
    expect(figures).not.toHaveProperty('mean');
    expect(figures.topTwo).not.toHaveProperty('share');
  });

  it('does not depend on the order, and every answer counts once', () => {
    fc.assert(
      fc.property(fc.array(rating), (ratings) => {
        const figures = satisfaction(ratings);
        expect(figures).toEqual(satisfaction(ratings.toReversed()));
        expect(Object.values(figures.levels).reduce((a, b) => a + b, 0)).toBe(figures.n);
        expect(figures.topTwo.count + figures.bottomTwo.count + figures.levels[3]).toBe(figures.n);
      }),
      runs,
    );
  });
});

describe('R36: response', () => {
  const outcomes: Outcome[] = ['answered', 'answered', 'silent', 'unclear', 'waiting', 'not-asked'];

  it('counts silence on its own, and not who still has time', () => {
    const figures = response(outcomes);
    expect(figures).toMatchObject({ n: 6, asked: 5, notAsked: 1, waiting: 1 });
    expect(figures.answered).toMatchObject({ count: 2, n: 4, share: 0.5 });
    expect(figures.silent).toMatchObject({ count: 1, n: 4 });
    expect(figures.unclear).toMatchObject({ count: 1, n: 4 });
  });

  it('more silence never means more answers', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...outcomes), { minLength: 1 }), (known) => {
        const [before, after] = [response(known), response([...known, 'silent'])];
        expect(after.answered.share ?? 0).toBeLessThanOrEqual(before.answered.share ?? 1);
        expect(after.answered.count + after.silent.count + after.unclear.count).toBe(after.answered.n);
      }),
      runs,
    );
  });
});

describe('the figures of a month', () => {
  const events = [
    visit('v1', { time: true, price: true }),
    asked('v1'),
    answered('v1', 5),
    factor('v1', 'fixed', 1, 'yes-no', 'hygiene'),
    factor('v1', 'welcome', 5, 'five-level', 'satisfier'),
    visit('v2', { time: false }),
    asked('v2'),
    answered('v2', 2),
    factor('v2', 'fixed', 0, 'yes-no', 'hygiene'),
    visit('v3'),
    asked('v3'),
    silent('v3'),
    visit('v4'),
    visit('v5', { time: false }),
    asked('v5'),
    answered('v5', 4, true),
    spoken('v5', 20),
  ];
  const figures = takeFigures(events, scope);

  it('R36: count silence on its own, and name the visits of each number', () => {
    expect(figures.response).toMatchObject({ n: 5, asked: 4, notAsked: 1, waiting: 0 });
    expect(figures.response.answered).toMatchObject({ count: 3, n: 4 });
    expect(figures.response.visits).toMatchObject({
      answered: { count: 3, visitIds: ['v1', 'v2', 'v5'] },
      silent: { count: 1, visitIds: ['v3'] },
      'not-asked': { count: 1, visitIds: ['v4'] },
    });
    expect(figures.overall).toMatchObject({
      n: 3,
      topTwo: { count: 2 },
      visits: { 2: { visitIds: ['v2'] } },
    });
  });

  it('R32: set the answer beside what was promised', () => {
    expect(figures.promised.time.kept).toMatchObject({ n: 1, mean: 5, visitIds: ['v1'] });
    expect(figures.promised.time.broken).toMatchObject({ n: 2, mean: 3, visitIds: ['v2', 'v5'] });
    expect(figures.promised.price.unknown).toMatchObject({ n: 2 });
  });

  it('R33, R34: keep the axes apart', () => {
    expect(figures.factors).toMatchObject([
      { question: 'fixed', aspect: 'hygiene', n: 2, low: { count: 1, n: 2, visitIds: ['v2'] } },
      { question: 'welcome', aspect: 'satisfier', n: 1, levels: { mean: 5 } },
    ]);
    expect(figures.factors[0]).not.toHaveProperty('levels');
  });

  it('R14: tell who raised something and was answered since', () => {
    expect(figures.raised).toMatchObject({
      share: { count: 1, n: 2 },
      answered: { visitIds: ['v5'] },
      open: { visitIds: ['v2'] },
    });
    const before = takeFigures([...events, spoken('v2', 11)], scope);
    expect(before.raised.open.visitIds).toEqual(['v2']);
  });

  it('do not depend on the order in which events come, and hold visits of their month only', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (shuffled) => {
        expect(takeFigures(shuffled, scope)).toEqual(figures);
      }),
      { ...runs, numRuns: 50 },
    );
    expect(takeFigures(events, { ...scope, month: '2026-04' }).response.n).toBe(0);
  });

  it('of any answers: every delivered visit is in exactly one outcome, and every rating counts once', () => {
    const end = fc.constantFrom('answered' as const, 'silent' as const, 'asked' as const, 'none' as const);
    fc.assert(
      fc.property(fc.array(fc.record({ end, score: rating }), { maxLength: 12 }), (all) => {
        const stories = all.flatMap(({ end: how, score }, n) => {
          const id = `v${n}`;
          const last = how === 'answered' ? [answered(id, score)] : how === 'silent' ? [silent(id)] : [];
          return [visit(id), ...(how === 'none' ? [] : [asked(id)]), ...last];
        });
        const { response: got, overall } = takeFigures(stories, scope);
        const ends = Object.values(got.visits).flatMap(({ visitIds }) => visitIds);
        expect(ends.toSorted()).toEqual(all.map((_, n) => `v${n}`).toSorted());
        expect(overall.n).toBe(all.filter((each) => each.end === 'answered').length);
      }),
      runs,
    );
  });
});
