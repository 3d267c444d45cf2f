import { SegmentedMessage } from 'sms-segments-calculator';
import type { Locale, TextRequest } from '../events/text-request.ts';
import { quoteThatFits } from './quoting.ts';
import { templateOf } from './templates.ts';
import { type Blank, fill, type Wording } from './wording.ts';

/** A text as it will stand on the customer's phone. */
export interface Rendered {
  readonly words: string;
  /** The same as it is kept: without what opens a page to whoever reads it. */
  readonly kept: string;
  readonly parts: number;
  /** The word that it names for opting out. */
  readonly wayOut?: string | undefined;
}

/** What a text says that its request does not hold. */
export interface Names {
  readonly dealer: string;
  readonly customer?: string | undefined;
  readonly quote?: string | undefined;
  readonly question?: string | undefined;
  /** The address of a page, whose token only its reader is to know. */
  readonly link?: { readonly start: string; readonly token: string } | undefined;
}

/**
 * Fills a template in, or another wording in its place. Where the text would need a second part for them, the customer's name
 * is left out first, then the address of the page.
 */
export function renderText(
  request: Pick<TextRequest, 'template' | 'locale' | 'blanks'>,
  names: Names,
  wording: Wording = templateOf(request.template, request.locale),
): Rendered {
  return renderWording(wording, request.locale, names, request.blanks);
}

/** Fills a wording in; `blanks` are the impersonal ones. */
export function renderWording(
  { words, withLink, wayOut }: Wording,
  locale: Locale,
  names: Names,
  blanks: Readonly<Partial<Record<Blank, string>>> = {},
): Rendered {
  const { dealer, customer, question } = names;
  const greet = greetings[locale];
  const told = { ...blanks, dealer, question };
  const fits = (quote: string) =>
    measured(fill(words, { ...told, greeting: greet(), quote })).parts <= mostParts;
  const quote = names.quote === undefined ? '' : quoteThatFits(names.quote, locale, fits);
  const filled = (open: string, greeting: string, link?: string) =>
    measured(fill(open, { ...told, quote, greeting, link }));
  const link = names.link && `${names.link.start}${names.link.token}`;
  const fuller = [
    ...(withLink && link ? [greet(customer), ''].map((greeting) => filled(withLink, greeting, link)) : []),
    filled(words, greet(customer)),
  ];
  const rendered = fuller.find(({ parts }) => parts === 1) ?? filled(words, greet());
  const kept = names.link ? rendered.words.replaceAll(names.link.token, '…') : rendered.words;
  return { ...rendered, kept, wayOut };
}

/** A text that repeats what was recorded may be this long; more is read back on the telephone. */
export const mostParts = 3;

function measured(words: string): { words: string; parts: number } {
  return { words, parts: new SegmentedMessage(words).segmentsCount };
}

const longestName = { zh: 6, en: 14 };

/** How a language greets; by the first name in English, and by none that is too long for a text. */
const greetings: Readonly<Record<Locale, (name?: string) => string>> = {
  'zh-CN': (name) => (name && name.length <= longestName.zh ? `${name}您好，` : '您好，'),
  'en-US': (name) => {
    const first = name?.split(/\s+/)[0];
    return first && first.length <= longestName.en ? `Hi ${first}, ` : '';
  },
};
