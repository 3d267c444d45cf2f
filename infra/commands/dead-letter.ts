import * as v from 'valibot';
import { instantOf, InstantSchema } from '../../shared/platform/time.ts';

const id = v.pipe(v.string(), v.regex(/^[a-z]+_[\w-]{1,100}(?:\.\d{1,6})?$/));
const name = v.pipe(v.string(), v.regex(/^[a-z-]{1,40}\.[a-z-]{1,40}$/));
const word = v.pipe(v.string(), v.regex(/^[\w.-]{1,200}$/));
const number = v.pipe(v.string(), v.digits());

const EventSchema = v.object({
  id,
  name,
  aggregateId: id,
  dealerId: v.optional(word),
  cause: v.object({ kind: word, id: word }),
  recordedAt: InstantSchema,
});
const FaultySchema = v.object({
  pk: v.optional(v.fallback(word, '?'), '?'),
  sk: v.optional(v.fallback(v.pipe(v.string(), v.regex(/^[\w#.-]{1,200}$/)), '?'), '?'),
  event: v.optional(
    v.object({ id: v.optional(v.fallback(id, '?')), name: v.optional(v.fallback(name, '?')) }),
  ),
});

const OnTheBusSchema = v.pipe(
  v.object({ detail: EventSchema }),
  v.transform(({ detail }) => ({ kind: 'event' as const, ...detail })),
);
const TextSchema = v.pipe(
  v.object({
    Timestamp: v.optional(v.pipe(v.string(), v.isoTimestamp())),
    Message: v.pipe(v.string(), v.parseJson(), v.object({ inboundMessageId: word })),
  }),
  v.transform(({ Timestamp, Message }) => ({ kind: 'text' as const, publishedAt: Timestamp, ...Message })),
);
const ItemSchema = v.pipe(
  v.object({
    faults: v.array(v.fallback(v.pipe(v.string(), v.regex(/^[\w.-]{0,200}$/)), '?')),
    item: v.record(v.string(), v.unknown()),
  }),
  v.transform(({ faults, item }) => {
    const told = v.safeParse(FaultySchema, item);
    return { kind: 'item' as const, item, faults, ...(told.success ? told.output : { pk: '?', sk: '?' }) };
  }),
);
const SpanSchema = v.pipe(
  v.object({
    timestamp: v.pipe(v.string(), v.isoTimestamp()),
    requestContext: v.object({ condition: word, approximateInvokeCount: v.number() }),
    DDBStreamBatchInfo: v.object({
      shardId: word,
      startSequenceNumber: number,
      endSequenceNumber: number,
      approximateArrivalOfFirstRecord: v.pipe(v.string(), v.isoTimestamp()),
      approximateArrivalOfLastRecord: v.pipe(v.string(), v.isoTimestamp()),
      batchSize: v.number(),
    }),
  }),
  v.transform(({ timestamp, requestContext, DDBStreamBatchInfo }) => ({
    kind: 'span' as const,
    failedAt: timestamp,
    ...requestContext,
    ...DDBStreamBatchInfo,
  })),
);
const LetterSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.union([OnTheBusSchema, TextSchema, ItemSchema, SpanSchema]),
);

/**
 * What a dead letter is: an event of the bus, a customer's text, an item that the relay does not know as an event, or
 * the record of a span of the stream that could not be relayed. It holds what may be shown to operators and nothing
 * else, but for `item`, which is only ever handed on.
 */
export type Letter = v.InferOutput<typeof LetterSchema> | { readonly kind: 'unreadable' };

/** Reads the body of a dead letter. Whatever is not in the form of an id, a name or a time is not read at all. */
export function readLetter(body: string): Letter {
  const parsed = v.safeParse(LetterSchema, body);
  return parsed.success ? parsed.output : { kind: 'unreadable' };
}

/** A letter in a line, without personal data. */
export function describeLetter(letter: Letter): string {
  switch (letter.kind) {
    case 'event': {
      const { id, name, aggregateId, cause, recordedAt } = letter;
      return `event ${id} ${name} of ${aggregateId}, recorded ${recordedAt}, caused by ${cause.kind} ${cause.id}`;
    }
    case 'text':
      return `text ${letter.inboundMessageId} from a customer, published ${letter.publishedAt ?? 'at a time unknown'}`;
    case 'item': {
      const { pk, sk, event, faults } = letter;
      return `item ${pk} ${sk} (event ${event?.id ?? '?'} ${event?.name ?? '?'}), not an event because of ${faults.join(', ')}`;
    }
    case 'span': {
      const { batchSize, startSequenceNumber, endSequenceNumber, shardId, condition, failedAt } = letter;
      return `span of ${batchSize} events, ${startSequenceNumber} to ${endSequenceNumber} of ${shardId}, ${condition} at ${failedAt}`;
    }
    case 'unreadable':
      return 'not readable as anything that this queue should hold';
  }
}

/** Where a letter goes: into the queue it came from, to the relay as the stream would show it, or by hand. */
export type WayBack =
  | { readonly kind: 'queue'; readonly url: string }
  | { readonly kind: 'relay'; readonly item: Record<string, unknown> }
  | { readonly kind: 'by-hand'; readonly advice: readonly string[] };

/**
 * The way back of a letter. In front of a function anything goes back to its queue, even what cannot be read here: the
 * function may have learned to. What the stream's mapping parked names no events, so an operator relays its span.
 */
export function wayBack(
  letter: Letter,
  from: { readonly source?: string | undefined; readonly dealerIds: readonly string[] },
): WayBack {
  if (from.source !== undefined) return { kind: 'queue', url: from.source };
  if (letter.kind === 'item') return { kind: 'relay', item: letter.item };
  if (letter.kind === 'span') return { kind: 'by-hand', advice: relayCommands(letter, from.dealerIds) };
  return { kind: 'by-hand', advice: ['No queue to send it back to. Discard it: --message ID --discard'] };
}

/** A sweep writes down when it began, up to five minutes before its last event arrives; clocks differ a little. */
const [before, after] = [10 * 60_000, 60_000];

function relayCommands(letter: Extract<Letter, { kind: 'span' }>, dealerIds: readonly string[]): string[] {
  const from = instantOf(Date.parse(letter.approximateArrivalOfFirstRecord) - before);
  const until = instantOf(Date.parse(letter.approximateArrivalOfLastRecord) + after);
  return [
    'Relay its span again, then discard it (--message ID --discard):',
    ...dealerIds.map(
      (dealerId) =>
        `npm run relay -- --dealer ${dealerId} --from ${from} --until ${until} --table TABLE --function NAME`,
    ),
  ];
}
