import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { permittedMoment, type Plan, planCallback, type VisitFacts } from '../../../shared/callbacks/plan.ts';
import type { Dealer } from '../../../shared/dealers/dealer.ts';
import { isOpenDay, isWorking, nextWorkingMoment } from '../../../shared/dealers/working-hours.ts';
import { callers, channels, type CustomerClass, customerClasses } from '../../../shared/events/callbacks.ts';
import { maySendAt } from '../../../shared/messages/quiet-hours.ts';
import {
  addDays,
  type Instant,
  instantAt,
  later,
  latest,
  type LocalDate,
  localDate,
} from '../../../shared/platform/time.ts';
import { askTimes, calendars, sendingWindows } from '../../builders/calendars.ts';
import { aCalendar, aDealer } from '../../builders/dealer.ts';
import { monday, shanghai, time } from '../../builders/times.ts';
import { aVisit } from '../../builders/visit.ts';

/** Delivered on Monday 2 March 2026 at 17:30 and told to us a minute later. */
const visit = (overrides: Partial<VisitFacts> = {}): VisitFacts => aVisit(overrides);
const agreedFor = (from: string, until: string, method?: 'text' | 'call') => ({
  method,
  time: { from: shanghai(from), until: shanghai(until) },
});
const closedOn = (...dates: string[]) => aDealer({ calendar: aCalendar({ closedDates: dates }) });

describe('R11: within three days after delivery', () => {
  it('a text goes on the day after delivery', () => {
    expect(planCallback(visit(), aDealer())).toMatchObject({
      kind: 'ask',
      channel: 'text',
      at: shanghai('2026-03-03T10:00'),
      rule: 'day-after-delivery',
    });
  });

  it('the day after is counted in the zone of the dealer', () => {
    const lateInShanghai = visit({ deliveredAt: shanghai('2026-03-02T23:50') });
    expect(planCallback(lateInShanghai, aDealer())).toMatchObject({ at: shanghai('2026-03-03T10:00') });
    const chicago = aDealer({ calendar: aCalendar({ zone: 'America/Chicago' }) });
    const afternoonInChicago = visit({ deliveredAt: shanghai('2026-03-03T05:00'), receivedAt: monday });
    expect(planCallback(afternoonInChicago, chicago)).toMatchObject({ at: shanghai('2026-03-04T00:00') });
  });

  it('a visit that arrives on the second or third day is asked after at once', () => {
    const receivedAt = shanghai('2026-03-05T11:11');
    expect(planCallback(visit({ receivedAt }), aDealer())).toMatchObject({
      at: receivedAt,
      rule: 'day-after-delivery',
    });
  });

  it('a text may go on a day on which the dealer is closed, a call waits for working time', () => {
    const tuesdayOff = closedOn('2026-03-03');
    expect(planCallback(visit(), tuesdayOff)).toMatchObject({ at: shanghai('2026-03-03T10:00') });
    expect(planCallback(visit({ contact: { method: 'call' } }), tuesdayOff)).toMatchObject({
      channel: 'call',
      at: shanghai('2026-03-04T09:00'),
      rule: 'day-after-delivery',
    });
  });

  it('closed-days: with all three days closed the text keeps the limit, the call falls on the first open morning', () => {
    const festival = closedOn('2026-03-03', '2026-03-04', '2026-03-05', '2026-03-06');
    expect(planCallback(visit(), festival)).toMatchObject({
      at: shanghai('2026-03-03T10:00'),
      rule: 'day-after-delivery',
    });
    expect(planCallback(visit({ contact: { method: 'call' } }), festival)).toMatchObject({
      at: shanghai('2026-03-09T09:00'),
      rule: 'closed-days',
    });
  });

  it('a call keeps the limit where the only open hours lie before the usual time of day', () => {
    const early = aDealer({
      calendar: aCalendar(
        { closedDates: ['2026-03-04', '2026-03-05'] },
        { tue: [{ from: '07:00', until: '09:30' }] },
      ),
    });
    expect(planCallback(visit({ contact: { method: 'call' } }), early)).toMatchObject({
      at: shanghai('2026-03-03T07:00'),
      rule: 'day-after-delivery',
    });
  });
});

