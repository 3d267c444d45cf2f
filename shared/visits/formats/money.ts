import { phrases } from './assumption.ts';
import type { Draft } from './draft.ts';
import type { Place } from './place.ts';

const exact = /^-?\d{1,12}(?:\.\d{1,4})?$/;
const printed =
  /^(-?)\s*(?:[A-Z]{0,3}\s*[$¥￥€£]|[A-Z]{3})?\s*(-?\d{1,3}(?:,\d{3})+(?:\.\d{1,4})?|-?\d+(?:\.\d{1,4})?)\s*(?:元|[A-Z]{3})?$/;

/**
 * The amount of money at a place as a decimal string: a number, text (also as it is printed, `$1,234.50`), or an object
 * that holds one as `amount`, `value` or `unit_price`. Undefined when there is none.
 */
export function amountIn(place: Place, draft: Draft): string | undefined {
  const { value } = place;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const inner = draft.at(place, 'amount', 'value', 'unit_price');
    return inner.isThere ? amountIn(inner, draft) : undefined;
  }
  if (typeof value === 'number') {
    const amount = decimalOf(value);
    if (amount) draft.assume(place, 'other-type', { found: phrases.number, wanted: phrases.text });
    return amount;
  }
  const text = place.text();
  if (text === undefined || exact.test(text)) return text;
  const match = printed.exec(text.normalize('NFKC'));
  if (!match) return undefined;
  const amount = `${match[1]}${match[2]}`.replaceAll(',', '').replace('--', '-');
  if (!exact.test(amount)) return undefined;
  draft.assume(place, 'amount-text', { amount });
  return amount;
}

/** A number as a decimal string of at most four places; undefined when it has more digits than money has. */
function decimalOf(value: number): string | undefined {
  if (!Number.isFinite(value) || Math.abs(value) >= 1e12) return undefined;
  const text = String(Number(value.toFixed(4)));
  return exact.test(text) ? text : undefined;
}

/** A whole number of cents as a decimal string; undefined when it is none. */
export function amountOfCents(cents: number): string | undefined {
  if (!Number.isSafeInteger(cents) || Math.abs(cents) >= 1e14) return undefined;
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
