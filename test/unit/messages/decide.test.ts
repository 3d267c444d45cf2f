import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { purposes, templateNames } from '../../../shared/events/text-request.ts';
import { decideSending, type SendingFacts } from '../../../shared/messages/decide.ts';
import { lawfulWindow, maySendAt } from '../../../shared/messages/quiet-hours.ts';
import { zoneOfRecipient } from '../../../shared/messages/recipient-zone.ts';
import { isBeyondBudgets } from '../../../shared/messages/spending.ts';
import { isCapped } from '../../../shared/messages/week.ts';
import { instantFrom, later } from '../../../shared/platform/time.ts';
import { askTimes, calendars, sendingWindows } from '../../builders/calendars.ts';
import { aCalendar, aDealer } from '../../builders/dealer.ts';
import { aTextRequest } from '../../builders/text.ts';
import { shanghai } from '../../builders/times.ts';

const noon = shanghai('2026-03-03T12:00');
const night = shanghai('2026-03-03T22:00');
const phone = '+8613800138000';

function facts(overrides: Partial<SendingFacts> = {}): SendingFacts {
  return {
    request: aTextRequest(),
    askedAt: noon,
    standing: { permitted: true, basis: { kind: 'contract' } },
    isOvertaken: false,
    phone,
    ...overrides,
  };
}
const decide = (overrides: Partial<SendingFacts> = {}, now = noon) =>
  decideSending(facts(overrides), aDealer(), now);
const optedOut = { permitted: false, basis: { kind: 'opted-out', ground: 'handset_1.1' } } as const;
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
    ['opted-out', 'opted-out'],
    ['withdrawn', 'opted-out'],
    ['refused', 'no-consent'],
    ['no-consent', 'no-consent'],
  ] as const)('where it is %s, the text stays as %s, with what says so', (kind, reason) => {
    const basis = { kind, ground: 'consent_1.2' };
    expect(decide({ standing: { permitted: false, basis } })).toEqual({ kind: 'withhold', reason, basis });
  });
});

describe('R52: a major complaint', () => {
  const request = aTextRequest({ template: 'staff.major-complaint', staffId: 'zhao-min' });

  it('is told to superiors at once, at night too, but not against a pause', () => {
    expect(decide({ request, askedAt: night }, night)).toEqual({ kind: 'send', phone });
    expect(decide({ request, askedAt: night, isPaused: true }, night).kind).toBe('hold');
  });

  it('waits for the morning where it is only overdue work', () => {
    const overdue = aTextRequest({ template: 'staff.overdue', staffId: 'zhao-min' });
    expect(decide({ request: overdue, askedAt: night }, night).kind).toBe('hold');
  });
});

describe('an opt-out', () => {
  it('beats every text but its own confirmation, by day and by night', () => {
    for (const template of templateNames.filter((name) => name !== 'opt-out.confirmed')) {
      for (const now of [noon, night]) {
        const request = aTextRequest({ template });
        expect(decide({ request, standing: optedOut, askedAt: now }, now)).toEqual({
          kind: 'withhold',
          reason: 'opted-out',
          basis: optedOut.basis,
        });
      }
    }
  });

  it('is confirmed at once, whatever the hour and the consent', () => {
    expect(decide({ request: confirmation, standing: optedOut, askedAt: night }, night)).toEqual({
      kind: 'send',
      phone,
    });
  });
});

describe('the cap of a week', () => {
  it('withholds what would be one too many, and tells the limit', () => {
    expect(decide({ sentThisWeek: 2 }).kind).toBe('send');
    expect(decide({ sentThisWeek: 3 })).toEqual({ kind: 'withhold', reason: 'weekly-cap', limit: 3 });
    const generous = aDealer({ settings: { textsPerWeek: 4 } });
    expect(decideSending(facts({ sentThisWeek: 3 }), generous, noon).kind).toBe('send');
  });

  it('is judged when the text would leave, not while quiet hours hold it back', () => {
    expect(decide({ sentThisWeek: 3, askedAt: night }, night).kind).toBe('hold');
  });

  it('counts what we begin, never what belongs to a complaint or answers the customer', () => {
    const complaint = { kind: 'complaint', id: 'complaint_1' } as const;
    for (const template of templateNames) {
      const counts = ['survey.overall', 'callback.missed'].includes(template);
      expect(isCapped(aTextRequest({ template, conversation: undefined }))).toBe(counts);
      expect(isCapped(aTextRequest({ template, conversation: complaint }))).toBe(false);
      expect(isCapped(aTextRequest({ template, purpose: 'care', conversation: undefined }))).toBe(true);
    }
  });
});

