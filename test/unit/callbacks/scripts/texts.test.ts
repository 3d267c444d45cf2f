import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readScript } from '../../../../shared/callbacks/scripts/body.ts';
import { blanks, type Filled, fill } from '../../../../shared/callbacks/scripts/blanks.ts';
import { defaultScripts } from '../../../../shared/callbacks/scripts/defaults.ts';
import { faultsIn, speak } from '../../../../shared/callbacks/scripts/texts.ts';
import { Problem } from '../../../../shared/platform/problem.ts';
import { aScriptBody } from '../../../builders/script.ts';
import { shanghai, zone } from '../../../builders/times.ts';

const wordingOf = (body = aScriptBody()) => {
  const wording = readScript('brakes', body).body.texts['zh-CN'];
  if (!wording) throw new Error('the script is not in Chinese');
  return wording;
};

function refusalOf(input: unknown, id = 'brakes') {
  try {
    readScript(id, input);
  } catch (error) {
    if (error instanceof Problem) return error.errors;
    throw error;
  }
  return undefined;
}

const locales = ['zh-CN', 'en-US'] as const;
const names = Object.keys(blanks);
const someFilled = fc
  .uniqueArray(fc.constantFrom(...names))
  .map((known): Filled => Object.fromEntries(known.map((name) => [name, `<${name}>`])));

describe('R24: what a script says', () => {
  it('chooses a wording without what is not known', () => {
    const all = speak(wordingOf(), { customer: '王小明', dealer: '成都南店', caller: '李娜' });
    expect(all[0]).toEqual({
      section: 'opening',
      lines: ['您好，请问是王小明吗？我是成都南店的李娜。'],
    });
    expect(speak(wordingOf(), { caller: '李娜' })[0]?.lines).toEqual(['您好，我是李娜。']);
    expect(speak(wordingOf(), {})[0]?.lines).toEqual(['您好。']);
  });

  it('leaves out a line that cannot be said without a hole, and a section without lines', () => {
    const spoken = speak(wordingOf(), { vehicle: '朗逸', workDone: '刹车片' });
    expect(spoken.map(({ section }) => section)).toEqual(['opening', 'visit', 'questions', 'closing']);
    expect(spoken[1]?.lines).toEqual(['您的朗逸这次做了刹车片。']);
  });

  it('R23, R27: speaks of deferred work and of offers only where there are some', () => {
    const body = aScriptBody();
    const texts = { 'zh-CN': { ...wordingOf(body), deferred: [['约个时间吧。']], offers: [['有优惠。']] } };
    const wording = wordingOf(aScriptBody({ texts }));
    const sections = (filled: Filled) => speak(wording, filled).map(({ section }) => section);
    expect(sections({})).not.toContain('deferred');
    expect(sections({})).not.toContain('offers');
    expect(sections({ deferred: '刹车片', offers: '检查八折' })).toEqual(
      expect.arrayContaining(['deferred', 'offers']),
    );
  });

  it("the group's defaults never show a hole or fall silent, whatever is known", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...defaultScripts),
        fc.constantFrom(...locales),
        someFilled,
        ({ texts }, locale, filled) => {
          const wording = texts[locale];
          const spoken = wording ? speak(wording, filled) : [];
          const sections = spoken.map(({ section }) => section);
          expect(sections).toEqual(expect.arrayContaining(['opening', 'questions', 'closing']));
          for (const line of spoken.flatMap(({ lines }) => lines)) expect(line).not.toMatch(/[{}]|undefined/);
        },
      ),
      { seed: 24, numRuns: 500 },
    );
  });

  it.each(defaultScripts)("the group's $id would be accepted as a dealer's own", ({ texts }) => {
    expect(faultsIn(texts)).toEqual([]);
    expect(refusalOf({ name: 'ours', texts })).toBeUndefined();
    expect(Object.keys(texts).sort()).toEqual([...locales].sort());
  });

  it('R19: each default asks open questions about needs and feelings', () => {
    for (const { texts } of defaultScripts)
      for (const locale of locales) expect(texts[locale]?.questions.length).toBeGreaterThanOrEqual(3);
  });
});

