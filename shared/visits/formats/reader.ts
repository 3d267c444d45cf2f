import type { Dealer } from '../../dealers/dealer.ts';
import type { FormatContext } from './format.ts';
import { formats, type Told } from './formats.ts';
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

/** What reads visits that are told so. */
export function readerOf(told: Told, context: FormatContext): Reader {
  if (told.kind === 'mapping') throw new Error('no mappings yet');
  const { name } = told;
  return {
    ...(name !== 'canonical' && { readAs: name }),
    read: async (visit) => understand((await formats[name]())(visit, context), context),
  };
}
