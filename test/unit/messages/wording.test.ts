import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { templateNames } from '../../../shared/events/text-request.ts';
import { commerceIn } from '../../../shared/messages/commerce.ts';
import { renderWording } from '../../../shared/messages/render.ts';
import { templateOf } from '../../../shared/messages/templates.ts';
import { blanks, fill } from '../../../shared/messages/wording.ts';
import { faultsIn } from '../../../shared/messages/wording-faults.ts';

const locales = ['zh-CN', 'en-US'] as const;
const faults = (words: string, purpose: 'service' | 'care' | 'marketing' = 'care', wayOut = 'T') =>
  faultsIn({ words, wayOut }, { purpose }).map(({ detail }) => detail);

describe('R69, R74: a care text with a price, an offer or a link is refused when it is written', () => {
  it.each([
    ['price', '保养只要￥399'],
    ['price', '保养只要 399 元'],
    ['price', '全场８折'],
    ['price', '本月八折'],
    ['price', 'Oil change for $39.99'],
    ['price', '20 % off'],
    ['offer', '春节优惠等您来'],
    ['offer', '春节优 惠等您来'],
    ['offer', '免费检测'],
    ['offer', 'Bring this coupon'],
    ['offer', 'A special oﬀer for you'],
    ['offer', 'Get a free inspection'],
    ['link', '详情 https://example.cn/a'],
    ['link', 'See example.com/spring'],
    ['link', 'www.example.org'],
    ['link', 'ｅｘａｍｐｌｅ．ｃｏｍ'],
    ['link', 'exam\u200bple.com'],
  ] as const)('%s: %s', (kind, words) => {
    expect(commerceIn(words).map((each) => each.kind)).toContain(kind);
    const phrase = kind === 'offer' ? 'an offer' : `a ${kind}`;
    expect(faults(`【{dealer}】${words}。退订回T`)).toContain(
      `holds ${phrase}, which only a marketing text may`,
    );
    expect(faults(`【{dealer}】${words}。退订回T`, 'marketing')).toEqual([]);
  });

  it.each([
    '{dealer}: {greeting}happy birthday! Drive safely. Reply STOP to opt out',
    '【{dealer}】{greeting}祝您中秋快乐，阖家平安！退订回T',
    '【{dealer}】{greeting}今天是您的生日，祝您平安喜乐。有事请拨打028-85551234。退订回T',
    '【{dealer}】连日大雨，涉水后请勿再次启动发动机。退订回T',
    '{dealer}: Feel free to call us. First service is due at 6 500 km or 3 months. STOP to opt out',
    '【{dealer}】您的爱车已行驶5000公里，请注意胎压2.3bar。退订回T',
  ])('nothing in “%s”', (words) => {
    const wayOut = words.includes('STOP') ? 'STOP' : 'T';
    expect(faults(words, 'care', wayOut)).toEqual([]);
  });

  it('wherever it stands, and whatever stands around it', () => {
    const around = fc.stringMatching(/^[ ，。！a-z\u4e00-\u4e10]{0,20}$/);
    fc.assert(
      fc.property(
        around,
        around,
        fc.constantFrom('￥399', '399元', '优惠券', 'https://a.cn'),
        (a, b, sign) => {
          expect(commerceIn(`${a} ${sign} ${b}`)).not.toEqual([]);
        },
      ),
      { seed: 20260302, numRuns: 300 },
    );
  });
});

describe('a wording', () => {
  it.each(locales.flatMap((locale) => templateNames.map((name) => [locale, name] as const)))(
    '%s %s could be written by a dealer as it is built in',
    (locale, template) => {
      const builtIn = templateOf(template, locale);
      expect(faultsIn(builtIn, { purpose: 'service', builtIn })).toEqual([]);
    },
  );

  it.each([
    ['【{dealer}】{nmae}您好。退订回T', /a blank that nothing fills/],
    ['【{dealer}】{greeting。退订回T', /a brace that is no blank/],
    ['您好。退订回T', /must hold the blank \{dealer\}/],
    ['【{dealer}】祝您平安。', /must name the way out/],
  ])('is refused: %s', (words, detail) => {
    expect(faults(words).join()).toMatch(detail);
  });

  it('of care and marketing names a way out that would be understood', () => {
    const words = '【{dealer}】祝您平安。';
    expect(faultsIn({ words }, { purpose: 'care' })).toMatchObject([{ pointer: '/wayOut' }]);
    expect(faultsIn({ words }, { purpose: 'service' })).toEqual([]);
  });

  it('says what the built-in one in whose place it stands says, and keeps its way out', () => {
    const builtIn = templateOf('complaint.opened', 'zh-CN');
    const detailOf = (words: string, instead = builtIn, wayOut?: string) =>
      faultsIn({ words, wayOut }, { purpose: 'service', builtIn: instead }).map(({ detail }) => detail);
    expect(detailOf('【{dealer}】收到您的投诉。')).toEqual(['must hold the blank {number}']);
    expect(detailOf('【{dealer}】{number}：{quote}')).toEqual([
      expect.stringMatching(/dealer, number, greeting/),
    ]);
    expect(detailOf('【{dealer}】{greeting}已记录为{number}。')).toEqual([]);
    const question = templateOf('survey.overall', 'zh-CN');
    const linked = { words: '【{dealer}】满意吗？5到1。退订回T', wayOut: 'T' };
    const faultsWith = (withLink: string, builtIn = question) =>
      faultsIn({ ...linked, withLink }, { purpose: 'service', builtIn });
    expect(faultsWith('【{dealer}】满意吗？5到1或点{link} 退订回T')).toEqual([]);
    expect(faultsWith('【{dealer}】满意吗？1到5或点{link}')).toMatchObject([{ pointer: '/withLink' }]);
    expect(faultsWith('【{dealer}】满意吗？1到5，退订回T')).toMatchObject([{ pointer: '/withLink' }]);
    expect(detailOf('【{dealer}】满意吗？退订回T', question, 'T')).toEqual([
      'must name both ends of the scale, 1 and 5',
    ]);
    expect(detailOf('【{dealer}】满意吗？5到1。', question)).toEqual([
      expect.stringMatching(/names the way out/),
    ]);
    expect(detailOf('【{dealer}】满意吗？5到1。退订回TD', question, 'TD')).toEqual([]);
  });

  it('what fills a blank is not read again, whatever a customer is called or said', () => {
    fc.assert(
      fc.property(fc.constantFrom(...blanks), fc.string(), (blank, value) => {
        expect(fill(`[{${blank}}]`, { [blank]: value, dealer: blank === 'dealer' ? value : 'X' })).toBe(
          `[${value}]`,
        );
      }),
      { seed: 20260302, numRuns: 300 },
    );
    expect(fill('{quote}', { quote: '{dealer}', dealer: 'X' })).toBe('{dealer}');
  });

  it('leaves the name out rather than need a second part', () => {
    const words = `{dealer}: {greeting}${'x'.repeat(140)}`;
    const short = renderWording({ words }, 'en-US', { dealer: 'Austin', customer: 'Christopher' });
    expect(short.parts).toBe(1);
    expect(short.words).not.toContain('Christopher');
  });
});
