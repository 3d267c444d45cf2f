import { createHash, createHmac } from 'node:crypto';
import * as v from 'valibot';
import type { Attachment } from '../../events/attachment.ts';
import type { GroupSecret } from '../../platform/secrets.ts';
import type { Table } from '../../platform/table.ts';
import { epochMilliseconds, type Instant, later } from '../../platform/time.ts';

/** For how long the page of a survey can be opened: as long as a text can be answered. */
export const openForDays = 14;

const tokenBytes = 12;
const key = 'PAGE';
const item = v.object({ surveyId: v.string(), until: v.string() });

/** What the pages of surveys need to know: where they are reached, and the secret that their addresses derive from. */
export interface Pages {
  /** The beginning of each address, such as `https://hf.example.cn/s/`. */
  readonly link: string;
  readonly secret: GroupSecret;
}

/**
 * The part of an address that nobody can guess: 96 bits, so that a Chinese text can hold it in one part. It derives from the
 * group's secret and is kept nowhere, but as a digest that leads from it to the survey.
 */
export async function tokenOf(surveyId: string, { secret }: Pages): Promise<string> {
  const digest = createHmac('sha256', await secret.surveyPageKey())
    .update(surveyId)
    .digest();
  return digest.subarray(0, tokenBytes).toString('base64url');
}

/** The item that leads from the address of a survey's page to the survey, and goes when the page is over. */
export async function pageItem(surveyId: string, from: Instant, pages: Pages): Promise<Attachment> {
  const until = later(from, { days: openForDays });
  const expiresAt = Math.floor(epochMilliseconds(later(until, { days: openForDays })) / 1000);
  return { pk: pageIdOf(await tokenOf(surveyId, pages)), sk: key, content: { surveyId, until, expiresAt } };
}

/** The survey to which a token leads and whether its page is over; nothing where there is none. */
export async function findPage(
  table: Table,
  token: string,
  now: Instant,
): Promise<{ surveyId: string; isOver: boolean } | undefined> {
  if (!/^[\w-]{16}$/.test(token)) return undefined;
  const found = await table.get(pageIdOf(token), key);
  if (!found) return undefined;
  const { surveyId, until } = v.parse(item, found);
  return { surveyId, isOver: until <= now };
}

/** By what a page is found: a digest, which leads back to no address. */
export function pageIdOf(token: string): string {
  return `page_${createHash('sha256').update(token).digest('base64url')}`;
}