describe('received-late (decision 3)', () => {
  it.each([
    ['on day 4', '2026-03-06T11:00', '2026-03-06T11:00'],
    ['on day 7 at night', '2026-03-09T23:00', '2026-03-10T09:00'],
    ['on day 3 after the last sending hour', '2026-03-05T20:30', '2026-03-06T09:00'],
  ])('a visit that arrives %s is asked after at the next permitted moment', (_, received, asked) => {
    expect(planCallback(visit({ receivedAt: shanghai(received) }), aDealer())).toMatchObject({
      kind: 'ask',
      channel: 'text',
      at: shanghai(asked),
      rule: 'received-late',
    });
  });

  it('a call that arrived after the last working hour of day 3 is late, not kept back by closed days', () => {
    const late = visit({ receivedAt: shanghai('2026-03-05T18:00'), contact: { method: 'call' } });
    expect(planCallback(late, aDealer())).toMatchObject({
      at: shanghai('2026-03-06T09:00'),
      rule: 'received-late',
    });
  });

  it('after day 7 it is not asked after at all', () => {
    const tooLate = visit({ receivedAt: shanghai('2026-03-10T00:00') });
    expect(planCallback(tooLate, aDealer())).toEqual({ kind: 'skip', reason: 'received-late' });
  });

  it('the last day is a setting of the dealer', () => {
    const patient = aDealer({ settings: { askWithinDays: 10 } });
    expect(planCallback(visit({ receivedAt: shanghai('2026-03-12T12:00') }), patient).kind).toBe('ask');
    expect(planCallback(visit({ receivedAt: shanghai('2026-03-13T12:00') }), patient).kind).toBe('skip');
  });

  it('R12: what was agreed for a later day is kept, even if a revision arrives after day 7', () => {
    const contact = agreedFor('2026-03-16T10:00', '2026-03-16T12:00');
    expect(
      planCallback(visit({ receivedAt: shanghai('2026-03-11T12:00'), contact }), aDealer()),
    ).toMatchObject({
      kind: 'ask',
      channel: 'text',
      at: shanghai('2026-03-16T10:00'),
      rule: 'agreed-time',
    });
  });
});

describe('R02 R12: what was agreed at the desk beats the default', () => {
  it('the agreed time and method', () => {
    const contact = agreedFor('2026-03-04T15:00', '2026-03-04T16:00', 'call');
    expect(planCallback(visit({ contact }), aDealer())).toMatchObject({
      kind: 'ask',
      channel: 'call',
      at: shanghai('2026-03-04T15:00'),
      rule: 'agreed-time',
    });
  });

  it('even beyond the third day, and on the day of delivery', () => {
    const nextMonth = agreedFor('2026-04-01T15:00', '2026-04-01T16:00');
    expect(planCallback(visit({ contact: nextMonth }), aDealer())).toMatchObject({
      at: shanghai('2026-04-01T15:00'),
    });
    const tonight = agreedFor('2026-03-02T19:00', '2026-03-02T20:00');
    expect(planCallback(visit({ contact: tonight }), aDealer())).toMatchObject({
      at: shanghai('2026-03-02T19:00'),
    });
  });

  it('an agreed time at night or outside working hours moves to the next permitted moment, and says so', () => {
    expect(
      planCallback(visit({ contact: agreedFor('2026-03-03T22:00', '2026-03-03T23:00') }), aDealer()),
    ).toMatchObject({ at: shanghai('2026-03-04T09:00'), rule: 'agreed-time-closed' });
    expect(
      planCallback(visit({ contact: agreedFor('2026-03-07T10:00', '2026-03-07T11:00', 'call') }), aDealer()),
    ).toMatchObject({ at: shanghai('2026-03-09T09:00'), rule: 'agreed-time-closed' });
  });

  it('a span that begins before we may ask, or before the visit arrived, is kept in what is left of it', () => {
    const early = agreedFor('2026-03-03T08:00', '2026-03-03T10:00', 'call');
    expect(planCallback(visit({ contact: early }), aDealer())).toMatchObject({
      at: shanghai('2026-03-03T09:00'),
      rule: 'agreed-time',
    });
    const receivedAt = shanghai('2026-03-03T09:30');
    expect(planCallback(visit({ contact: early, receivedAt }), aDealer())).toMatchObject({
      at: receivedAt,
      rule: 'agreed-time',
    });
  });

  it('an agreed time that had passed when the visit arrived is now, and says so', () => {
    const contact = agreedFor('2026-03-03T10:00', '2026-03-03T11:00');
    const receivedAt = shanghai('2026-03-04T13:00');
    expect(planCallback(visit({ contact, receivedAt }), aDealer())).toMatchObject({
      at: receivedAt,
      rule: 'agreed-time-passed',
    });
  });
});

