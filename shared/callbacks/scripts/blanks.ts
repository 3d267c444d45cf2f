import type { Locale } from '../../events/text-request.ts';
import type { Instant, Zone } from '../../platform/time.ts';

/** What a wording may leave open, as `{customer}`, and of which type it is. */
export const blanks = {
  /** The customer's form of address. */
  customer: 'text',
  dealer: 'text',
  /** Who calls. */
  caller: 'text',
  /** Who received the visit. */
  advisor: 'text',
  /** Make and model, or else the plate. */
  vehicle: 'text',
  plate: 'text',
  /** The items that were done. */
  workDone: 'list',
  deliveredAt: 'moment',
  promisedAt: 'moment',
  /** How much later than promised it was delivered; empty when in time. */
  lateBy: 'minutes',
  estimated: 'money',
  actual: 'money',
  /** How much more than estimated it cost; empty when no more. */
  costMore: 'money',
  /** What was put off and is still open. */
  deferred: 'list',
  /** What may come of waiting with it (R23). */
  stakes: 'text',
  /** Promotions that this customer may hear of (R27). */
  offers: 'list',
} as const;
export type Blank = keyof typeof blanks;

interface TypeOf {
  readonly text: string;
  readonly list: readonly string[];
  readonly moment: Instant;
  readonly minutes: number;
  readonly money: { readonly amount: string; readonly currency: string };
}

/** What is known for the blanks of one conversation. */
export type BlankValues = { readonly [B in Blank]?: TypeOf[(typeof blanks)[B]] | undefined };

/** The blanks as they are said; those that nothing is known for are not among them. */
export type Filled = Readonly<Partial<Record<Blank, string>>>;

/** Whether a name is a blank's. */
export function isBlank(name: string): name is Blank {
  return Object.hasOwn(blanks, name);
}

/** Writes the values of blanks in a language; times are a dealer's wall times. */
export function fill(values: BlankValues, locale: Locale, zone: Zone): Filled {
  const said: Partial<Record<Blank, string>> = {};
  for (const [name, value] of Object.entries(values)) {
    const text = isBlank(name) ? say(name, value, locale, zone) : '';
    if (isBlank(name) && text !== '') said[name] = text;
  }
  return said;
}

function say(name: Blank, value: BlankValues[Blank], locale: Locale, zone: Zone): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return value > 0 ? duration(value, locale) : '';
  if (typeof value === 'string')
    return blanks[name] === 'moment' ? moment(value, locale, zone) : value.trim();
  if ('amount' in value) return money(value, locale);
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(value);
}

function moment(at: string, locale: Locale, timeZone: Zone): string {
  const style = { month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZone } as const;
  return new Intl.DateTimeFormat(locale, style).format(Date.parse(at));
}

const anHour = 60;
const aDay = 24 * anHour;

/** As people say it: in minutes below two hours, in hours below two days. */
function duration(minutes: number, locale: Locale): string {
  const [count, unit] =
    minutes < 2 * anHour
      ? [minutes, 'minute']
      : minutes < 2 * aDay
        ? [minutes / anHour, 'hour']
        : [minutes / aDay, 'day'];
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: 0,
  }).format(count);
}

function money({ amount, currency }: TypeOf['money'], locale: Locale): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(Number(amount));
}
