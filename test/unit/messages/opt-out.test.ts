import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readKeyword } from '../../../shared/messages/opt-out.ts';

const nothingNamed = { yesNoOpen: false };
const kindOf = (text: string, context: Parameters<typeof readKeyword>[1] = nothingNamed) =>
  readKeyword(text, context)?.kind;

const optOuts = [
  'STOP',
  'stop',
  ' Stop. ',
  '“STOP”',
  'ＳＴＯＰ',
  'STOP!!!',
  'stop stop stop',
  'STOP 😡',
  'Stop. Thank you',
  'stop please',
  'Please stop',
  'STOP, wrong number',
  'No. Stop.',
  '5. STOP',
  'StopAll',
  'unsubscribe',
  'Unsubscribe me please',
  'OPT-OUT',
  'opt out',
  'Cancel',
  'END',
  'Quit',
  'REMOVE',
  'Arrêt',
  'TD',
  'td',
  'ＴＤ',
  'Stop texting me',
  'please stop texting me!!',
  'Car is fine, stop texting me',
  'Stop sending me these messages',
  'stop the texts please',
  'quit texting me',
  "Don't text me anymore",
  'Don’t text me again.',
  'do not contact me again',
  'DO NOT send me any more texts',
  'no more texts please',
  'Take me off your list',
  'remove my number from your system',
  'Please remove me from this list, thanks',
  'I want to unsubscribe',
  'how do I unsubscribe?',
  "I don't want these messages",
  'opt me out',
  'lose my number',
  'leave me alone',
  '退订',
  '退订。',
  '　退订　',
  '退訂',
  '请退订',
  '退订谢谢',
  '退订，谢谢',
  '我要退订',
  '麻烦帮我退订',
  '我已经退订了',
  '怎么退订？',
  '取消订阅',
  '拒收',
  '好的，退订',
  '4，退订',
  '别再发了',
  '别再发了！！！',
  '請別再發短信了',
  '不要再给我发短信了',
  '请不要再发信息给我',
  '以后别发了谢谢',
  '你们别再打扰我了',
  '不要再骚扰我',
  '别联系我了',
  '停止发送',
  '我不想再收到你们的短信',
  '把我的号码删了',
  '请把我从名单里删除',
  '再发就投诉你们',
  '车没问题，别再给我发了',
];

const neither = [
  "I'll stop by at 5",
  'can I stop by tomorrow?',
  "I'll stop by at 5, thanks",
  'the car won’t stop',
  "it doesn't stop properly",
  "don't stop",
  "Don't stop texting me",
  'Stop light is broken',
  'when does the service end',
  'The end of the week is fine',
  'Cancel my appointment',
  'please cancel the booking for Friday',
  'Remove the old tyres please',
  "don't text me, I'm driving",
  "Don't text me while I'm at work",
  "don't call me, text me",
  'drop me off at the station',
  'take me through the bill',
  'remove me as second driver',
  'start the car',
  "it won't start",
  'T T',
  'T_T',
  'TT',
  'T.T',
  'T',
  'R',
  'N',
  '5',
  '4，就是等太久',
  'no',
  'thanks',
  '别停',
  '别停了继续修',
  '不要退订',
  '我没有退订',
  '不退订',
  '别发火',
  '不要发票了',
  '发票别忘了',
  '取消',
  '取消预约',
  '不要打电话，发短信',
  '别发了，我在开车',
  '我不想退订',
  '停车场在哪',
  '刹车停不住',
  '恢复了',
  '好的',
  '',
  '   ',
  '…',
];

describe('leaving', () => {
  it.each(optOuts)('%j is an opt-out', (text) => {
    expect(kindOf(text)).toBe('opt-out');
    expect(kindOf(text, { yesNoOpen: true })).toBe('opt-out');
  });

  it.each(neither)('%j is none', (text) => {
    expect(kindOf(text)).toBeUndefined();
    expect(kindOf(text, { yesNoOpen: true, namedWayOut: 'STOP' })).toBeUndefined();
  });

  it('the evidence is the words as the customer wrote them', () => {
    expect(readKeyword('Ok… ＳＴＯＰ! thanks', nothingNamed)?.evidence).toBe('ＳＴＯＰ');
    expect(readKeyword('車沒問題，別再發了！', nothingNamed)?.evidence).toBe('別再發了');
  });
});

