import type { Dealer } from '../../dealers/dealer.ts';
import { findDealer } from '../../dealers/dealers.ts';
import { Problem } from '../../platform/problem.ts';
import type { GroupSecret } from '../../platform/secrets.ts';
import type { Table } from '../../platform/table.ts';
import type { Instant } from '../../platform/time.ts';
import { pageHeaders } from './frame.ts';
import { languageOf } from './language.ts';
import { formPage, receivedPage, refusedPage } from './render.ts';
import { takeForm } from './take-form.ts';

/** What a browser asks for: the page of a dealer, in a language. */
interface Asked {
  readonly id: string;
  readonly dealerId: string;
  readonly language?: string | undefined;
  readonly accepted?: string | undefined;
}

/** A page to be answered. */
export interface Served {
  readonly status: number;
  readonly page: string;
  readonly headers: Readonly<Record<string, string>>;
}

const largestBody = 64 * 1024;

/** The public page on which customers complain at a dealer. */
export async function showForm(asked: Asked, table: Table): Promise<Served> {
  const dealer = await findDealer(table, asked.dealerId);
  if (!dealer) return noDealer(asked);
  const form = { key: asked.id, faults: [] };
  return served(200, formPage(frameOf(asked, dealer), form));
}

/** Takes in what was written there, and says so: with its number, the form and its faults, or why it was not taken. */
export async function submitForm(
  asked: Asked & { readonly body: string; readonly address: string; readonly now: Instant },
  deps: { readonly table: Table; readonly secret: GroupSecret },
): Promise<Served> {
  const dealer = await findDealer(deps.table, asked.dealerId);
  if (!dealer) return noDealer(asked);
  const frame = frameOf(asked, dealer);
  if (Buffer.byteLength(asked.body) > largestBody) return served(413, refusedPage(frame, 'tooLarge'));
  try {
    const taken = await takeForm(asked, dealer, deps);
    if ('form' in taken) return served(400, formPage(frame, taken.form));
    return served(200, receivedPage(frame, taken.number));
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 429) throw error;
    return served(429, refusedPage(frame, 'tooMany'), error.headers);
  }
}

function frameOf({ language, accepted }: Asked, dealer: Dealer) {
  return { locale: languageOf(language, accepted, dealer.locale), dealerName: dealer.name };
}

function noDealer({ language, accepted }: Asked): Served {
  const frame = { locale: languageOf(language, accepted, 'en-US'), dealerName: '' };
  return served(404, refusedPage(frame, 'noDealer'));
}

function served(status: number, page: string, headers: Readonly<Record<string, string>> = {}): Served {
  return { status, page, headers: { ...pageHeaders, ...headers } };
}
