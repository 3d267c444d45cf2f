import * as v from 'valibot';
import { AwsError } from '../contract.ts';
import { eventTime, type BusEvent } from './bus-event.ts';
import { parseInput } from './parse-input.ts';

/** EventBridge's limits of one request and of one entry. */
const MAXIMUM_ENTRIES = 10;
const MAXIMUM_REQUEST_BYTES = 1024 * 1024;
const MAXIMUM_ENTRY_BYTES = 256 * 1024;

const EntrySchema = v.object({
  Time: v.optional(v.union([v.number(), v.string()])),
  Source: v.optional(v.string()),
  DetailType: v.optional(v.string()),
  Detail: v.optional(v.string()),
  Resources: v.optional(v.array(v.string())),
  EventBusName: v.optional(v.string(), 'default'),
});
export type PutEventsEntry = v.InferOutput<typeof EntrySchema>;

const RequestSchema = v.object({ Entries: v.array(EntrySchema) });
const DetailSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.check((detail) => !Array.isArray(detail)),
  v.record(v.string(), v.unknown()),
);

/** The entries of a PutEvents request. Throws an AwsError where EventBridge refuses the request as a whole. */
export function putEventsEntries(input: unknown): PutEventsEntry[] {
  const { Entries } = parseInput(RequestSchema, input, 'ValidationException');
  if (Entries.length < 1 || Entries.length > MAXIMUM_ENTRIES) {
    const constraint =
      Entries.length < 1 ? 'greater than or equal to 1' : `less than or equal to ${MAXIMUM_ENTRIES}`;
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length ${constraint}`,
    );
  }
  if (Entries.reduce((sum, entry) => sum + entrySize(entry), 0) > MAXIMUM_REQUEST_BYTES) {
    throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.');
  }
  return Entries;
}

export interface Refusal {
  ErrorCode: string;
  ErrorMessage: string;
}

/** The event of one entry, or why this entry (and only this) is refused. `now` is the time of an entry that has none. */
export function eventOfEntry(
  entry: PutEventsEntry,
  envelope: { id: () => string; account: string; region: string; now: number },
): BusEvent | Refusal {
  for (const name of ['Source', 'DetailType', 'Detail'] as const) {
    if (!entry[name]) {
      return refusal(
        'InvalidArgument',
        `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
      );
    }
  }
  const { Source: source = '', DetailType: detailType = '', Resources: resources = [] } = entry;
  if (source.startsWith('aws.')) {
    return refusal('NotAuthorizedForSourceException', 'Not authorized for the source.');
  }
  if (entrySize(entry) > MAXIMUM_ENTRY_BYTES) {
    return refusal('InvalidArgument', `The entry is larger than ${MAXIMUM_ENTRY_BYTES} bytes.`);
  }
  const detail = v.safeParse(DetailSchema, entry.Detail);
  if (!detail.success) return refusal('MalformedDetail', 'Detail is malformed.');
  const time = timeOf(entry.Time) ?? envelope.now;
  if (Number.isNaN(time)) return refusal('InvalidArgument', 'Parameter Time is not valid.');
  return {
    version: '0',
    id: envelope.id(),
    'detail-type': detailType,
    source,
    account: envelope.account,
    time: eventTime(time),
    region: envelope.region,
    resources,
    detail: detail.output,
  };
}

/** Bytes as EventBridge counts them: 14 for a time, and the UTF-8 of source, detail type, detail and resources. */
export function entrySize(entry: PutEventsEntry): number {
  const texts = [entry.Source ?? '', entry.DetailType ?? '', entry.Detail ?? '', ...(entry.Resources ?? [])];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), entry.Time === undefined ? 0 : 14);
}

/** Epoch milliseconds: on the wire a time is a number of seconds. */
function timeOf(time: number | string | undefined): number | undefined {
  if (time === undefined) return undefined;
  return typeof time === 'number' ? time * 1000 : Date.parse(time);
}

function refusal(ErrorCode: string, ErrorMessage: string): Refusal {
  return { ErrorCode, ErrorMessage };
}
