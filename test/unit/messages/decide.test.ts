import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { templateNames } from '../../../shared/events/text-request.ts';
import { decideSending, type SendingFacts } from '../../../shared/messages/decide.ts';
import { maySendAt } from '../../../shared/messages/quiet-hours.ts';
import { later } from '../../../shared/platform/time.ts';
import { askTimes, calendars, sendingWindows } from '../../builders/calendars.ts';
import { aDealer } from '../../builders/dealer.ts';
import { aTextRequest } from '../../builders/text.ts';
import { shanghai } from '../../builders/times.ts';

const noon = shanghai('2026-03-03T12:00');
const night = shanghai('2026-03-03T22:00');
const phone = '+8613800138000';

function facts(overrides: Partial<SendingFacts> = {}): SendingFacts {
  return {
    request: aTextRequest(),
    askedAt: noon,
    optedOut: false,
    isOvertaken: false,
    consent: {},
    phone,
    ...overrides,
  };
}
const decide = (overrides: Partial<SendingFacts> = {}, now = noon) =>
  decideSending(facts(overrides), aDealer(), now);
const purpose = (each: 'service' | 'care' | 'marketing') => aTextRequest({ purpose: each });
const confirmation = aTextRequest({
  template: 'opt-out.confirmed',
  conversation: undefined,
  asks: undefined,
});

describe('whether a text goes now, waits or stays', () => {
  it('while texts are paused it waits and is due at once, whatever the hour', () => {
    const paused = { kind: 'hold', until: night, because: 'paused' };
    expect(decide({ isPaused: true, askedAt: night }, night)).toEqual(paused);
  });

  it.each(['survey.overall', 'opt-out.confirmed'] as const)(
    'a sandbox dealer does not send %s',
    (template) => {
      const dealer = aDealer({ settings: { sandbox: true } });
      expect(decideSending(facts({ request: aTextRequest({ template }) }), dealer, noon)).toEqual({
        kind: 'withhold',
        reason: 'sandbox',
      });
      expect(decide({ request: confirmation, isPaused: true }, night).kind).toBe('send');
    },
  );

  it('by day it goes, in quiet hours it is held until they end', () => {
    expect(decide()).toEqual({ kind: 'send', phone });
    expect(decide({ askedAt: night }, night)).toEqual({
      kind: 'hold',
      until: shanghai('2026-03-04T09:00'),
      because: 'quiet-hours',
    });
  });

  it('a text that was asked for more than a day ago makes sense no more', () => {
    expect(decide({ askedAt: later(noon, { hours: -24 }) }).kind).toBe('send');
    expect(decide({ askedAt: later(noon, { hours: -24, minutes: -1 }) })).toEqual({
      kind: 'withhold',
      reason: 'out-of-date',
    });
  });

  it('a question that was answered while it waited stays', () => {
    expect(decide({ isOvertaken: true })).toEqual({ kind: 'withhold', reason: 'out-of-date' });
  });

  it('without a number it stays', () => {
    expect(decide({ phone: undefined })).toEqual({ kind: 'withhold', reason: 'no-number' });
  });
});

describe('consent (decision 2)', () => {
  it.each([
    ['service', {}, true],
    ['care', {}, false],
    ['care', { marketing: true }, false],
    ['care', { care: true }, true],
    ['marketing', {}, false],
    ['marketing', { care: true }, false],
    ['marketing', { marketing: true }, true],
  ] as const)('a %s text with consent %j goes: %s', (kind, consent, goes) => {
    const expected = goes ? { kind: 'send', phone } : { kind: 'withhold', reason: 'no-consent' };
    expect(decide({ request: purpose(kind), consent })).toEqual(expected);
  });
});

describe('an opt-out', () => {
  it('beats every text but its own confirmation, by day and by night', () => {
    for (const template of templateNames.filter((name) => name !== 'opt-out.confirmed')) {
      for (const now of [noon, night]) {
        const request = aTextRequest({ template });
        const consent = { care: true, marketing: true };
        expect(decide({ request, optedOut: true, consent, askedAt: now }, now)).toEqual({
          kind: 'withhold',
          reason: 'opted-out',
        });
      }
    }
  });

  it('is confirmed at once, whatever the hour and the consent', () => {
    const consent = { care: false };
    expect(decide({ request: confirmation, optedOut: true, consent, askedAt: night }, night)).toEqual({
      kind: 'send',
      phone,
    });
  });
});

describe('for every text, dealer and moment', () => {
  const flag = fc.option(fc.boolean(), { nil: undefined });
  const cases = fc.record({
    template: fc.constantFrom(...templateNames),
    kind: fc.constantFrom('service' as const, 'care' as const, 'marketing' as const),
    optedOut: fc.boolean(),
    consent: fc.record({ care: flag, marketing: flag }),
    phone: fc.constantFrom(phone, undefined),
    waited: fc.integer({ min: 0, max: 40 * 60 }),
    askedAfter: fc.integer({ min: 0, max: 40 * 24 * 60 }),
    dealer: fc
      .record({ calendar: calendars, sendingWindow: sendingWindows, askAt: askTimes })
      .map(({ calendar, ...settings }) => aDealer({ calendar, settings })),
  });

  it('nobody is texted against their wish or in quiet hours, and what is held may go when it is released', () => {
    fc.assert(
      fc.property(cases, ({ template, kind, waited, askedAfter, dealer, ...recipient }) => {
        const askedAt = later(noon, { minutes: askedAfter });
        const now = later(askedAt, { minutes: waited });
        const request = aTextRequest({ template, purpose: kind });
        const decision = decideSending({ request, askedAt, isOvertaken: false, ...recipient }, dealer, now);
        const { sendingWindow } = dealer.settings;
        const { zone } = dealer.calendar;
        if (decision.kind === 'withhold') return;
        expect(recipient.phone).toBeDefined();
        if (template === 'opt-out.confirmed') return;
        expect(recipient.optedOut).toBe(false);
        if (kind !== 'service') expect(recipient.consent[kind]).toBe(true);
        const goesAt = decision.kind === 'hold' ? decision.until : now;
        expect(maySendAt(sendingWindow, zone, goesAt)).toBe(true);
        if (decision.kind === 'hold') expect(decision.until > now).toBe(true);
      }),
      { seed: 20260302, numRuns: 500 },
    );
  });
});
