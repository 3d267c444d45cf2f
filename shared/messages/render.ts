import { SegmentedMessage } from 'sms-segments-calculator';
import type { TextRequest } from '../events/text-request.ts';
import { quoteThatFits } from './quoting.ts';
import { templateOf } from './templates.ts';

/** A text as it will stand on the customer's phone. */
export interface Rendered {
  readonly words: string;
  /** The same as it is kept: without what opens a page to whoever reads it. */
  readonly kept: string;
  readonly parts: number;
  /** The word that it names for opting out. */
  readonly wayOut?: string;
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
 * Fills a template in. Where the text would need a second part for them, the customer's name is left out first, then the
 * address of the page.
 */
export function renderText(request: TextRequest, names: Names): Rendered {
  const { render, wayOut } = templateOf(request.template, request.locale);
  const { dealer, customer: name, question = '' } = names;
  const told = { ...request.blanks, dealer, question };
  const fits = (quote: string) => measured(render({ ...told, quote })).parts <= mostParts;
  const quote = names.quote === undefined ? '' : quoteThatFits(names.quote, request.locale, fits);
  const blanks = { ...told, quote };
  const link = names.link && `${names.link.start}${names.link.token}`;
  const plain = measured(render(blanks));
  const fuller = [{ ...blanks, name, link }, ...(link ? [{ ...blanks, link }] : []), { ...blanks, name }];
  const { words, parts } =
    fuller.map((each) => measured(render(each))).find((each) => each.parts === 1) ?? plain;
  const kept = names.link ? words.replaceAll(names.link.token, '…') : words;
  return { words, kept, parts, wayOut };
}

/** A text that repeats what was recorded may be this long; more is read back on the telephone. */
const mostParts = 3;

function measured(words: string): { words: string; parts: number } {
  return { words, parts: new SegmentedMessage(words).segmentsCount };
}
