import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRating } from '../../../shared/surveys/reply.ts';

/** Text, level, evidence, remark. */
type Row = [text: string, value: number, evidence: string, remark?: string];

const sure: Row[] = [
  ['5', 5, '5'],
  [' 4 ', 4, '4'],
  ['4.', 4, '4'],
  ['3!', 3, '3'],
  ['"5"', 5, '5'],
  ['(2)', 2, '2'],
  ['５', 5, '５'],
  ['１', 1, '１'],
  ['⑤', 5, '⑤'],
  ['❹', 4, '❹'],
  ['5️⃣', 5, '5️⃣'],
  ['五', 5, '五'],
  ['四。', 4, '四'],
  ['5分', 5, '5分'],
  ['５分！', 5, '５分'],
  ['4分吧', 4, '4分'],
  ['5 for the service', 5, '5', 'for the service'],
  ['五分', 5, '五分'],
  ['两分', 2, '两分'],
  ['五星', 5, '五星'],
  ['4颗星', 4, '4颗星'],
  ['五顆星', 5, '五顆星'],
  ['五星好评', 5, '五星', '好评'],
  ['满分', 5, '满分'],
  ['滿分！', 5, '滿分'],
  ['给满分', 5, '给满分'],
  ['我给5分', 5, '我给5分'],
  ['打4分，等太久', 4, '打4分', '等太久'],
  ['评分：5', 5, '评分：5'],
  ['选3', 3, '选3'],
  ['回复5', 5, '回复5'],
  ['4，就是等太久', 4, '4', '就是等太久'],
  ['4,就是等太久。', 4, '4', '就是等太久。'],
  ['4就是等太久', 4, '4', '就是等太久'],
  ['5 服务很好', 5, '5', '服务很好'],
  ['5很满意', 5, '5', '很满意'],
  ['5 非常满意', 5, '5', '非常满意'],
  ['2不满意', 2, '2', '不满意'],
  ['1，完全不满意！', 1, '1', '完全不满意！'],
  ['2。空调还是不凉，没人解释', 2, '2', '空调还是不凉，没人解释'],
  ['3（价格偏高）', 3, '3', '（价格偏高）'],
  ['Great service, 5', 5, '5', 'Great service'],
  ['洗车没洗干净，2', 2, '2', '洗车没洗干净'],
  ['wait meant 5 not 4', 5, 'wait meant 5', 'not 4'],
  ['打错了 是5不是4', 5, '是5', '打错了 是5不是4'],
  ['Not a 5 but a strong 4', 4, 'but a strong 4', 'Not a 5'],
  ['Was gonna say 2 but so 5', 5, 'but so 5', 'Was gonna say 2'],
  ['本来想给5分，空调没修好，给3分', 3, '给3分', '本来想给5分，空调没修好'],
  ['4分，要是再快点就5分了', 4, '4分', '要是再快点就5分了'],
  ['5分满分我给4', 4, '我给4', '5分满分'],
  ['给你们打舞分', 5, '给你们打舞分'],
  ['伍', 5, '伍'],
  ['选项2', 2, '选项2'],
  ['option 2', 2, 'option 2'],
  ['1分都嫌多', 1, '1分都嫌多'],
  ['零分', 1, '零分'],
  ['3 would give 5 but the floor was dirty', 3, '3', 'would give 5 but the floor was dirty'],
  ['0. Zero.', 1, '0. Zero.'],
  ['10分满分给10分', 5, '10分满分给10分'],
  ['10/10', 5, '10/10'],
  ['highest score possible', 5, 'highest score possible'],
  ['谈不上满意，也谈不上不满意', 3, '谈不上满意，也谈不上不满意'],
  ['3分 价格偏高', 3, '3分', '价格偏高'],
  ['5分👍', 5, '5分', '👍'],
  ['您好，5', 5, '5', '您好'],
  ['5，谢谢', 5, '5', '谢谢'],
  ['服务不错，我给5分', 5, '我给5分', '服务不错'],
  ['等太久了，3分', 3, '3分', '等太久了'],
  ['5 - great service', 5, '5', 'great service'],
  ['5 great service', 5, '5', 'great service'],
  ['5-great job!', 5, '5', 'great job!'],
  ['5: all good', 5, '5', 'all good'],
  ['5. Great service, thank you', 5, '5', 'Great service, thank you'],
  ['5 thanks', 5, '5', 'thanks'],
  ['3 because I waited two hours', 3, '3', 'because I waited two hours'],
  ['2, nobody called me back', 2, '2', 'nobody called me back'],
  ['1! Still leaking', 1, '1', 'Still leaking'],
  ['4\nA bit slow', 4, '4', 'A bit slow'],
  ['5 stars', 5, '5 stars'],
  ['5-star service', 5, '5-star', 'service'],
  ['Five stars!', 5, 'Five stars'],
  ['five', 5, 'five'],
  ['4/5', 4, '4/5'],
  ['4 out of 5', 4, '4 out of 5'],
  ["I'd give it a 4", 4, "I'd give it a 4"],
  ['I would rate you 5', 5, 'I would rate you 5'],
  ['a solid 4, thanks', 4, 'a solid 4', 'thanks'],
  ['my rating is 3', 3, 'my rating is 3'],
  ['Rating: 5', 5, 'Rating: 5'],
  ['Hi, 5', 5, '5', 'Hi'],
  ['5 very satisfied', 5, '5', 'very satisfied'],
  ['1 not happy', 1, '1', 'not happy'],
  ['★★★★★', 5, '★★★★★'],
  ['★★★★☆', 4, '★★★★☆'],
  ['⭐⭐⭐⭐', 4, '⭐⭐⭐⭐'],
  ['⭐️⭐️⭐️⭐️⭐️ 很好', 5, '⭐️⭐️⭐️⭐️⭐️', '很好'],
  ['🌟🌟', 2, '🌟🌟'],
  ['5⭐', 5, '5'],
  ['💯', 5, '💯'],
  ['完全满意', 5, '完全满意'],
  ['非常满意', 5, '非常满意'],
  ['非常滿意！', 5, '非常滿意'],
  ['很满意，谢谢', 5, '很满意', '谢谢'],
  ['十分满意', 5, '十分满意'],
  ['满意', 4, '满意'],
  ['满意。', 4, '满意'],
  ['比较满意', 4, '比较满意'],
  ['总体满意', 4, '总体满意'],
  ['对你们的服务很满意', 5, '对你们的服务很满意'],
  ['非常满意5', 5, '5', '非常满意'],
  ['满意 4分', 4, '4分', '满意'],
  ['非常满意，5', 5, '5', '非常满意'],
  ['very satisfied 5', 5, '5', 'very satisfied'],
  ['Excellent service 5/5', 5, '5/5', 'Excellent service'],
  ['尚可', 3, '尚可'],
  ['一般', 3, '一般'],
  ['一般般吧', 3, '一般般吧'],
  ['还行', 3, '还行'],
  ['不满意', 2, '不满意'],
  ['不太满意', 2, '不太满意'],
  ['不是很满意', 2, '不是很满意'],
  ['不怎么满意', 2, '不怎么满意'],
  ['有点不满意', 2, '有点不满意'],
  ['完全不满意', 1, '完全不满意'],
  ['非常不满意！！', 1, '非常不满意'],
  ['一点都不满意', 1, '一点都不满意'],
  ['很不满意，刹车还响', 1, '很不满意', '刹车还响'],
  ['Satisfied', 4, 'Satisfied'],
  ['very satisfied', 5, 'very satisfied'],
  ['Very   satisfied, thank you', 5, 'Very   satisfied', 'thank you'],
  ["I'm very happy with the service", 5, "I'm very happy with the service"],
  ['completely satisfied', 5, 'completely satisfied'],
  ['pretty happy', 4, 'pretty happy'],
  ['neutral', 3, 'neutral'],
  ['so-so', 3, 'so-so'],
  ['dissatisfied', 2, 'dissatisfied'],
  ['not satisfied', 2, 'not satisfied'],
  ['Not very happy', 2, 'Not very happy'],
  ["I wasn't satisfied", 2, "I wasn't satisfied"],
  ['very dissatisfied', 1, 'very dissatisfied'],
  ['Very unhappy. The noise is back', 1, 'Very unhappy', 'The noise is back'],
  ['not satisfied at all', 1, 'not satisfied at all'],
  ['excellent service', 5, 'excellent service'],
];

