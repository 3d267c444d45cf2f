import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recogniseItem } from '../../../shared/visits/recognise.ts';

interface Labelled {
  readonly safety: boolean;
  readonly system: string;
  readonly words: string;
}

const file = join(import.meta.dirname, '../../fixtures/visits/items.txt');
const labelled: Labelled[] = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [labels = '', words = ''] = line.split('\t');
    const [safety, system = ''] = labels.split(' ');
    return { safety: safety === 'S', system, words };
  });

const recognised = ({ words }: Labelled) => recogniseItem({ description: words });
const isSafety = (each: Labelled) => recognised(each).safety.length > 0;

/** What of a class is found, and what of the found is of it, both from 0 to 1. */
function measured(
  all: readonly Labelled[],
  is: (each: Labelled) => boolean,
  found: (each: Labelled) => boolean,
) {
  const hits = all.filter((each) => is(each) && found(each)).length;
  return { recall: hits / all.filter(is).length, precision: hits / all.filter(found).length };
}

describe('R23: safety-relevant items, over descriptions in both languages', () => {
  it('are told from at least 150 descriptions, of each language and kind enough', () => {
    const chinese = labelled.filter(({ words }) => /\p{Script=Han}/u.test(words));
    expect(labelled.length).toBeGreaterThanOrEqual(150);
    expect(chinese.length).toBeGreaterThan(80);
    expect(labelled.length - chinese.length).toBeGreaterThan(80);
    expect(labelled.filter(({ safety }) => !safety).length).toBeGreaterThan(80);
  });

  it('none is missed, and of what is found at least 97 of 100 are', () => {
    const wrong = labelled.filter((each) => isSafety(each) !== each.safety).map(({ words }) => words);
    const { recall, precision } = measured(labelled, ({ safety }) => safety, isSafety);
    expect({ recall, wrong }).toMatchObject({ recall: 1 });
    expect(precision, wrong.join('; ')).toBeGreaterThanOrEqual(0.97);
  });

  it('the system is the right one in 95 of 100', () => {
    const right = labelled.filter((each) => {
      const { systems } = recognised(each);
      return each.system === '-' ? systems.length === 0 : systems.some((system) => system === each.system);
    });
    const wrong = labelled.filter((each) => !right.includes(each));
    const told = wrong.map((each) => `${each.words}: ${recognised(each).systems.join()}`);
    expect(right.length / labelled.length, told.join('; ')).toBeGreaterThanOrEqual(0.95);
  });

  it('small or capital letters, full width and spaces around it change nothing', () => {
    const written = fc.constantFrom<(text: string) => string>(
      (text) => text.toUpperCase(),
      (text) => text.toLowerCase(),
      (text) => `  ${text} `,
      (text) => text.replaceAll(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
    );
    fc.assert(
      fc.property(fc.constantFrom(...labelled), written, (item, write) => {
        const { systems } = recogniseItem({ description: write(item.words) });
        expect(systems).toEqual(recognised(item).systems);
      }),
      { seed: 20260302, numRuns: 400 },
    );
  });

  it('what stands beside a safety-relevant item does not hide it', () => {
    const dangerous = labelled.filter(({ safety }) => safety);
    fc.assert(
      fc.property(fc.constantFrom(...dangerous), fc.constantFrom(...labelled), (item, beside) => {
        const both = recogniseItem({ description: `${item.words}; ${beside.words}` });
        expect(both.safety.length).toBeGreaterThan(0);
        expect(
          recogniseItem({ description: `${beside.words}; ${item.words}` }).safety.length,
        ).toBeGreaterThan(0);
      }),
      { seed: 20260302, numRuns: 400 },
    );
  });
});

describe('evidence', () => {
  it('names the field and the words', () => {
    expect(recogniseItem({ description: '前刹车片剩2毫米' }).safety).toEqual([
      { field: 'description', found: '刹车片', system: 'brakes' },
    ]);
    expect(recogniseItem({ description: 'Outer Tie-Rod ends' }).safety).toEqual([
      { field: 'description', found: 'tie-rod ends', system: 'steering' },
    ]);
  });

  it('of a VMRS code with an assembly; a bare number is one only as a system', () => {
    expect(recogniseItem({ code: '013-001-015', description: 'Replace' }).safety).toEqual([
      { field: 'code', found: '013-001-015', system: 'brakes' },
    ]);
    expect(recogniseItem({ code: '015002', description: 'Replace' }).systems).toEqual(['steering']);
    expect(recogniseItem({ code: '013', description: 'Replace' }).safety).toEqual([]);
    expect(recogniseItem({ system: '013', description: 'Replace' }).systems).toEqual(['brakes']);
  });

  it("of a dealer's own list of codes, which beats what the code looks like", () => {
    const own = [
      { code: 'ZD*', system: 'brakes' as const },
      { code: '013-*', system: 'body' as const },
    ];
    expect(recogniseItem({ code: 'zd-0140', description: '更换' }, own).systems).toEqual(['brakes']);
    expect(recogniseItem({ code: '013-001', description: '更换' }, own).safety).toEqual([]);
  });

  it('of words in codes and systems, in capitals or any language', () => {
    expect(recogniseItem({ code: '04-BRAKE_PAD-FRONT', description: 'see notes' }).systems).toEqual([
      'brakes',
    ]);
    expect(recogniseItem({ system: 'STEERING', description: 'see notes' }).systems).toEqual(['steering']);
    expect(recogniseItem({ system: '制动系统', description: '见备注' }).systems).toEqual(['brakes']);
  });

  it('of a priority that the DMS itself calls safety-critical, whatever the system', () => {
    const { safety, systems } = recogniseItem({ description: 'Two tires', priority: 'SAFETY_CRITICAL' });
    expect(systems).toEqual(['tyres']);
    expect(safety).toEqual([{ field: 'priority', found: 'safety-critical' }]);
  });

  it('of the reason, only where nothing else names a system', () => {
    const reason = '刹车片还能用';
    expect(recogniseItem({ description: '换片', reason }).safety).toEqual([
      { field: 'reason', found: '刹车片', system: 'brakes' },
    ]);
    expect(recogniseItem({ description: '洗车', reason }).safety).toEqual([]);
  });
});

describe('where on the vehicle', () => {
  it.each([
    ['前刹车片', { axle: 'front' }],
    ['左后分泵', { axle: 'rear', side: 'left' }],
    ['前后刹车片', { axle: 'both' }],
    ['四轮刹车保养', { axle: 'both' }],
    ['RR caliper', { axle: 'rear' }],
    ['Front left tie rod', { axle: 'front', side: 'left' }],
    ['售后检查后续处理', {}],
  ])('%s', (description, place) => {
    expect(recogniseItem({ description }).place).toEqual(place);
  });
});
