import { describe, expect, it } from 'vitest';
import { localeSchema, templateNames } from '../../../shared/events/text-request.ts';
import { templateOf } from '../../../shared/messages/templates.ts';
import { ownFaults } from '../../../shared/messages/write-text.ts';
import { aDealer } from '../../builders/dealer.ts';

const dealer = aDealer();
const pointersOf = (own: Parameters<typeof ownFaults>[0]) =>
  ownFaults(own, dealer).map(({ pointer, detail }) => `${pointer} ${detail}`);

describe('a dealer’s own wording', () => {
  it.each(
    templateNames.flatMap((template) => localeSchema.options.map((locale) => [template, locale] as const)),
  )('%s in %s may be the built-in one', (template, locale) => {
    expect(pointersOf({ template, locale, ...templateOf(template, locale) })).toEqual([]);
  });

  const question = { template: 'survey.overall', locale: 'zh-CN' } as const;
  it.each([
    [
      'that names no store',
      { template: 'survey.thanks', locale: 'zh-CN', words: '谢谢！' },
      /\/words.*\{dealer\}/,
    ],
    ['without its way out', { ...question, words: '【{dealer}】满意吗？5到1' }, /\/wayOut is missing/],
    [
      'with an offer, though no care text (R74)',
      { template: 'survey.thanks', locale: 'zh-CN', words: '【{dealer}】谢谢！送您八折优惠' },
      /an offer/,
    ],
    [
      'of four parts',
      { template: 'survey.thanks', locale: 'zh-CN', words: `【{dealer}】${'谢'.repeat(200)}` },
      /needs 4 parts/,
    ],
    [
      'that names a page where there is none',
      { template: 'survey.thanks', locale: 'en-US', words: '{dealer}: Thanks', withLink: '{dealer}: Thanks' },
      /\/withLink must not be there/,
    ],
  ] as const)('%s is refused', (_, own, fault) => {
    expect(pointersOf(own).join()).toMatch(fault);
  });
});