describe('a sandbox that lists numbers', () => {
  it('texts those and nobody else', () => {
    const trying = aDealer({ settings: { sandbox: true, sandboxNumbers: [phone] } });
    expect(decideSending(facts(), trying, noon).kind).toBe('send');
    expect(decideSending(facts({ phone: '+8613900139000' }), trying, noon)).toMatchObject({
      reason: 'sandbox',
    });
    expect(decideSending(facts({ standing: optedOut }), trying, noon).kind).toBe('withhold');
  });
});

describe("the budget for a month's texts", () => {
  it('withholds once it is spent, and tells the limit in parts', () => {
    expect(decide({ spending: { spent: 99, limit: 100 } }).kind).toBe('send');
    const spent = { kind: 'withhold', reason: 'budget-spent', limit: 100 };
    expect(decide({ spending: { spent: 100, limit: 100 } })).toEqual(spent);
    expect(decide({ spending: { spent: 0, limit: 0 } })).toMatchObject({ reason: 'budget-spent' });
  });

  it('stands against nothing that belongs to a complaint, nor against the confirmation of an opt-out', () => {
    const complaint = { kind: 'complaint', id: 'complaint_1' } as const;
    expect(isBeyondBudgets(aTextRequest({ conversation: complaint }))).toBe(true);
    expect(isBeyondBudgets(confirmation)).toBe(true);
    expect(isBeyondBudgets(aTextRequest())).toBe(false);
  });
});

describe("quiet hours are the recipient's", () => {
  const inAustin = aDealer({ country: 'US', calendar: aCalendar({ zone: 'America/Chicago' }) });
  const noonInAustin = instantFrom('2026-03-03T12:00:00-06:00');

  it('a Chinese phone is not texted at two in the night because it is noon at the store', () => {
    const decision = decideSending(facts({ askedAt: noonInAustin }), inAustin, noonInAustin);
    expect(decision).toMatchObject({ kind: 'hold', until: shanghai('2026-03-04T09:00') });
  });

  it('where a country has several zones, the store tells which', () => {
    const atHome = facts({ askedAt: noonInAustin, phone: '+15125550123' });
    expect(decideSending(atHome, inAustin, noonInAustin).kind).toBe('send');
  });

  it('care and marketing go out between 8:00 and 21:00 only, however wide the window of the store is', () => {
    const early = aDealer({ settings: { sendingWindow: { from: '06:00', until: '23:00' } } });
    const six = shanghai('2026-03-03T06:30');
    const kinds = purposes.map((purpose) => {
      const request = aTextRequest({ purpose });
      return decideSending(facts({ request, askedAt: six }), early, six).kind;
    });
    expect(kinds).toEqual(['send', 'hold', 'hold']);
  });
});

describe('for every text, dealer and moment', () => {
  const cases = fc.record({
    template: fc.constantFrom(...templateNames),
    kind: fc.constantFrom('service' as const, 'care' as const, 'marketing' as const),
    permitted: fc.boolean(),
    sentThisWeek: fc.integer({ min: 0, max: 5 }),
    phone: fc.constantFrom(phone, undefined),
    waited: fc.integer({ min: 0, max: 40 * 60 }),
    askedAfter: fc.integer({ min: 0, max: 40 * 24 * 60 }),
    dealer: fc
      .record({ calendar: calendars, sendingWindow: sendingWindows, askAt: askTimes })
      .map(({ calendar, ...settings }) => aDealer({ calendar, settings })),
  });

  it('nobody is texted against their wish or in quiet hours, and what is held may go when it is released', () => {
    fc.assert(
      fc.property(cases, ({ template, kind, waited, askedAfter, dealer, permitted, ...recipient }) => {
        const askedAt = later(noon, { minutes: askedAfter });
        const now = later(askedAt, { minutes: waited });
        const request = aTextRequest({ template, purpose: kind });
        const standing = permitted
          ? ({ permitted, basis: { kind: 'consent' } } as const)
          : ({ permitted, basis: { kind: 'refused' } } as const);
        const facts = { request, askedAt, isOvertaken: false, standing, ...recipient };
        const decision = decideSending(facts, dealer, now);
        const sendingWindow = lawfulWindow(dealer.settings.sendingWindow, kind);
        const zone = zoneOfRecipient(phone, dealer.calendar.zone);
        if (decision.kind === 'withhold') return;
        expect(recipient.phone).toBeDefined();
        if (template === 'opt-out.confirmed') return;
        expect(permitted).toBe(true);
        if (template === 'staff.major-complaint') return;
        if (decision.kind === 'send') expect(recipient.sentThisWeek).toBeLessThan(3);
        const goesAt = decision.kind === 'hold' ? decision.until : now;
        expect(maySendAt(sendingWindow, zone, goesAt)).toBe(true);
        if (decision.kind === 'hold') expect(decision.until > now).toBe(true);
      }),
      { seed: 20260302, numRuns: 500 },
    );
  });
});