describe('a single letter', () => {
  const named = { namedWayOut: 'T', yesNoOpen: false };

  it.each(['T', 't', 'Ｔ', ' T. ', '“T”', 'T，谢谢', 'T thanks', '回复T', '回T', 'T退订', 'reply T'])(
    '%j is the way out that was named',
    (text) => {
      expect(kindOf(text, named)).toBe('opt-out');
    },
  );

  it.each(['T T', 'T_T', 'T.T', 'TT', 'T 😭', '好累 T T', 'T恤', 'N', 'R', 'T 5', 'the T'])(
    '%j is not',
    (text) => {
      expect(kindOf(text, named)).toBeUndefined();
    },
  );

  it('counts only if it was named', () => {
    expect(kindOf('R', { namedWayOut: 'R', yesNoOpen: false })).toBe('opt-out');
    expect(kindOf('R', named)).toBeUndefined();
  });

  it('is an answer while a yes/no question is open', () => {
    expect(kindOf('N', { namedWayOut: 'N', yesNoOpen: false })).toBe('opt-out');
    expect(kindOf('N', { namedWayOut: 'N', yesNoOpen: true })).toBeUndefined();
  });

  it('a named word is the way out whatever is open', () => {
    expect(kindOf('qx', { namedWayOut: 'QX', yesNoOpen: true })).toBe('opt-out');
    expect(kindOf('QX', { yesNoOpen: false })).toBeUndefined();
  });
});

describe('coming back', () => {
  it.each([
    'START',
    'unstop',
    'Start please',
    'subscribe',
    '重新订阅',
    '恢复订阅',
    '请恢复给我发短信',
    'text me again',
  ])('%j is an opt-in', (text) => {
    expect(kindOf(text)).toBe('opt-in');
  });
});

describe('for every text', () => {
  const runs = { seed: 20260302, numRuns: 500 };

  it('evidence is a piece of the text', () => {
    const piece = fc.oneof(
      fc.constantFrom(...optOuts, ...neither),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 3 }),
        fc.constantFrom(' ', ', ', '。', '\n'),
        (pieces, glue) => {
          const text = pieces.join(glue);
          expect(text).toContain(readKeyword(text, { namedWayOut: 'T', yesNoOpen: false })?.evidence ?? '');
        },
      ),
      runs,
    );
  });

  it('a text written to be slow to read is read all the same', () => {
    for (const piece of [
      '想要',
      '求求',
      '请',
      '请你们',
      '我要',
      '谢谢',
      '了啦',
      'please ',
      'stop ',
      'any ',
      "'.",
      '-',
      '. ',
    ]) {
      expect(kindOf(`${piece.repeat(800)}x`)).toBeUndefined();
    }
  });

  it('a stop word inside another word or sentence never counts', () => {
    const word = fc.stringMatching(/^[a-z]{2,8}$/);
    const stop = fc.constantFrom('stop', 'end', 'quit', 'cancel', 'remove');
    fc.assert(
      fc.property(word, stop, word, (before, keyword, after) => {
        expect(kindOf(`the ${before}${keyword} ${after} was`)).toBeUndefined();
        expect(kindOf(`my ${before} ${keyword} the ${after} at five`)).toBeUndefined();
      }),
      runs,
    );
  });

  it('width, case and outer punctuation change nothing', () => {
    const fullWidth = (text: string) =>
      text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
    fc.assert(
      fc.property(
        fc.constantFrom('stop', 'td', 'unsubscribe', 'quit'),
        fc.constantFrom('', '!', '。', ' … '),
        (word, end) => {
          expect(kindOf(`${end}${word.toUpperCase()}${end}`)).toBe('opt-out');
          expect(kindOf(fullWidth(word) + end)).toBe('opt-out');
        },
      ),
      runs,
    );
  });
});
