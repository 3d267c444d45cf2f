import * as v from 'valibot';
import { Aggregates } from '../events/aggregate.ts';
import { idOf } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { epochMilliseconds, type Instant, later } from '../platform/time.ts';
import type { Purpose } from '../events/text-request.ts';
import { type Consent, ConsentSchema } from './consent.ts';
import { type Handset, HandsetSchema } from './handset.ts';
import { type Text, TextSchema } from './text.ts';

/** The job under which held texts are due. */
export const messagesJob = 'messages';

/** Texts in the table; for this room only. */
export function texts(table: Table): Aggregates<Text> {
  return new Aggregates<Text>(table, {
    v: 1,
    schema: TextSchema,
    due: ({ status, dealerId, until }) =>
      status === 'held' && until ? { dealerId, job: messagesJob, at: until } : undefined,
  });
}

/** The id of the one text that an event asked for. */
export function textIdOf(askedBy: string): string {
  return idOf('text', askedBy);
}

/** Longer than a receipt may take, which is 72 hours. */
const daysCarrierIdIsKept = 7;

/** Keeps under which id the carrier knows a text, so that a receipt finds it. */
export async function keepCarrierId(
  table: Table,
  carrierId: string,
  text: { readonly textId: string; readonly at: Instant },
): Promise<void> {
  const expiresAt = Math.floor(epochMilliseconds(later(text.at, { days: daysCarrierIdIsKept })) / 1000);
  await table.putNew({ pk: carriedKey(carrierId), sk: 'TEXT', v: 1, textId: text.textId, expiresAt });
}

/** The id of the text that the carrier knows by an id. */
export async function findByCarrierId(table: Table, carrierId: string): Promise<string | undefined> {
  const item = await table.get(carriedKey(carrierId), 'TEXT');
  return item && v.parse(v.object({ textId: v.string() }), item).textId;
}

function carriedKey(carrierId: string): string {
  return idOf('carried', carrierId);
}

/** Handsets in the table; for this room only. */
export function handsets(table: Table): Aggregates<Handset> {
  return new Aggregates<Handset>(table, { v: 1, schema: HandsetSchema });
}

/** Consents in the table; for this room only. */
export function consents(table: Table): Aggregates<Consent> {
  return new Aggregates<Consent>(table, { v: 1, schema: ConsentSchema });
}

/** The id of what a phone's owner told a company about texts for a purpose. */
export function consentIdOf(about: { handsetId: string; legalEntity: string; purpose: Purpose }): string {
  return idOf('consent', about.handsetId, 'sms', about.legalEntity, about.purpose);
}
