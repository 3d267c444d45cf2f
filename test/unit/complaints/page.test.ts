import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageHeaders } from '../../../shared/complaints/page/frame.ts';
import { languageOf } from '../../../shared/complaints/page/language.ts';
import { formPage, receivedPage } from '../../../shared/complaints/page/render.ts';
import { wordings } from '../../../shared/complaints/page/wording.ts';
import { mayBeQuoted } from '../../../shared/complaints/quote.ts';

const frame = { locale: 'en-US', dealerName: 'Austin North' } as const;

/** The tags of a page, in order, with the names of their attributes. */
function tagsOf(page: string): string[] {
  return [...page.matchAll(/<(\/?[a-z!][\w-]*)((?:\s+[\w-]+(?:="[^"]*")?)*)\s*>/gi)].map(
    ([, tag = '', attributes = '']) =>
      `${tag} ${[...attributes.matchAll(/([\w-]+)(?:="[^"]*")?/g)].map(([, name]) => name).join()}`,
  );
}

describe('R10: the public page', () => {
  it('shows hostile text as text: no tag and no attribute comes of it', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(
        '</textarea><script>alert(1)</script>',
        '" autofocus onfocus="alert(1)',
        "'><img src=x onerror=alert(1)>",
        '&lt;script&gt;',
        '<!--',
        ']]>',
      ),
    );
    const plain = tagsOf(formPage(frame, { key: 'k', faults: [] }));
    fc.assert(
      fc.property(hostile, hostile, hostile, hostile, (words, remedySought, phone, key) => {
        expect(tagsOf(formPage(frame, { key, words, remedySought, phone, faults: [] }))).toEqual(plain);
        expect(tagsOf(receivedPage({ ...frame, dealerName: words }, 'C-ABC123'))).toEqual(
          tagsOf(receivedPage(frame, 'C-ABC123')),
        );
      }),
      { seed: 10, numRuns: 300 },
    );
  });

  it('lets the browser run no script and send its form to us only', () => {
    expect(pageHeaders['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/,
    );
  });

  it('says which fields are at fault, where a reader of the screen finds it too', () => {
    const page = formPage(frame, { key: 'k', words: 'x', faults: ['phone'] });
    expect(page).toContain('aria-invalid="true" aria-describedby="phone-fault"');
    expect(page).toContain(wordings['en-US'].faults.phone);
    expect(page).not.toContain(wordings['en-US'].faults.words);
  });

  it.each([
    ['zh-CN', 'en-US,en', 'en-US', 'zh-CN'],
    [undefined, 'fr, zh-TW;q=0.9, en;q=0.8', 'en-US', 'zh-CN'],
    [undefined, 'de, fr', 'zh-CN', 'zh-CN'],
    ['"><script>', undefined, 'en-US', 'en-US'],
  ] as const)(
    'asked for %s by a browser of %s at a dealer of %s speaks %s',
    (asked, accepted, usual, locale) => {
      expect(languageOf(asked, accepted, usual)).toBe(locale);
    },
  );
});

describe('R51: what was recorded is sent to whoever the phone belongs to', () => {
  it.each([
    '等了一整天，刹车还是响',
    'It took 3 hours and $180, still squeaks.',
    '2026-03-02 at 10:30 I came',
  ])('%s', (words) => {
    expect(mayBeQuoted(words)).toBe(true);
  });

  it.each([
    'see https://evil.example',
    'WWW.evil.example',
    'evil。com 请点 ｅｖｉｌ.com',
    'call 512-555-0188 now',
    '加我微信 13800138000',
    'mail me@evil.example',
  ])('but never what leads a stranger elsewhere: %s', (words) => {
    expect(mayBeQuoted(words)).toBe(false);
  });
});
