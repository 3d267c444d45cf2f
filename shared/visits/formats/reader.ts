import type { Dealer } from '../../dealers/dealer.ts';
import type { FormatContext } from './format.ts';
import { type FormatName, formats } from './formats.ts';
import { understand, type Understood } from './understand.ts';

/** What reads the visits of a request. */
export interface Reader {
  /** How it is called where a visit remembers it; nothing for our own format. */
  readonly readAs?: string;
  /** Understands one visit. Throws a 400 problem that names what is wrong or missing. */
  read(visit: unknown): Promise<Understood>;
}

/** What of a dealer decides how its files are read. */
export function contextOf({ calendar, country, currency, locale }: Dealer): FormatContext {
  return { zone: calendar.zone, country, currency, locale };
}

/** Reads visits in one of the formats. */
export function formatReader(name: FormatName, context: FormatContext): Reader {
  return {
    ...(name !== 'canonical' && { readAs: name }),
    read: async (visit) => understand((await formats[name]())(visit, context), context),
  };
}
