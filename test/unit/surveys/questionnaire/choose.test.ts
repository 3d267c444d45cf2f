import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { later } from '../../../../shared/platform/time.ts';
import { chooseQuestions, drawVisit } from '../../../../shared/surveys/questionnaire/choose.ts';
import { defaultQuestions } from '../../../../shared/surveys/questionnaire/default.ts';
import { conditions } from '../../../../shared/surveys/questionnaire/question.ts';
import { monday } from '../../../builders/times.ts';

const visits = Array.from({ length: 2000 }, (_, n) => `visit_${n}`);
const idsOf = (chosen: ReturnType<typeof chooseQuestions>) => chosen.map(({ question }) => question.id);
const ask = (id: string, weeks: number, atMost = 2, met: readonly (typeof conditions)[number][] = []) => {
  const draw = { ...drawVisit(id, 'cd-south', 100, monday), cycle: 2900 + weeks };
  return chooseQuestions(defaultQuestions, { id, conditions: met }, draw, atMost);
};

describe('R30: which visits are drawn', () => {
  it.each([0, 5, 20, 50, 100])('%d percent of them are, whoever they are', (share) => {
    const drawn = visits.filter((id) => drawVisit(id, 'cd-south', share, monday).drawn).length;
    expect(Math.abs(drawn / visits.length - share / 100)).toBeLessThan(0.03);
  });

  it('the same seed draws the same visits, another dealer or month others', () => {
    const drawnBy = (dealerId: string, at = monday) =>
      visits.filter((id) => drawVisit(id, dealerId, 20, at).drawn);
    expect(drawnBy('cd-south')).toEqual(drawnBy('cd-south', later(monday, { days: 1 })));
    expect(drawnBy('cd-south')).not.toEqual(drawnBy('austin-north'));
    expect(drawnBy('cd-south')).not.toEqual(drawnBy('cd-south', later(monday, { days: 31 })));
    expect(drawVisit('visit_1', 'cd-south', 20, monday)).toMatchObject({
      seed: 'cd-south/2026-03',
      share: 20,
    });
  });
});

describe('R29, R30: which questions are put', () => {
  it('the overall one is first and always; of a visit that is not drawn it is the only one', () => {
    const draw = { ...drawVisit('visit_1', 'cd-south', 0, monday) };
    const chosen = chooseQuestions(defaultQuestions, { id: 'visit_1', conditions }, draw, 2);
    expect(chosen.map(({ question, because }) => [question.id, because])).toEqual([['overall', 'always']]);
  });

  it('never more than three, each once, and only for visits to which they apply', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.nat(500),
        fc.integer({ min: 0, max: 2 }),
        fc.subarray([...conditions]),
        (id, weeks, atMost, met) => {
          const chosen = ask(id, weeks, atMost, met);
          expect(chosen).toHaveLength(1 + atMost);
          expect(new Set(idsOf(chosen)).size).toBe(chosen.length);
          expect(chosen[0]?.question.aspect).toBe('overall');
          for (const { question } of chosen) if (question.when) expect(met).toContain(question.when);
          expect(ask(id, weeks, atMost, met)).toEqual(chosen);
        },
      ),
      { seed: 20260302, numRuns: 300 },
    );
  });

  it('what the visit gives cause to comes before whose turn it is', () => {
    const chosen = ask('visit_1', 0, 2, ['late']);
    expect(chosen.map(({ because }) => because)).toEqual(['always', 'visit', 'cycle']);
    expect(chosen[1]?.question.id).toBe('late-told');
  });

  it.each([1, 2])('R33, R34, R35, R37: with %d more by text every question comes round', (atMost) => {
    const usual = defaultQuestions.filter(({ when }) => !when).map(({ id }) => id);
    const asked = new Set<string>();
    for (let week = 0; week < usual.length; week += 1)
      for (const id of visits.slice(0, 20)) for (const each of idsOf(ask(id, week, atMost))) asked.add(each);
    expect([...asked].sort()).toEqual(usual.sort());
  });
});