describe('R13 R59 R61: each class of customers is asked as the dealer has set', () => {
  const planFor = (customerClass: CustomerClass, dealer = aDealer(), overrides: Partial<VisitFacts> = {}) =>
    planCallback(visit(overrides), dealer, { customerClass });

  it.each([
    ['important', 'call', 'manager'],
    ['quality', 'call', 'receiving-advisor'],
    ['ordinary', 'text', 'receiving-advisor'],
  ] as const)('by default: %s by %s, the caller is the %s', (customerClass, channel, by) => {
    expect(planFor(customerClass)).toMatchObject({
      channel,
      at: shanghai('2026-03-03T10:00'),
      rule: 'day-after-delivery',
      because: {
        class: customerClass,
        channel: `${customerClass}-customer`,
        by,
        script: `after-visit.${customerClass}`,
      },
    });
  });

  it('R02 R12: what was agreed at the desk beats the class', () => {
    const contact = { method: 'text' as const };
    expect(planFor('important', aDealer(), { contact })).toMatchObject({
      channel: 'text',
      because: { class: 'important', channel: 'agreed-method', by: 'manager' },
      agreed: { method: 'text' },
    });
  });

  it('channel, day, time and caller are settings of the dealer', () => {
    const cadence = { quality: { channel: 'text', day: 2, at: '18:30', by: 'customer-service' } } as const;
    const plan = planFor('quality', aDealer({ settings: { cadence } }));
    expect(plan).toMatchObject({
      channel: 'text',
      at: shanghai('2026-03-04T18:30'),
      rule: 'day-of-class',
      because: { by: 'customer-service' },
    });
  });

  it('R11: a call set for the third day comes sooner where that day is closed', () => {
    const cadence = { quality: { channel: 'call', day: 3, by: 'manager' } } as const;
    const closed = aDealer({ settings: { cadence }, calendar: aCalendar({ closedDates: ['2026-03-05'] }) });
    expect(planFor('quality', closed)).toMatchObject({
      at: shanghai('2026-03-04T09:00'),
      rule: 'day-of-class',
    });
  });
});

describe('a year whose holidays are not published', () => {
  const newYearsEve = { deliveredAt: shanghai('2026-12-31T15:00'), receivedAt: shanghai('2026-12-31T15:01') };
  const knowing = (...holidayYears: number[]) => aDealer({ calendar: aCalendar({ holidayYears }) });

  it('is planned by the days of the week, and the plan says so', () => {
    const plan = planCallback(visit(newYearsEve), knowing(2026));
    expect(plan).toMatchObject({
      at: shanghai('2027-01-01T10:00'),
      because: { calendar: 'no-published-holidays' },
    });
  });

  it('is not spoken of where every day that counts is known', () => {
    expect(planCallback(visit(newYearsEve), knowing(2026, 2027))).not.toHaveProperty('because.calendar');
    expect(planCallback(visit(), knowing(2026))).not.toHaveProperty('because.calendar');
  });

  it('is any year of which no closed date is given, unless the calendar names its years', () => {
    expect(planCallback(visit(), closedOn('2025-10-01'))).toHaveProperty('because.calendar');
    expect(planCallback(visit(), closedOn('2026-10-01'))).not.toHaveProperty('because.calendar');
  });
});

