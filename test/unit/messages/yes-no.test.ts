import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namesTheMatter, readYesNo } from '../../../shared/messages/yes-no.ts';

// prettier-ignore
const yes = [
  'yes', 'Yes!', 'YES', 'y', 'Ｙｅｓ', 'yep', 'yup', 'Yup, thanks', 'yes thanks', 'Yes thank you so much', 'yes it is', 'ok', 'OK.', 'k', 'okay',
  'solved', 'all good now', 'It’s fixed', "it's all fixed now, thank you", 'Yes, it works great now', 'works fine', 'Yes! Mike was wonderful',
  'problem solved', 'the issue is resolved', 'all set', '👍', '👌👌', '👍🏽', 'Hi, yes', 'Ok 👍',
  '好的', '好', '嗯', '嗯嗯', '恩', '是', '是的', '是的，谢谢', '行', '可以', '解决了', '已解决', '已经解决了', '问题已经解决了！', '解決了', '都解决了谢谢',
  '好的，谢谢', '好的 谢谢', '您好，解决了', '搞定了', '修好了', '没问题了', '没有问题', '现在正常了', '对', '解决了，师傅很专业', '嗯，解决了', '谢谢，好了', '已经好了', '👍谢谢',
];

// prettier-ignore
const no = [
  'no', 'No.', 'NO!!', 'n', 'nope', 'nah', 'Nope, sorry', 'no, it still leaks', 'No it still leaks', 'not yet', 'Not really', 'not at all', 'no not yet',
  "it's not fixed", "It isn't solved", 'not solved', "doesn't work", 'still leaking', 'still the same', 'still not fixed', 'unsolved', '👎',
  'No! When can I bring it in?', 'the noise is still there',
  '没有', '没', '沒有', '没有。', '不', '不行', '不好', '不是', '没解决', '没有解决', '沒有解決', '还没', '还没有', '还没解决', '没有，还在漏水', '没，还是响', '还没呢',
  '还是不行', '还是老样子', '根本没解决', '完全没有解决', '问题还在', '没人联系我', '没修好', '未解决', '又坏了', '没完全解决', '您好，没有', '嗯，还没有',
];

// prettier-ignore
const unclear = [
  '解决了吗？', '解决了吗', '解决了没', '解决了？', '不是没解决', '不是不好', '没解决吗？', '解决了一半', '应该解决了', '好像没有漏了', '好像解决了',
  '好的，但是还有点响', '好的，我明天来试试', '可以，什么时候来？', '好，等你们电话', '好多了', '还好', '是的，没解决', '嗯，怎么说呢', '不用了', '不客气', '好不好',
  '没有不满意', '谢谢', '您好', '4', '退订',
  'no problem', 'no thanks', 'yes and no', 'yes, but it still squeaks', 'yes but no', "No, it's solved", 'no, yes', 'Is it solved?', 'solved?', 'yes?',
  'ok, I will come tomorrow', 'ok what time', 'not bad', 'thanks', 'Hello', 'maybe', 'I hope so', 'almost', 'know', 'note', 'yesterday', 'STOP', 'noon',
  'now', '5', 'okra', 'K5', '👍👎', '👍😡', '', '  ', '？',
];

describe('is it solved?', () => {
  it.each(yes)('%j is a yes', (text) => {
    expect(readYesNo(text)?.value).toBe('yes');
  });

  it.each(no)('%j is a no', (text) => {
    expect(readYesNo(text)?.value).toBe('no');
  });

  it.each(unclear)('%j is for a person to read', (text) => {
    expect(readYesNo(text)).toBeUndefined();
  });

  it('the evidence is the words as the customer wrote them', () => {
    expect(readYesNo('您好，沒有解決！还在漏')?.evidence).toBe('沒有解決');
    expect(readYesNo('No it still leaks')?.evidence).toBe('No it still leaks');
    expect(readYesNo('ＹＥＳ! thanks')?.evidence).toBe('ＹＥＳ');
  });
});

describe('for every text', () => {
  const runs = { seed: 20260302, numRuns: 400 };
  const glue = fc.constantFrom(', ', '，', '. ', '\n');

  it('a yes and a no together are no answer', () => {
    const worded = (texts: readonly string[]) =>
      fc.constantFrom(...texts.filter((text) => !/[👍👌👎?嗯恩]/u.test(text)));
    fc.assert(
      fc.property(worded(yes), worded(no), glue, fc.boolean(), (one, other, between, yesFirst) => {
        const text = yesFirst ? one + between + other : other + between + one;
        expect(readYesNo(text)).toBeUndefined();
      }),
      runs,
    );
  });

  it('a question mark takes the answer back', () => {
    fc.assert(
      fc.property(fc.constantFrom('yes', 'no', '好的', '没有', '解决了', 'solved', '没解决'), (text) => {
        expect(readYesNo(`${text}?`)).toBeUndefined();
        expect(readYesNo(`${text} ？`)).toBeUndefined();
      }),
      runs,
    );
  });

  it('evidence is a piece of the text, whatever it is', () => {
    const piece = fc.oneof(
      fc.constantFrom(...yes, ...no, ...unclear),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 3 }), glue, (pieces, between) => {
        const text = pieces.join(between);
        expect(text).toContain(readYesNo(text)?.evidence ?? '');
      }),
      runs,
    );
  });

  it('a text written to be slow to read is read all the same', () => {
    for (const piece of [
      '好的',
      '没有',
      '已经',
      'not ',
      'still ',
      'all ',
      '嗯是的',
      '一点都',
      '还是',
      'no',
      ' the',
      '现在',
    ]) {
      expect(readYesNo(`${piece.repeat(800)}x`)).toBeUndefined();
    }
  });

  it.each(['解决了，谢谢', '还没解决', '沒有解決', '修好了', "It's fixed", 'not solved', 'problem solved'])(
    '%j names the matter by itself',
    (text) => {
      const read = readYesNo(text);
      expect(read && namesTheMatter(read)).toBe(true);
    },
  );

  it.each(['好的', 'ok', 'yes', '没有', 'no', '嗯', '👍'])('%j needs the question', (text) => {
    const read = readYesNo(text);
    expect(read && namesTheMatter(read)).toBe(false);
  });
});
