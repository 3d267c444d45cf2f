import { SegmentedMessage } from 'sms-segments-calculator';
import type { Dealer } from '../dealers/dealer.ts';
import { priceOf } from '../dealers/text-budget.ts';
import type { Locale } from '../events/text-request.ts';
import { renderWording } from './render.ts';
import type { Wording } from './wording.ts';

/** What fills the blanks of a look: a number as complaints have it, and words of a length that people say. */
const samples = {
  'zh-CN': { customer: '王小明', quote: '刹车还是响', question: '一次就修好了吗？请回复“是”或“否”。' },
  'en-US': {
    customer: 'Christopher',
    quote: 'The brakes still squeak',
    question: 'Was everything fixed the first time? Reply YES or NO.',
  },
} as const;

/**
 * How a wording would stand on a customer's phone: in how many parts, and at what price, where the dealer has told what a
 * part costs.
 */
export function lookOf(wording: Wording, locale: Locale, dealer: Dealer, customer?: string) {
  const names = { dealer: dealer.name, ...samples[locale], ...(customer && { customer }) };
  const { words, parts } = renderWording(wording, locale, names, { number: 'C-7K3M9P', count: '3' });
  const { encodingName, graphemes } = new SegmentedMessage(words);
  const { textBudget } = dealer.settings;
  return {
    words,
    parts,
    alphabet: encodingName,
    // In Chinese they all are; in English a single one doubles the length of the whole text.
    ...(locale === 'en-US' && { outsideGsm7: [...new Set(graphemes.filter((each) => !isGsm7(each)))] }),
    ...(textBudget && { price: { amount: priceOf(parts, textBudget), currency: dealer.currency } }),
  };
}

function isGsm7(grapheme: string): boolean {
  return new SegmentedMessage(grapheme).encodingName === 'GSM-7';
}