describe('who is not asked, with the one reason why', () => {
  it.each<[string, Partial<VisitFacts>, Plan]>([
    ['a void visit', { status: 'void' }, { kind: 'skip', reason: 'void' }],
    ['who wants no contact', { contact: { method: 'none' } }, { kind: 'skip', reason: 'declined-contact' }],
    ['who refused', { contact: { serviceConsent: false } }, { kind: 'skip', reason: 'no-consent' }],
    ['an open order', { status: 'open' }, { kind: 'wait' }],
    ['a closed one not yet delivered', { status: 'closed' }, { kind: 'wait' }],
    ['one delivered without a time', { deliveredAt: undefined }, { kind: 'wait' }],
  ])('%s', (_, facts, plan) => {
    expect(planCallback(visit(facts), aDealer())).toEqual(plan);
  });

  it('void comes before everything, a refusal before lateness', () => {
    const refused = { contact: { method: 'none' as const }, receivedAt: shanghai('2026-04-02T10:00') };
    expect(planCallback(visit({ ...refused, status: 'void' }), aDealer())).toMatchObject({ reason: 'void' });
    expect(planCallback(visit(refused), aDealer())).toMatchObject({ reason: 'declined-contact' });
  });

  it('absent consent permits the follow-up of this visit', () => {
    expect(planCallback(visit({ contact: {} }), aDealer()).kind).toBe('ask');
  });
});

