import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { undeliveredReasons } from '../../../shared/events/messages.ts';
import { type Arrival, arrivalOf, ReceiptSchema } from '../../../shared/messages/receipt.ts';
import { noteArrival, type Text, TextSchema } from '../../../shared/messages/text.ts';
import { committed } from '../../builders/committed.ts';
import { aText } from '../../builders/text.ts';

/** As SNS documents it, with all that we do not read. */
const written = {
  notification: { messageId: '34d9b400-c6dd-5444-820d-fbeb0f1f54cf', timestamp: '2016-06-28 00:40:34.558' },
  delivery: {
    phoneCarrier: 'My Phone Carrier',
    mnc: 270,
    numberOfMessageParts: 1,
    destination: '+1XXX5550100',
    priceInUSD: 0.00645,
    smsType: 'Transactional',
    mcc: 310,
    providerResponse: 'Message has been accepted by phone carrier',
    dwellTimeMs: 599,
    dwellTimeMsUntilDeviceAck: 1344,
  },
  status: 'SUCCESS',
};

const failed = (providerResponse: string) =>
  v.parse(ReceiptSchema, {
    ...written,
    delivery: { ...written.delivery, providerResponse },
    status: 'FAILURE',
  });

describe('a receipt of SNS', () => {
  it('tells that a text arrived, and keeps neither number nor carrier', () => {
    const receipt = v.parse(ReceiptSchema, written);
    expect(arrivalOf(receipt)).toEqual({ outcome: 'delivered' });
    expect(JSON.stringify(receipt)).not.toContain('555');
  });

  it.each([
    ['Invalid phone number', 'invalid-number'],
    ['Phone number is opted out', 'blocked'],
    ['Phone has blocked SMS', 'blocked'],
    ['Phone is on a blocked list', 'blocked'],
    ['Destination is on a denied list', 'blocked'],
    ['Blocked as spam by phone carrier', 'refused'],
    ['Message body is invalid', 'refused'],
    ['This delivery would exceed max price', 'refused'],
    ['No quota left for account', 'refused'],
    ['Phone is currently unreachable/unavailable', 'unreachable'],
    ['Phone carrier is currently unreachable/unavailable', 'unreachable'],
    ['Unknown error attempting to reach phone', 'unreachable'],
    ['Unknown error attempting to reach phone carrier', 'unreachable'],
    ['something that AWS invents tomorrow', 'unknown'],
  ])('“%s” → %s', (response, reason) => {
    expect(arrivalOf(failed(response))).toEqual({ outcome: 'undelivered', reason });
  });
});

describe('a text of which its carrier tells', () => {
  const arrivals: readonly Arrival[] = [
    { outcome: 'delivered' },
    ...undeliveredReasons.map((reason) => ({ outcome: 'undelivered', reason }) as const),
  ];

  it('tells it on, without number and words', () => {
    const change = noteArrival(aText({ status: 'sent' }), {
      outcome: 'undelivered',
      reason: 'invalid-number',
    });
    expect(change && committed(change, TextSchema).events).toMatchObject([
      { name: 'message.undelivered', facts: { handsetId: 'handset_1', reason: 'invalid-number' } },
    ]);
  });

  it('ends the same in whatever order and however often receipts come, each told at most once', () => {
    const some = fc.array(fc.constantFrom(...arrivals), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        some.chain((told) =>
          fc.tuple(
            fc.constant(told),
            fc.shuffledSubarray([...told, ...told], { minLength: told.length * 2 }),
          ),
        ),
        ([told, again]) => {
          const [first, second] = [play(told), play(again)];
          expect(first.text.arrival).toEqual(second.text.arrival);
          expect(first.text.status).toBe('unconfirmed');
          for (const { events } of [first, second]) expect(new Set(events).size).toBe(events.length);
          if (told.some(({ outcome }) => outcome === 'delivered'))
            expect(second.text.arrival).toEqual({ outcome: 'delivered' });
        },
      ),
      { seed: 20260302, numRuns: 300 },
    );
  });
});

function play(told: readonly Arrival[]): { text: Text; events: string[] } {
  let text: Text = aText({ status: 'unconfirmed', until: undefined });
  const events: string[] = [];
  for (const arrival of told) {
    const change = noteArrival(text, arrival);
    text = change?.state ?? text;
    if (change) events.push(JSON.stringify(change.events[0].facts) + change.events[0].name);
  }
  return { text, events };
}
