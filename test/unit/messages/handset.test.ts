import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Handset, HandsetSchema, type KeywordFacts, obey } from '../../../shared/messages/handset.ts';
import { later } from '../../../shared/platform/time.ts';
import { committed } from '../../builders/committed.ts';
import { monday } from '../../builders/times.ts';

function aKeyword(overrides: Partial<KeywordFacts> = {}): KeywordFacts {
  return {
    handsetId: 'handset_1',
    keyword: 'opt-out',
    at: monday,
    dealerId: 'cd-south',
    customerId: 'customer_1',
    locale: 'zh-CN',
    confirmedBy: 'us',
    ...overrides,
  };
}

const optedOut: Handset = { optedOut: true, since: monday };
const optedIn: Handset = { optedOut: false, since: monday };
const tomorrow = later(monday, { days: 1 });
const yesterday = later(monday, { days: -1 });

describe('STOP 退订', () => {
  it('opts the phone out, with one confirmation from us', () => {
    const { state, events } = committed(obey(undefined, aKeyword()), HandsetSchema);
    expect(state).toEqual(optedOut);
    expect(events).toEqual([
      {
        name: 'handset.opted-out',
        dealerId: 'cd-south',
        customerId: 'customer_1',
        facts: { handsetId: 'handset_1' },
        text: { to: 'handset_1', template: 'opt-out.confirmed', locale: 'zh-CN', purpose: 'service' },
      },
    ]);
  });

  it('is confirmed by the carrier where the carrier does so, not by us', () => {
    const { events } = committed(obey(undefined, aKeyword({ confirmedBy: 'carrier' })), HandsetSchema);
    expect(events[0]?.text).toBeUndefined();
  });

  it('from a phone that no dealer knows is obeyed without a text', () => {
    const { state, events } = committed(obey(undefined, aKeyword({ dealerId: undefined })), HandsetSchema);
    expect(state.optedOut).toBe(true);
    expect(events[0]?.text).toBeUndefined();
  });

  it('delivered twice does nothing the second time', () => {
    expect(obey(optedOut, aKeyword())).toBeUndefined();
  });

  it('said again later is not confirmed again', () => {
    const { state, events } = committed(obey(optedOut, aKeyword({ at: tomorrow })), HandsetSchema);
    expect(state).toEqual({ optedOut: true, since: tomorrow });
    expect(events.map((event) => event.text)).toEqual([undefined]);
  });
});

describe('START', () => {
  it('opts in again, without a text', () => {
    const { state, events } = committed(
      obey(optedOut, aKeyword({ keyword: 'opt-in', at: tomorrow })),
      HandsetSchema,
    );
    expect(state).toEqual({ optedOut: false, since: tomorrow });
    expect(events.map(({ name, text }) => [name, text])).toEqual([['handset.opted-in', undefined]]);
  });

  it('from a phone that never opted out is noted: it takes back what its owner told staff', () => {
    const { state, names } = committed(obey(undefined, aKeyword({ keyword: 'opt-in' })), HandsetSchema);
    expect(state).toEqual(optedIn);
    expect(names).toEqual(['handset.opted-in']);
    expect(obey(state, aKeyword({ keyword: 'opt-in' }))).toBeUndefined();
  });
});

describe('keywords out of order', () => {
  it('an older one does not undo a newer one', () => {
    expect(obey(optedOut, aKeyword({ keyword: 'opt-in', at: yesterday }))).toBeUndefined();
    expect(obey(optedIn, aKeyword({ keyword: 'opt-out', at: yesterday }))).toBeUndefined();
  });

  it('whoever wrote STOP last is opted out, in whatever order their texts arrive', () => {
    const texts = fc
      .uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 6 })
      .chain((minutes) =>
        fc.tuple(
          fc.array(fc.constantFrom('opt-out' as const, 'opt-in' as const), {
            minLength: minutes.length,
            maxLength: minutes.length,
          }),
          fc.constant([...minutes].sort((a, b) => a - b)),
          fc.shuffledSubarray([...minutes.keys()], { minLength: minutes.length }),
        ),
      );
    fc.assert(
      fc.property(texts, ([keywords, minutes, order]) => {
        let known: Handset | undefined;
        for (const index of order) {
          const at = later(monday, { minutes: minutes[index] ?? 0 });
          known = obey(known, aKeyword({ keyword: keywords[index] ?? 'opt-out', at }))?.state ?? known;
        }
        if (keywords.at(-1) === 'opt-out') expect(known?.optedOut).toBe(true);
      }),
      { seed: 20260302, numRuns: 500 },
    );
  });
});
