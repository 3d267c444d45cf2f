import type { Dealer } from '../dealers/dealer.ts';
import { parseJson } from '../platform/parse.ts';
import { Problem } from '../platform/problem.ts';
import { type BatchAnswer, takeEach, visitsIn } from './batch.ts';
import { formatTold } from './formats/formats.ts';
import { readerOf } from './reader-of.ts';
import type { IntakeDeps, IntakeTimes } from './sender.ts';
import type { SignedRequest } from './signature.ts';
import { type IngestAnswer, takeIn } from './take-in.ts';

/** What a DMS delivers, in a format that query or media type may name. */
type Delivered = Pick<SignedRequest, 'headers'> & {
  readonly body: string;
  readonly format?: string | undefined;
};

const largestVisit = 256 * 1024; // bytes
/** What Lambda takes in an event is 6 MB, in which a body of an unusual type is written in Base64. */
const largestBody = 4 * 1024 * 1024; // bytes

/**
 * Takes in a visit, or up to 100 of them, from the body of a delivery whose signature was checked (R01): one transaction
 * for each visit. Throws problems: 413 for size, 415 for a media type, 400 for a body that cannot be understood. Of
 * several visits each has an answer of its own.
 */
export async function takeBody(
  request: Delivered,
  dealer: Dealer,
  webhookId: string,
  times: IntakeTimes,
  deps: IntakeDeps,
): Promise<IngestAnswer | BatchAnswer> {
  const told = formatTold(request.format, request.headers['content-type']);
  mustFit(request.body, largestBody, 'A body');
  const body = parseJson(request.body);
  const visits = visitsIn(body);
  if (!visits) mustFit(request.body, largestVisit, 'A visit');
  const reader = await readerOf(told, dealer, deps.table);
  const key = await deps.secret.identityKey();
  const take = async (visit: unknown) =>
    takeIn(
      await reader.read(visit),
      dealer,
      { ...times, webhookId, readAs: reader.readAs },
      { ...deps, key },
    );
  if (!visits) return take(body);
  return takeEach(visits, (visit) => {
    mustFit(JSON.stringify(visit) ?? '', largestVisit, 'A visit');
    return take(visit);
  });
}

/** Throws a 413 problem for a text of more bytes than that. */
export function mustFit(text: string, most: number, what: string): void {
  const bytes = Buffer.byteLength(text);
  if (bytes <= most) return;
  throw new Problem({
    status: 413,
    type: 'too-large',
    title: 'The body is too large',
    detail: `${what} has at most ${most} bytes; this one has ${bytes}. Send fewer visits a request, and of each only what is described.`,
  });
}
