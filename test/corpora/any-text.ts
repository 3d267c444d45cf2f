import fc from 'fast-check';
import { complaintParts, replyParts } from './corpus.ts';

/** None of them asks to be left alone. */
const harmless = [
  ...replyParts().flatMap(({ entries }) => entries),
  ...complaintParts().flatMap(({ entries }) => entries),
]
  .filter((entry) => !('optOut' in entry && entry.optOut))
  .map(({ text }) => text);

const controls = [
  '\u0000',
  '\ud800',
  '\udfff',
  '\u202e',
  '\u200d',
  '\ufeff',
  '\r\n',
  '\u0301',
  '\u{1f3fb}',
  '\u20e3',
];
const hostile = [
  '<script>alert(1)</script>',
  "'; DROP TABLE customers; --",
  '{{7*7}}${7*7}%s%n',
  '../../etc/passwd',
  '{"__proto__":{"optOut":true}}',
  'Ｓ​Ｔ​ＯＰ sign ahead',
  '=HYPERLINK("http://example.org")',
];
const pieces = [
  '5',
  '五',
  '分',
  '满意',
  '不',
  ' ',
  ',',
  '。',
  'stop by',
  '退',
  'T T',
  'very ',
  'a ',
  'if ',
  '⭐',
  '1',
  '\n',
];

/** Any text that might come from a phone, or from somebody who forges one; none asks to be left alone. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 200 }) },
  {
    weight: 3,
    arbitrary: fc
      .array(fc.constantFrom(...pieces, ...controls), { maxLength: 400 })
      .map((all) => all.join('')),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...harmless), fc.constantFrom(...controls, ...hostile))
      .map((all) => all.join('')),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...harmless, ...pieces, ...controls), fc.nat(3000))
      .map(([text, times]) => text.repeat(Math.min(times, Math.floor(60_000 / text.length)))),
  },
  { weight: 1, arbitrary: fc.constantFrom(...hostile, ...controls, '') },
);

/** What people wrote who did not ask to be left alone, disturbed in ways that change no word. */
export const noOptOut: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...harmless), fc.constantFrom('', ' ', '\u200b', '\n', '  ', '！', '...'))
  .map((all) => all.join(''));