const unsure: [text: string, value: number][] = [
  ['5?', 5],
  ['大概4分', 4],
  ['maybe 4', 4],
  ['还可以，就是有点贵', 3],
  ['1 best service ever', 1],
  ['1是最好吧？那我选1', 1],
  ['excellent, when can I pick it up?', 5],
  ['3，满意', 3],
  ['5 😡', 5],
  ['⭐', 1],
  ['很好', 4],
  ['不错', 4],
  ['不好', 2],
  ['不太好', 2],
  ['很差', 1],
  ['good', 4],
  ['not good', 2],
  ['Terrible!', 1],
  ['😡', 1],
];

// prettier-ignore
const none = [
  '5 mins', '5 minutes away', '5min', '5 pm', '5pm', '5:30', "3 o'clock", '3 days ago', '2 weeks', '1 hour', '2 people', '4 new tyres please', '1 more thing',
  '2 good tires left', '2 or 3', '3-4', '3 - 4', '3~4', '4.5', '4,5', '4 5', '10', '50', '0', '6', '555', '2+2', '+1', '-5', '$5', '#1', '5%', '5k', '5km', '5x', '4x4', '4WD',
  '1st', '2nd visit', 'No.1', 'Bay No. 5', '1/2', '3/4', '5/10', '5/1/26', 'Q5', 'A4', '3 series', '1 question', '2 keys', '3 not fixed', '2 out of 5 bolts were missing',
  '1, 2', '5, 6 or 7', '3, maybe 4', '5, no 4', '1. brakes squeak 2. seat is dirty', '1) brakes 2) tyres', '5 people waiting, can you call?', 'two tyres', 'one more question', 'five minutes',
  'see you at 5', 'at, 5', "I'll be there at 5", 'call me in 5', '5 for lunch', '4 for tomorrow', 'give me 5', '4 wheel alignment', '2-door', '5 years old',
  '3点半', '5点到', '三点', '五点半', '5分钟', '五分钟后到', '3分之一', '5折', '打5折', '2号来', '选5号', '5月2日', '3个小时', '两个人', '1个问题', '四个轮胎', '五一放假', '二手车', '一会儿', '周五', '4S店',
  '3系', '5万公里', '5星期', '4星期后', '2分店', '1天', '2都不行', '5元', '十分', '10分', '第1', '星期四', '1、刹车响2、轮胎', '5到6点', '555555',
  '满意吗？', '满意？', '你们满意吗', '没有不满意', '不是不满意', '不满意的地方是等太久', '谈不上满意', '满意不满意', '满意，也不满意', '对价格不满意', '一般吗？', '一般情况下几点关门',
  '5，不满意', '1 非常满意', '5 不满意', '1, very satisfied', '5. Very dissatisfied', '⭐⭐ 5', '非常满意，不满意', '不满意5', 'very satisfied 1', '等了5分',
  '好', '好的', 'ok', '可以', '嗯', '👍', '👍👍👍', '⭐⭐⭐⭐⭐⭐', '☆☆☆☆☆', '谢谢', 'thanks', 'yes', 'no', 'STOP', '退订', 'T', '', '   ', '？', '今天忙，明天回复',
  'Is my car ready?', 'who is this', 'I am not dissatisfied', 'are you satisfied?', 'goodbye', 'I was satisfied until the noise came back',
];