describe('for every delivered visit, calendar and zone', () => {
  const askings = fc.record({
    channel: fc.constantFrom(...channels),
    day: fc.integer({ min: 1, max: 3 }),
    at: fc.option(askTimes, { nil: undefined }),
    by: fc.constantFrom(...callers),
  });
  const cadence = fc.record({ important: askings, quality: askings, ordinary: askings });
  const dealers = fc
    .record({ calendar: calendars, sendingWindow: sendingWindows, askAt: askTimes, cadence })
    .map(({ calendar, ...settings }) => aDealer({ calendar, settings }));
  const minutes = (days: number) => fc.integer({ min: 0, max: days * 24 * 60 });
  const cases = fc
    .record({
      dealer: dealers,
      delivered: minutes(30),
      arrivesAfter: minutes(9),
      method: fc.constantFrom<('text' | 'call' | undefined)[]>('text', 'call', undefined),
      agreedAfter: fc.option(minutes(14), { nil: undefined }),
      agreedFor: fc.integer({ min: 5, max: 600 }),
      customerClass: fc.constantFrom(...customerClasses),
    })
    .map(({ dealer, delivered, arrivesAfter, method, agreedAfter, agreedFor: length, customerClass }) => {
      const deliveredAt = later(monday, { minutes: delivered });
      const receivedAt = later(deliveredAt, { minutes: arrivesAfter });
      const from = agreedAfter === undefined ? undefined : later(deliveredAt, { minutes: agreedAfter });
      const agreed = from && { from, until: later(from, { minutes: length }) };
      const facts = visit({ deliveredAt, receivedAt, contact: { method, time: agreed } });
      const plan = planCallback(facts, dealer, { customerClass });
      return { dealer, facts, agreed, deliveredAt, receivedAt, customerClass, plan };
    });
  const runs = { seed: 20260302, numRuns: 400 };

  it('R11: one that arrives within seven days is asked, by the agreed method, never before it arrived', () => {
    fc.assert(
      fc.property(cases, ({ dealer, facts, plan, deliveredAt, receivedAt, customerClass }) => {
        const { zone } = dealer.calendar;
        const lastDay = addDays(localDate(deliveredAt, zone), 7);
        if (plan.kind !== 'ask') {
          expect(plan).toEqual({ kind: 'skip', reason: 'received-late' });
          expect(localDate(receivedAt, zone) > lastDay).toBe(true);
          return;
        }
        expect(plan.channel).toBe(facts.contact.method ?? dealer.settings.cadence[customerClass].channel);
        expect(plan.at >= receivedAt).toBe(true);
      }),
      runs,
    );
  });

  it('a text goes only inside the sending window, a call only in working time', () => {
    fc.assert(
      fc.property(cases, ({ dealer, plan }) => {
        if (plan.kind !== 'ask') return;
        const permitted =
          plan.channel === 'call'
            ? isWorking(dealer.calendar, plan.at)
            : maySendAt(dealer.settings.sendingWindow, dealer.calendar.zone, plan.at);
        expect(permitted).toBe(true);
      }),
      runs,
    );
  });

  it('R12: an agreed time is kept, or the rule says why it cannot be; it is never brought forward', () => {
    fc.assert(
      fc.property(cases, ({ dealer, agreed, receivedAt, plan }) => {
        if (plan.kind !== 'ask') return;
        expect(plan.rule.startsWith('agreed-time')).toBe(agreed !== undefined);
        if (!agreed) return;
        expect(plan.at >= agreed.from).toBe(true);
        expect(plan.rule === 'agreed-time').toBe(plan.at < agreed.until);
        const within = permittedMoment(plan.channel, latest(agreed.from, receivedAt), dealer) < agreed.until;
        expect(within).toBe(plan.rule === 'agreed-time');
        if (plan.rule !== 'agreed-time')
          expect(plan.rule === 'agreed-time-passed').toBe(receivedAt >= agreed.until);
      }),
      runs,
    );
  });

  it('unless agreed otherwise, never before the day after delivery and within three days if that was possible', () => {
    fc.assert(
      fc.property(cases, ({ dealer, agreed, deliveredAt, receivedAt, customerClass, plan }) => {
        if (agreed || plan.kind !== 'ask') return;
        const { zone } = dealer.calendar;
        const delivered = localDate(deliveredAt, zone);
        const asked = localDate(plan.at, zone);
        expect(asked > delivered).toBe(true);
        if (asked <= addDays(delivered, 3)) {
          const { day } = dealer.settings.cadence[customerClass];
          expect(plan.rule).toBe(day === 1 ? 'day-after-delivery' : 'day-of-class');
        } else {
          expect(possibleWithinThreeDays(dealer, delivered, receivedAt, plan.channel)).toBe(false);
          const closed = [1, 2, 3].every((n) => !isOpenDay(dealer.calendar, addDays(delivered, n)));
          const arrivedInTime = localDate(receivedAt, zone) <= addDays(delivered, 3);
          const expected =
            plan.channel === 'call' && closed && arrivedInTime ? 'closed-days' : 'received-late';
          expect(plan.rule).toBe(expected);
        }
      }),
      { ...runs, numRuns: 1500 },
    );
  });

  function possibleWithinThreeDays(
    dealer: Dealer,
    delivered: LocalDate,
    receivedAt: Instant,
    channel: 'text' | 'call',
  ): boolean {
    const { calendar, settings } = dealer;
    const first = instantAt(addDays(delivered, 1), time('00:00'), calendar.zone);
    const end = instantAt(addDays(delivered, 3), time('24:00'), calendar.zone);
    const from = receivedAt > first ? receivedAt : first;
    if (channel === 'call') return from < end && nextWorkingMoment(calendar, from) < end;
    const lastSending = instantAt(addDays(delivered, 3), settings.sendingWindow.until, calendar.zone);
    return from < lastSending;
  }
});
