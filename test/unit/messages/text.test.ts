import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../../shared/events/aggregate.ts';
import { withholdReasons } from '../../../shared/events/messages.ts';
import { later } from '../../../shared/platform/time.ts';
import {
  hold,
  isFinal,
  release,
  sent,
  type Text,
  TextSchema,
  unconfirmed,
  withhold,
} from '../../../shared/messages/text.ts';
import { textIdOf } from '../../../shared/messages/store.ts';
import { committed } from '../../builders/committed.ts';
import { aText, aWantedText } from '../../builders/text.ts';
import { shanghai } from '../../builders/times.ts';
import { aWordsRef } from '../../builders/words.ts';

const wanted = aWantedText();
const until = shanghai('2026-03-04T09:00');
const words = aWordsRef('text_1');

const states = {
  none: undefined,
  held: aText(),
  released: aText({ status: 'released', until: undefined }),
  sent: aText({ status: 'sent', until: undefined, words }),
  withheld: aText({ status: 'withheld', until: undefined, reason: 'opted-out' }),
  unconfirmed: aText({ status: 'unconfirmed', until: undefined }),
} satisfies Record<string, Text | undefined>;

const steps = {
  hold: (known) => hold(known, wanted, until, 'quiet-hours'),
  'release when due': (known) => release(known, until),
  'release too early': (known) => release(known, later(until, { minutes: -1 })),
  sent: (known) => sent(known, wanted, { words, parts: 1 }),
  withhold: (known) => withhold(known, wanted, { reason: 'no-consent' }),
  unconfirmed: (known) => unconfirmed(known, wanted),
} satisfies Record<string, (known: Text | undefined) => Change<Text> | undefined>;

const ends = { none: true, held: true, released: true } as const;
const table: Record<
  keyof typeof steps,
  { readonly event?: string; readonly from: Partial<Record<keyof typeof states, true>> }
> = {
  hold: { event: 'message.held', from: { none: true, released: true } },
  'release when due': { event: 'message.released', from: { held: true } },
  'release too early': { from: {} },
  sent: { event: 'message.sent', from: ends },
  withhold: { event: 'message.withheld', from: ends },
  unconfirmed: { event: 'message.unconfirmed', from: ends },
};

const everyPair = keysOf(steps).flatMap((step) =>
  keysOf(states).map(
    (state) => [step, state, table[step].from[state] ? table[step].event : undefined] as const,
  ),
);

describe('what becomes of a text', () => {
  it.each(everyPair)('%s: one that is %s → %s', (step, state, event) => {
    const change = steps[step](states[state]);
    if (!change) {
      expect(event).toBeUndefined();
      return;
    }
    expect(committed(change, TextSchema).names).toEqual([event]);
  });

  it('is final once it was sent, withheld or unconfirmed', () => {
    expect(keysOf(states).filter((state) => isFinal(states[state]))).toEqual([
      'sent',
      'withheld',
      'unconfirmed',
    ]);
  });

  it('a held text waits until a moment; released, it is asked for again as it was', () => {
    const held = committed(steps.hold(undefined), TextSchema);
    expect(held.events[0]?.facts).toMatchObject({ handsetId: 'handset_1', until });
    const released = committed(release(held.state, until), TextSchema);
    expect(released.state.until).toBeUndefined();
    expect(released.events[0]).toMatchObject({ text: wanted.request, facts: { askedBy: wanted.askedBy } });
  });

  it('a sent text tells its words by reference, its parts and what it asks', () => {
    const { events } = committed(
      sent(undefined, wanted, { words, parts: 2, basis: { kind: 'contract' } }),
      TextSchema,
    );
    expect(events[0]?.facts).toEqual({
      handsetId: 'handset_1',
      template: 'survey.overall',
      purpose: 'service',
      conversation: { kind: 'survey', id: 'survey_1' },
      asks: 'rating',
      words,
      parts: 2,
      basis: { kind: 'contract' },
    });
    expect(events[0]?.text).toBeUndefined();
  });

  it.each(withholdReasons)('a text that is not sent leaves its reason: %s', (reason) => {
    const { state, events } = committed(withhold(undefined, wanted, { reason }), TextSchema);
    expect(state).toMatchObject({ status: 'withheld', reason });
    expect(events[0]?.facts).toMatchObject({ reason });
  });

  it('one event asks for one text', () => {
    expect(textIdOf('survey_1.1')).toBe(textIdOf('survey_1.1'));
    expect(textIdOf('survey_1.1')).not.toBe(textIdOf('survey_1.2'));
  });

  it('nothing is sent twice: any steps in any order end a text at most once', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...keysOf(steps)), { maxLength: 20 }), (taken) => {
        let known: Text | undefined;
        const names: string[] = [];
        for (const step of taken) {
          const change: Change<Text> | undefined = steps[step](known);
          if (isFinal(known)) expect(change).toBeUndefined();
          names.push(...(change?.events ?? []).map((event) => event.name));
          known = change?.state ?? known;
        }
        const endings = names.filter((name) => /sent|withheld|unconfirmed/.test(name));
        expect(endings.length).toBe(isFinal(known) ? 1 : 0);
        expect(names.slice(names.findIndex((name) => endings.includes(name)) + 1)).toEqual(
          endings.length > 0 ? [] : names,
        );
      }),
      { seed: 20260302, numRuns: 300 },
    );
  });
});

function keysOf<K extends string>(record: Record<K, unknown>): K[] {
  const isKey = (key: string): key is K => key in record;
  return Object.keys(record).filter(isKey);
}
