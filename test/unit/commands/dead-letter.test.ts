import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeLetter, readLetter, wayBack } from '../../../infra/commands/dead-letter.ts';

const event = {
  id: 'visit_81tq.1',
  name: 'visit.recorded',
  v: 1,
  aggregateId: 'visit_81tq',
  version: 1,
  dealerId: 'cd-south',
  cause: { kind: 'request', id: 'msg_000001' },
  actor: { kind: 'dms', id: 'cd-south' },
  happenedAt: '2026-03-02T01:00:00.000Z',
  recordedAt: '2026-03-02T01:00:00.000Z',
  facts: {},
};
const onTheBus = JSON.stringify({ 'detail-type': event.name, source: 'huifang', detail: event });
const inbound = JSON.stringify({
  Type: 'Notification',
  Timestamp: '2026-03-02T01:00:00.000Z',
  Message: JSON.stringify({
    originationNumber: '+8613800138000',
    messageBody: '张伟不满意',
    inboundMessageId: 'cae173d2',
  }),
});
const theItem = {
  pk: 'callback_8vww',
  sk: 'EVENT#000002',
  event: { ...event, name: 'callback.opened' },
};
const parkedItem = JSON.stringify({ faults: ['event.facts.channel'], item: theItem });
const parkedSpan = JSON.stringify({
  requestContext: {
    requestId: 'r',
    functionArn: 'f',
    condition: 'RetryAttemptsExhausted',
    approximateInvokeCount: 21,
  },
  version: '1.0',
  timestamp: '2026-03-02T02:00:00.000Z',
  DDBStreamBatchInfo: {
    shardId: 'shardId-0001',
    startSequenceNumber: '100',
    endSequenceNumber: '103',
    approximateArrivalOfFirstRecord: '2026-03-02T01:00:00Z',
    approximateArrivalOfLastRecord: '2026-03-02T01:05:00Z',
    batchSize: 4,
    streamArn: 's',
  },
});
const source = 'https://sqs.example/1/queue';
const dealerIds = ['cd-south', 'austin-north'];

describe('a dead letter', () => {
  it('is an event, told by its id, name, aggregate and cause', () => {
    expect(describeLetter(readLetter(onTheBus))).toBe(
      'event visit_81tq.1 visit.recorded of visit_81tq, recorded 2026-03-02T01:00:00.000Z, caused by request msg_000001',
    );
  });

  it('is a customer’s text, told without number and words', () => {
    expect(describeLetter(readLetter(inbound))).toBe(
      'text cae173d2 from a customer, published 2026-03-02T01:00:00.000Z',
    );
  });

  it('is an item that the relay does not know, told by its key and what is at fault', () => {
    expect(describeLetter(readLetter(parkedItem))).toBe(
      'item callback_8vww EVENT#000002 (event visit_81tq.1 callback.opened), not an event because of event.facts.channel',
    );
  });

  it('is a span of the stream, told by shard and sequence numbers', () => {
    expect(describeLetter(readLetter(parkedSpan))).toBe(
      'span of 4 events, 100 to 103 of shardId-0001, RetryAttemptsExhausted at 2026-03-02T02:00:00.000Z',
    );
  });

  it.each(['', 'garbage', 'null', '{}', '{"detail":{"id":"张伟"}}', '[1]'])(
    'may be unreadable: %s',
    (body) => {
      expect(readLetter(body)).toEqual({ kind: 'unreadable' });
    },
  );

  it('never shows what could be a name, a number or words, wherever they stand', () => {
    const personal = fc.constantFrom('张伟', 'Ann Miller', '+8613800138000', '川A12345', 'it still squeaks');
    const bodies = fc.record({
      body: fc.constantFrom(onTheBus, inbound, parkedItem, parkedSpan),
      personal,
      at: fc.nat(),
    });
    fc.assert(
      fc.property(bodies, ({ body, personal: secret, at }) => {
        const texts = [...body.matchAll(/: ?"(?:[^"\\]|\\.)*"/g)];
        const text = texts[at % texts.length];
        if (!text) throw new Error('a body without texts');
        const spoilt = `${body.slice(0, text.index)}:${JSON.stringify(secret)}${body.slice(text.index + text[0].length)}`;
        expect(describeLetter(readLetter(spoilt))).not.toContain(secret);
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});

describe('the way back', () => {
  it('of whatever lay in front of a function is its queue, even of what cannot be read here', () => {
    for (const body of [onTheBus, inbound, 'garbage'])
      expect(wayBack(readLetter(body), { source, dealerIds })).toEqual({ kind: 'queue', url: source });
  });

  it('of an item that the relay parked is through the relay, just as it was', () => {
    const way = wayBack(readLetter(parkedItem), { dealerIds });
    expect({ way: way.kind, item: 'item' in way && way.item }).toEqual({ way: 'relay', item: theItem });
  });

  it('of a span is by hand: one command for each dealer, over its time and a little more', () => {
    const way = wayBack(readLetter(parkedSpan), { dealerIds });
    expect(way).toEqual({
      kind: 'by-hand',
      advice: [
        'Relay its span again, then discard it (--message ID --discard):',
        ...dealerIds.map(
          (dealerId) =>
            `npm run relay -- --dealer ${dealerId} --from 2026-03-02T00:50:00.000Z --until 2026-03-02T01:06:00.000Z --table TABLE --function NAME`,
        ),
      ],
    });
  });

  it('of garbage in the relay’s queue is nowhere', () => {
    expect(wayBack(readLetter('garbage'), { dealerIds }).kind).toBe('by-hand');
  });
});
