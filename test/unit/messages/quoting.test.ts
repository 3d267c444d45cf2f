import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderText } from '../../../shared/messages/render.ts';
import { aTextRequest } from '../../builders/text.ts';

const longest = { 'zh-CN': '成都高新区天府大道南店', 'en-US': 'Austin North Service Center' } as const;

function textOf(
  quote: string,
  locale: 'zh-CN' | 'en-US',
  template: 'complaint.recorded' | 'callback.recorded',
) {
  const request = aTextRequest({ template, locale, blanks: { number: 'C-ABC123' } });
  return renderText(request, { dealer: longest[locale], quote });
}

describe.each(['complaint.recorded', 'callback.recorded'] as const)('R51: %s', (template) => {
  it('repeats what was recorded whole, as far as three parts go', () => {
    const english = 'I waited all day. '.repeat(15).trim();
    const chinese = '等了一整天，还是有异响。'.repeat(10);
    expect(textOf(english, 'en-US', template).words).toContain(`"${english}"`);
    expect(textOf(chinese, 'zh-CN', template).words).toContain(`“${chinese}”`);
    expect(textOf('two\n  lines', 'en-US', template).words).toContain('"two lines"');
  });

  it('says of longer words how much more there is, and that it is read back', () => {
    const { words, parts } = textOf('squeaking '.repeat(200), 'en-US', template);
    expect(parts).toBe(3);
    expect(words).toMatch(
      /"(?:squeaking )*squeaking\.\.\. \[\d+ more characters, to be read back to you by phone\]"/,
    );
    const more = textOf('等了一天'.repeat(1000), 'zh-CN', template);
    expect(more.parts).toBe(3);
    expect(more.words).toMatch(/“[等了一天]{80,}…\[还有\d+字，致电时逐字核对\]”/);
  });

  it('whatever the words, it begins with them, counts the rest, and stays within three parts', () => {
    const words = fc.oneof(
      fc.string({ maxLength: 3000 }),
      fc.string({ unit: 'grapheme', maxLength: 1500 }),
      fc
        .array(fc.constantFrom('brakes', '刹车', '👨‍👩‍👧', ' ', '\n', 'é', 'a'.repeat(300)), { maxLength: 300 })
        .map((all) => all.join('')),
    );
    fc.assert(
      fc.property(words, fc.constantFrom('zh-CN', 'en-US'), (said, locale) => {
        const { words: text, parts } = textOf(said, locale, template);
        expect(parts).toBeLessThanOrEqual(3);
        const whole = said.replaceAll(/\s+/gu, ' ').trim();
        if (text.includes(whole)) return;
        const cut = /(?:…\[还有|\.\.\. \[)(\d+)(?:字|more characters| )/u.exec(text);
        const rest = Number(cut?.[1]);
        const begun = whole.slice(0, whole.length - rest);
        expect(rest).toBeGreaterThan(0);
        expect(text).toContain(`${begun}${locale === 'zh-CN' ? '…[' : '... ['}`);
      }),
      { seed: 51, numRuns: 150 },
    );
  });
});
