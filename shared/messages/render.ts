import { SegmentedMessage } from 'sms-segments-calculator';
import type { TextRequest } from '../events/text-request.ts';
import { templateOf } from './templates.ts';

/** A text as it will stand on the customer's phone. */
export interface Rendered {
  readonly words: string;
  readonly parts: number;
  /** The word that it names for opting out. */
  readonly wayOut?: string;
}

/** Fills a template in; the customer's name is left out where the text would need a second part for it. */
export function renderText(
  request: TextRequest,
  names: { dealer: string; customer?: string; quote?: string; question?: string | undefined },
): Rendered {
  const { render, wayOut } = templateOf(request.template, request.locale);
  const blanks = {
    ...request.blanks,
    dealer: names.dealer,
    quote: names.quote ?? '',
    question: names.question ?? '',
  };
  const full = measured(render({ ...blanks, name: names.customer }));
  const { words, parts } = full.parts === 1 ? full : measured(render(blanks));
  return { words, parts, wayOut };
}

function measured(words: string): { words: string; parts: number } {
  return { words, parts: new SegmentedMessage(words).segmentsCount };
}
