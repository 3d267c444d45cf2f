import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gradeSeverity } from '../../../shared/complaints/severity.ts';

const major: [words: string, ...evidence: string[]][] = [
  ['The brakes failed on the way home', 'brakes'],
  ['BRAKES failed!', 'BRAKES'],
  ['No brakes at all this morning', 'brakes'],
  ['car pulls left when braking', 'pulls left', 'braking'],
  ['The steering wheel shakes', 'steering wheel', 'wheel shakes'],
  ['There was smoke from the engine and then a fire', 'smoke', 'fire'],
  ['the airbag light is on', 'airbag'],
  ['I nearly had an accident because of you', 'accident'],
  ['My wife was injured', 'injured'],
  ['You will hear from my lawyer', 'lawyer'],
  ['I will sue you', 'will sue'],
  ["I'll post it on social media", 'social media'],
  ['I am calling the BBB', 'BBB'],
  ['smells of burning and it leaks fuel', 'burning', 'leaks fuel'],
  ['this car is not safe', 'not safe'],
  ['刹车失灵，差点出事故', '刹车', '失灵', '差点出', '事故'],
  ['剎車有問題', '剎車'],
  ['转向很重', '转向'],
  ['方向盘抖', '方向盘'],
  ['发动机冒烟了', '冒烟'],
  ['车子起火', '起火'],
  ['气囊灯亮', '气囊'],
  ['我老婆受伤了', '受伤'],
  ['我要曝光你们', '曝光'],
  ['再不处理我找律师', '律师'],
  ['打12315投诉', '12315'],
  ['315见', '315'],
  ['我打12345了', '12345'],
  ['我会告你们', '告你们'],
  ['发到抖音上', '发到抖音'],
  ['没有刹车', '刹车'],
];

const ordinary = [
  'The waiting area was dirty',
  'You scratched my door',
  'too expensive',
  'your man should be fired',
  'a courtesy car was promised',
  'Sue at the desk was rude',
  'the breakfast was cold',
  'I had no accident, just a bill that is too high',
  'nobody was hurt but the price is wrong',
  'there was no smoke and no fire',
  'the turn signal is broken',
  '等了两个小时',
  '车门有划痕',
  '转向灯不亮',
  '刹车灯罩脏了',
  '态度不好',
  '没有事故，就是贵',
  '没人受伤，就是洗车没洗干净',
  '请转告你们经理',
  '广告你们发得太多',
  '我告诉过你们',
  '别上火',
  '胎压报警灯没处理',
  '电话13123150000',
  '价格3150元',
  '',
];

describe('R52: what makes a complaint major', () => {
  it.each(major)('%j', (words, ...evidence) => {
    expect(gradeSeverity(words)).toEqual({ severity: 'major', evidence });
  });

  it.each(ordinary)('%j is ordinary', (words) => {
    expect(gradeSeverity(words)).toEqual({ severity: 'ordinary', evidence: [] });
  });

  it('one denied word does not take back another', () => {
    expect(gradeSeverity('no accident, but the brakes squeal').evidence).toEqual(['brakes']);
    expect(gradeSeverity('没有受伤，但是冒烟了').evidence).toEqual(['冒烟']);
  });

  it('a word said twice is evidence once', () => {
    expect(gradeSeverity('刹车！刹车！').evidence).toEqual(['刹车']);
  });

  it('a grave word stays grave whatever is said around it', () => {
    const around = fc.constantFrom(...ordinary, '', 'the', '今天');
    fc.assert(
      fc.property(around, fc.constantFrom(...major), around, (before, [words, ...evidence], after) => {
        const grade = gradeSeverity(`${before}. ${words}. ${after}`);
        expect(grade.severity).toBe('major');
        expect(grade.evidence).toEqual(expect.arrayContaining(evidence));
      }),
      { seed: 20260302, numRuns: 500 },
    );
  });

  it('major if and only if there is evidence, and evidence is a piece of the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(...major), (noise, [words]) => {
        for (const text of [noise, noise + words]) {
          const { severity, evidence } = gradeSeverity(text);
          expect(severity === 'major').toBe(evidence.length > 0);
          for (const piece of evidence) expect(text).toContain(piece);
        }
      }),
      { seed: 20260302, numRuns: 500 },
    );
  });

  it('an English word counts only as a whole', () => {
    const letters = fc.stringMatching(/^[a-z]{1,4}$/);
    fc.assert(
      fc.property(
        letters,
        fc.constantFrom('fire', 'court', 'hurt', 'brake', 'airbag'),
        letters,
        (a, word, b) => {
          fc.pre(!/^(?:s|d|ing)$/.test(b));
          expect(gradeSeverity(`${a}${word}${b}`).severity).toBe('ordinary');
        },
      ),
      { seed: 20260302, numRuns: 300 },
    );
  });
});
