import { describe, expect, it } from 'vitest';
import { readKeyword } from '../../../shared/messages/opt-out.ts';
import { renderText } from '../../../shared/messages/render.ts';
import { templateOf } from '../../../shared/messages/templates.ts';
import { readYesNo } from '../../../shared/messages/yes-no.ts';
import { templateNames, type TemplateName } from '../../../shared/events/text-request.ts';
import { aTextRequest } from '../../builders/text.ts';

const locales = ['zh-CN', 'en-US'] as const;
type Locale = (typeof locales)[number];

/** The longest names that a dealer and a customer sensibly have; a number has eight characters. */
const longest = {
  'zh-CN': { dealer: '广州天河汽车城南店', customer: '欧阳娜娜' },
  'en-US': { dealer: 'Austin North Motor Group', customer: 'Christopher Vandenberg-Smith' },
};
const everyText = locales.flatMap((locale) => templateNames.map((template) => [locale, template] as const));

function textOf(template: TemplateName, locale: Locale, names: { dealer: string; customer?: string }) {
  return renderText(aTextRequest({ template, locale, blanks: { number: 'C-ABC123', count: '12' } }), names);
}

describe('every text in both languages', () => {
  it.each(everyText)('%s %s is a single part with the longest sensible names', (locale, template) => {
    expect(textOf(template, locale, longest[locale]).parts).toBe(1);
  });

  it.each(everyText)('%s %s is signed by the dealer and leaves no blank open', (locale, template) => {
    const { words } = textOf(template, locale, longest[locale]);
    expect(
      words.startsWith(locale === 'zh-CN' ? '【广州天河汽车城南店】' : 'Austin North Motor Group: '),
    ).toBe(true);
    expect(words).not.toMatch(/undefined|null|NaN|\{|\}|\$/);
    expect(words.includes('C-ABC123')).toBe(
      /complaint\.(?:opened|recorded|solved|settled|refused|reopened)|staff\.major/.test(template),
    );
  });

  it.each(everyText)('%s %s names the way out that it is said to name', (locale, template) => {
    const { words, wayOut } = textOf(template, locale, longest[locale]);
    expect(wayOut).toBe(templateOf(template, locale).wayOut);
    if (!wayOut) return;
    expect(words).toContain(wayOut);
    expect(readKeyword(wayOut, { namedWayOut: wayOut, yesNoOpen: false })?.kind).toBe('opt-out');
  });

  it.each(locales)('%s: the question of a survey names its way out', (locale) => {
    expect(textOf('survey.overall', locale, longest[locale]).wayOut).toBeDefined();
  });

  it.each([
    ['zh-CN', '解决了', '没有解决'],
    ['en-US', 'YES', 'NO'],
  ] as const)('%s: what "is it solved?" proposes as answers is read as such', (locale, yes, no) => {
    for (const template of ['complaint.solved?', 'complaint.solved-again?'] as const) {
      const { words } = textOf(template, locale, longest[locale]);
      expect(words).toContain(yes);
      expect(words).toContain(no);
      expect([readYesNo(yes)?.value, readYesNo(no)?.value]).toEqual(['yes', 'no']);
    }
  });
});

describe('the name of the customer', () => {
  const greeting = (
    locale: Locale,
    customer?: string,
    dealer = locale === 'zh-CN' ? '成都南店' : 'Austin North',
  ) => textOf('survey.overall', locale, { dealer, customer });

  it('is greeted with, in English by the first name', () => {
    expect(greeting('zh-CN', '王小明').words).toContain('王小明您好，');
    expect(greeting('en-US', 'Ann Lee').words).toContain('Hi Ann, ');
  });

  it('may be missing', () => {
    expect(greeting('zh-CN').words).toContain('】您好，您对');
    expect(greeting('en-US').words).toMatch(/^Austin North: how satisfied/);
    expect(greeting('zh-CN', '').words).toContain('】您好，您对');
  });

  it.each([
    ['zh-CN', '成都市锦江区某某运输有限公司'],
    ['en-US', 'Wolfeschlegelsteinhausen'],
    ['en-US', '王小明'],
    ['en-US', 'Zoë Ferreira'],
    ['en-US', '😀 Ann'],
  ] as const)('%s: %s is left out where the text would need a second part for it', (locale, name) => {
    const { words, parts } = greeting(locale, name);
    expect(parts).toBe(1);
    expect(words).not.toContain(name.split(' ')[0]);
  });

  it('is left out where a long dealer name takes its place', () => {
    const dealer = '广州市天河区汽车城南店客户服务中心';
    expect(greeting('zh-CN', '欧阳娜娜', dealer)).toMatchObject({ parts: 1 });
    expect(greeting('zh-CN', '欧阳娜娜', dealer).words).not.toContain('欧阳娜娜');
  });

  it('one that cannot be kept to a single part is told to have more', () => {
    expect(greeting('zh-CN', undefined, '一'.repeat(40)).parts).toBe(2);
  });
});