describe('a draft is refused', () => {
  const withOpening = (wording: string) =>
    aScriptBody({ texts: { 'zh-CN': { ...wordingOf(), opening: [['您好。'], [wording]] } } });

  it.each(['{custommer}您好', '{}您好', '{ customer }', '{价格}'])(
    'with the unknown blank in %s',
    (wording) => {
      expect(refusalOf(withOpening(wording))).toEqual([
        {
          pointer: '/texts/zh-CN/opening/1/0',
          detail: 'holds a blank that is none; see the list of blanks',
        },
      ]);
    },
  );

  it.each(['{customer', 'customer}', '{{customer}}'])('with the stray brace in %s', (wording) => {
    expect(refusalOf(withOpening(wording))?.[0]?.pointer).toBe('/texts/zh-CN/opening/1/0');
  });

  it.each(['opening', 'questions', 'closing'] as const)('when %s might have nothing to say', (section) => {
    const texts = { 'zh-CN': { ...wordingOf(), [section]: [['{customer}您好']] } };
    expect(refusalOf(aScriptBody({ texts }))?.[0]?.pointer).toBe(`/texts/zh-CN/${section}`);
  });

  it.each(['group-standard', 'Brakes', '', 'a'.repeat(41)])('under the id "%s"', (id) => {
    expect(refusalOf(aScriptBody(), id)?.[0]?.detail).toContain('small letters');
  });

  it('without any language', () => {
    expect(refusalOf(aScriptBody({ texts: {} }))?.[0]?.pointer).toBe('/texts');
  });

  it('each blank by its name alone is accepted', () => {
    for (const name of names) expect(refusalOf(withOpening(`{${name}}`))).toBeUndefined();
  });
});

describe('blanks as they are said', () => {
  const chengdu = zone('Asia/Shanghai');
  const said = (locale: 'zh-CN' | 'en-US', values: Parameters<typeof fill>[0]) =>
    fill(values, locale, chengdu);

  it('times are wall times of the dealer', () => {
    const promisedAt = shanghai('2026-03-02T17:00');
    expect(said('zh-CN', { promisedAt }).promisedAt).toBe('3月2日 17:00');
    expect(said('en-US', { promisedAt }).promisedAt).toMatch(/^March 2 at 5:00.PM$/);
  });

  it.each([
    [30, '30分钟', '30 minutes'],
    [150, '3小时', '3 hours'],
    [3 * 24 * 60, '3天', '3 days'],
  ])('%i minutes', (lateBy, zh, en) => {
    expect(said('zh-CN', { lateBy }).lateBy).toBe(zh);
    expect(said('en-US', { lateBy }).lateBy).toBe(en);
  });

  it('amounts and lists', () => {
    const values = { costMore: { amount: '280.5', currency: 'CNY' }, workDone: ['保养', '刹车片', '轮胎'] };
    expect(said('zh-CN', values)).toEqual({ costMore: '¥280.50', workDone: '保养、刹车片和轮胎' });
    expect(said('en-US', { workDone: ['service', 'pads'] }).workDone).toBe('service and pads');
  });

  it('what is empty is not known: in time is no lateness, and nothing put off no list', () => {
    expect(said('zh-CN', { lateBy: 0, deferred: [], customer: ' ', offers: undefined })).toEqual({});
  });

  it('every blank that is not empty is said', () => {
    const values = { text: 'x', list: ['x'], moment: shanghai('2026-03-02T17:00'), minutes: 5 } as const;
    for (const [name, type] of Object.entries(blanks)) {
      const value = type === 'money' ? { amount: '1', currency: 'USD' } : values[type];
      const filled = fill({ [name]: value }, 'en-US', chengdu);
      expect(Object.keys(filled)).toEqual([name]);
    }
  });
});