describe('R29: a rating on five levels', () => {
  it.each(sure)('%j is %i', (text, value, evidence, remark) => {
    expect(readRating(text)).toEqual({
      value,
      evidence,
      sure: true,
      ...(remark === undefined ? {} : { remark }),
    });
  });

  it.each(unsure)('%j is likely %i, but not beyond doubt', (text, value) => {
    expect(readRating(text)).toMatchObject({ value, sure: false });
  });

  it.each(none)('%j is none', (text) => {
    expect(readRating(text)).toBeUndefined();
  });

  it('what stands on both sides of the rating is kept whole', () => {
    expect(readRating('修得不错，给4分，就是贵')?.remark).toBe('修得不错，给4分，就是贵');
  });

  it('the same side of the scale is no contradiction', () => {
    expect(readRating('4 非常满意')).toMatchObject({ value: 4, sure: true });
    expect(readRating('1，不满意')).toMatchObject({ value: 1, sure: true });
  });
});

describe('for every text', () => {
  const runs = { seed: 20260302, numRuns: 500 };
  const level = fc.integer({ min: 1, max: 5 });
  const texts = fc.constantFrom(...sure.map(([text]) => text), ...unsure.map(([text]) => text), ...none);

  it('evidence and remark are pieces of the text', () => {
    const piece = fc.oneof(texts, fc.string({ unit: 'grapheme', maxLength: 12 }));
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 3 }),
        fc.constantFrom(' ', '，', '. ', '\n', ''),
        (pieces, glue) => {
          const text = pieces.join(glue);
          const rating = readRating(text);
          expect(text).toContain(rating?.evidence ?? '');
          expect(text).toContain(rating?.remark ?? '');
        },
      ),
      runs,
    );
  });

  it('a digit with a remark behind a separator is that digit, and the remark is verbatim', () => {
    const remark = fc.constantFrom(
      '等太久了',
      'waited 2 hours',
      '师傅很专业，车间干净',
      'the AC is still warm!',
      '下次洗车请仔细',
    );
    fc.assert(
      fc.property(
        level,
        fc.constantFrom('，', ', ', '。', '; ', '\n', ' - ', '! '),
        remark,
        (value, separator, said) => {
          expect(readRating(`${value}${separator}${said}`)).toMatchObject({
            value,
            sure: true,
            remark: said,
          });
        },
      ),
      runs,
    );
  });

  it('a number that counts something is no rating', () => {
    const counted = fc.constantFrom(
      'mins',
      'minutes',
      'days',
      'tyres',
      'people',
      'times',
      'cars',
      'weeks ago',
      'miles',
      'kids',
      'of us',
    );
    const measure = fc.constantFrom(
      '点',
      '点半',
      '分钟',
      '个',
      '号',
      '天',
      '次',
      '年',
      '万',
      '公里',
      '折',
      '楼',
      '位',
      '台',
      '条',
      '块',
      '月',
      '周',
      '小时',
    );
    fc.assert(
      fc.property(level, counted, measure, fc.constantFrom('', ' '), (value, noun, word, space) => {
        expect(readRating(`${value} ${noun}`)).toBeUndefined();
        expect(readRating(`${value}${space}${word}`)).toBeUndefined();
        expect(readRating(`${value}${word}来`)).toBeUndefined();
      }),
      runs,
    );
  });

  it('two different scores are none', () => {
    fc.assert(
      fc.property(level, level, fc.constantFrom(', ', '，', ' - ', '、', '\n'), (one, other, separator) => {
        fc.pre(one !== other);
        expect(readRating(`${one}${separator}${other}`)).toBeUndefined();
      }),
      runs,
    );
  });

  it.each([
    ['5小王服务态度特别好', 5, '5'],
    ['1 刚开出来灯又亮了', 1, '1'],
    ['4 the new lobby is nice but the wait was long', 4, '4'],
    ['2 不好意思按错了，是5', 5, '5'],
    ['3, no actually 4', 4, '4'],
    ['My husband took it in, he says 5', 5, '5'],
    ['我妈让我回个非常满意', 5, '非常满意'],
    ['verry satisfyed', 5, undefined],
    ['Everyone was friendly and it was quick 5', 5, '5'],
    ['5 5 5', 5, undefined],
  ] as const)('%s says %d, whatever else it says', (text, value, evidence) => {
    const read = readRating(text);
    expect(read).toMatchObject({ value, sure: true });
    if (evidence) expect(read?.evidence).toContain(evidence);
  });

  it.each([
    '我要2 刚买的那种',
    '4 new tires please',
    '3 questions about the bill',
    '5 works for me',
    '你们有满意度调查吗',
    'satisfied with the work, dissatisfied with the price',
  ])('%s says no level', (text) => {
    expect(readRating(text)?.sure ?? false).toBe(false);
  });

  it('a text written to be slow to read is read all the same', () => {
    for (const piece of [
      '我',
      '给',
      '总体',
      '非常',
      '满意',
      '谢谢',
      'very ',
      'a ',
      'overall ',
      'service ',
      '⭐',
      '5 ',
      '对你们的',
      'not ',
      'i am ',
    ]) {
      expect(readRating(`${piece.repeat(800)}x`)).toBeUndefined();
    }
    expect(readRating(`${'5,'.repeat(800)}x`)).toMatchObject({ value: 5 });
  });
});
