import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordAttempt } from '../../../../shared/callbacks/attempt.ts';
import { type Attempt, type Callback, CallbackSchema, open } from '../../../../shared/callbacks/callback.ts';
import { type Said, unsettled } from '../../../../shared/callbacks/deferred/deferral.ts';
import { follow, putOff, type Standing } from '../../../../shared/callbacks/deferred/follow.ts';
import { goOn } from '../../../../shared/callbacks/deferred/go-on.ts';
import { freeAfterTalk } from '../../../../shared/callbacks/deferred/must-wait.ts';
import { freeAgainAt, takeTurn } from '../../../../shared/callbacks/deferred/turn.ts';
import { explain } from '../../../../shared/callbacks/explain.ts';
import { isWorking } from '../../../../shared/dealers/working-hours.ts';
import { type Instant, later, latest } from '../../../../shared/platform/time.ts';
import { aCallback, aSubject } from '../../../builders/callback.ts';
import { committed } from '../../../builders/committed.ts';
import { aDealer } from '../../../builders/dealer.ts';
import { shanghai } from '../../../builders/times.ts';
import { aWordsRef } from '../../../builders/words.ts';

const dealer = aDealer();
const delivered = shanghai('2026-03-02T16:00');
const course = { dealer, now: delivered };
const pads = { visitId: 'visit_1', item: 0, earlier: [] };
const rack = { visitId: 'visit_1', item: 2, earlier: [] };

function standing(overrides: Partial<Standing> = {}): Standing {
  return {
    vehicleId: 'vehicle_1',
    vehicleVersion: 1,
    items: [pads],
    leftAt: delivered,
    subject: aSubject(),
    mayAsk: true,
    ...overrides,
  };
}

const said = (answer: Said['answer'], overrides: Partial<Said> = {}): Said => {
  return { visitId: 'visit_1', item: 0, answer, at: shanghai('2026-03-03T10:00'), ...overrides };
};

const planned = committed(follow(undefined, standing(), course), CallbackSchema).state;
const opened = openAt(planned, planned.dueAt ?? delivered);

function openAt(known: Callback, now: Instant): Callback {
  return open(known, { assigneeId: 'wang-lei', rule: 'receiving-advisor' }, now)?.state ?? known;
}

/** What a call leads to. */
function call(
  known: Callback,
  outcome: Attempt['outcome'],
  heard: Said[] = [],
  now = known.dueAt ?? delivered,
) {
  const attempt = { outcome, by: 'wang-lei', at: now, words: aWordsRef('callback_1') };
  const change = recordAttempt(known, attempt, { calendar: dealer.calendar, now }, []);
  if (!change) throw new Error('the attempt changed nothing');
  return committed(goOn(change, { standing: standing(), heard }, { dealer, now }), CallbackSchema);
}

describe('R23: work on safety that was put off is called about', () => {
  it('five working days after delivery by default, and says why in both languages', () => {
    expect(planned).toMatchObject({
      status: 'planned',
      channel: 'call',
      dueAt: shanghai('2026-03-09T16:00'),
      deferral: { items: [pads], round: 1 },
    });
    const [reason] = explain(planned);
    expect(reason?.sentence['zh-CN']).toMatch(/安全项目.*。$/u);
    expect(reason?.sentence['en-US']).toMatch(/still open.*\.$/u);
  });

  it('again every so many working days, until as many calls were made as the dealer has set', () => {
    let known = planned;
    const calls: Instant[] = [];
    while (known.status === 'planned' && known.dueAt) {
      calls.push(known.dueAt);
      known = call(openAt(known, known.dueAt), 'reached').state;
    }
    expect(calls.slice(0, 3)).toEqual(
      ['2026-03-09T16:00', '2026-04-06T16:00', '2026-05-04T16:00'].map(shanghai),
    );
    expect(calls).toHaveLength(dealer.settings.safetyReminders.atMost);
    expect(known).toMatchObject({ status: 'closed', outcome: 'reached' });
    expect(follow(known, standing({ vehicleVersion: 2 }), course)).toBeUndefined();
  });

  it.each(['wrong-number', 'not-in-service'] as const)(
    'no more after %s, until another number is told',
    (outcome) => {
      const { state } = call(opened, outcome);
      expect(state).toMatchObject({ status: 'closed', outcome });
      expect(follow(state, standing(), course)).toBeUndefined();
      const subject = aSubject({ handsetId: 'handset_2' });
      expect(follow(state, standing({ subject, vehicleVersion: 2 }), course)?.state.status).toBe('planned');
    },
  );

  it('a later visit that carries the work, a void, or another keeper ends it, planned or open', () => {
    const nothing = standing({ items: [], vehicleVersion: 2 });
    expect(committed(follow(planned, nothing, course), CallbackSchema)).toMatchObject({
      state: { status: 'withdrawn' },
      names: ['callback.withdrawn'],
    });
    expect(follow(opened, nothing, course)?.state).toMatchObject({ outcome: 'no-longer-open' });
    expect(follow(undefined, nothing, course)).toBeUndefined();
  });

  it('waits while the vehicle is in the workshop, and goes on when it leaves with the work still open', () => {
    const here = follow(planned, standing({ mayAsk: false, vehicleVersion: 2 }), course)?.state;
    expect(here?.status).toBe('withdrawn');
    const leftAt = shanghai('2026-03-05T16:00');
    const left = follow(here, standing({ leftAt, vehicleVersion: 3 }), { dealer, now: leftAt });
    expect(left?.state).toMatchObject({ status: 'planned', dueAt: shanghai('2026-03-12T16:00') });
  });

  it.each(['refused', 'done-elsewhere'] as const)('%s settles an item, the others stay', (answer) => {
    const both = standing({ items: [pads, rack], vehicleVersion: 2 });
    const one = follow(follow(undefined, both, course)?.state, both, course, [said(answer)]);
    expect(one?.state.status).toBe('planned');
    const all = follow(one?.state, both, course, [said(answer, { item: 2 })]);
    expect(all?.state.status).toBe('withdrawn');
  });

  it('what was refused is left alone also where it is put off again; what was done elsewhere is asked about', () => {
    const again = { visitId: 'visit_9', item: 4, earlier: [{ visitId: 'visit_1', item: 0 }] };
    expect(unsettled([again], [said('refused')])).toEqual([]);
    expect(unsettled([again], [said('done-elsewhere')])).toEqual([again]);
  });

  it('a customer who does not want to be called about it has refused it all, in these words', () => {
    const { state } = call(opened, 'refused');
    expect(state.status).toBe('closed');
    const words = aWordsRef('callback_1');
    expect(state.deferral?.said).toMatchObject([{ visitId: 'visit_1', item: 0, answer: 'refused', words }]);
  });

  it('the customer is asked again at the time that they named, or after the appointment', () => {
    const againAt = shanghai('2026-03-20T10:30');
    const { state } = call(opened, 'reached', [said('ask-again', { againAt })]);
    expect(state).toMatchObject({ status: 'planned', rule: 'deferred-as-asked', dueAt: againAt });
    const spoken = follow(planned, standing(), course, [said('booked', { againAt })]);
    expect(spoken?.state).toMatchObject({ dueAt: againAt });
    expect(spoken?.events.map(({ name }) => name)).toEqual(['callback.deferred-heard', 'callback.replanned']);
  });

  it('what was refused before anything was planned is kept', () => {
    const first = follow(undefined, standing(), course, [said('refused')]);
    expect(first?.state).toMatchObject({ status: 'withdrawn', deferral: { said: [{ answer: 'refused' }] } });
    expect(follow(first?.state, standing({ vehicleVersion: 2 }), course)).toBeUndefined();
  });

  it('the conversation about the visit goes first, and then some days pass', () => {
    const now = shanghai('2026-03-09T16:00');
    const free = (talk: Callback | undefined, rule = 'deferred-safety-work') =>
      freeAfterTalk(talk, rule, dealer, now);
    expect(free(undefined)).toBe(now);
    expect(free(aCallback({ status: 'open' }))).toBe(shanghai('2026-03-16T16:00'));
    const talk = aCallback({
      status: 'closed',
      attempts: [{ outcome: 'reached', by: 'wang-lei', at: shanghai('2026-03-06T11:00') }],
    });
    expect(free(talk)).toBe(shanghai('2026-03-13T11:00'));
    expect(free(talk, 'deferred-as-asked')).toBe(now);
    expect(free(aCallback({ status: 'closed', outcome: 'answered' }))).toBe(now);
    const waiting = putOff(planned, 'deferred-after-talk', free(talk), dealer);
    expect(waiting?.state).toMatchObject({ dueAt: shanghai('2026-03-13T11:00') });
    expect(putOff(opened, 'deferred-after-talk', free(talk), dealer)).toBeUndefined();
  });

  it('a phone is asked about one vehicle in a week, whichever store asks', () => {
    const one = { handsetId: 'handset_1', callbackId: 'callback_1' };
    const turn = takeTurn(undefined, one, delivered)?.state;
    const other = { ...one, callbackId: 'callback_2' };
    expect(takeTurn(turn, one, later(delivered, { days: 1 }))).toBeUndefined();
    expect(takeTurn(turn, other, later(delivered, { days: 6 }))).toBeUndefined();
    const free = turn ? freeAgainAt(turn) : delivered;
    expect(free).toBe(later(delivered, { days: 7 }));
    expect(takeTurn(turn, other, free)?.state.callbackId).toBe('callback_2');
  });

  it('a dealer that sets none calls nobody', () => {
    const safetyReminders = { afterWorkDays: 5, everyWorkDays: 20, atMost: 0 };
    const silent = aDealer({ settings: { safetyReminders } });
    expect(follow(undefined, standing(), { dealer: silent, now: delivered })).toBeUndefined();
  });
});

const anItem = fc.record({
  visitId: fc.constantFrom('visit_1', 'visit_2'),
  item: fc.constantFrom(0, 1),
  earlier: fc.array(fc.record({ visitId: fc.constant('visit_0'), item: fc.constantFrom(0, 1) }), {
    maxLength: 1,
  }),
});
const items = fc.uniqueArray(anItem, { selector: ({ visitId, item }) => `${visitId}#${item}` });
const anAnswer = fc.record({
  visitId: fc.constantFrom('visit_1', 'visit_2'),
  item: fc.constantFrom(0, 1),
  answer: fc.constantFrom('booked', 'done-elsewhere', 'refused', 'ask-again'),
  at: fc.integer({ min: 0, max: 40 }).map((days) => later(delivered, { days })),
});
const aStep = fc.oneof(
  fc.record({ kind: fc.constant('vehicle'), items, mayAsk: fc.boolean() }),
  fc.record({ kind: fc.constant('heard'), answers: fc.array(anAnswer, { minLength: 1, maxLength: 3 }) }),
  fc.record({ kind: fc.constant('due') }),
  fc.record({
    kind: fc.constant('call'),
    outcome: fc.constantFrom('reached', 'refused', 'no-answer', 'wrong-number'),
  }),
);

describe('R23: whatever happens in whatever order', () => {
  it('one call is to come while something is open and not settled, none once nothing is, always in working hours', () => {
    fc.assert(
      fc.property(fc.array(aStep, { maxLength: 14 }), (steps) => {
        let known: Callback | undefined;
        let now: Instant = delivered;
        let vehicle = standing({ items: [] });
        const turnTo = (change: { state: Callback } | undefined) => {
          known = change?.state ?? known;
        };
        for (const step of steps) {
          now = later(now, { hours: 7 });
          if (step.kind === 'vehicle') {
            const { items: left, mayAsk } = step;
            vehicle = standing({
              items: left,
              mayAsk,
              vehicleVersion: vehicle.vehicleVersion + 1,
              leftAt: now,
            });
            turnTo(follow(known, vehicle, { dealer, now }));
          }
          if (step.kind === 'heard') turnTo(follow(known, vehicle, { dealer, now }, step.answers));
          if (step.kind === 'due' && known?.dueAt) {
            now = latest(now, known.dueAt);
            known = openAt(known, now);
          }
          if (step.kind === 'call' && known?.status === 'open') {
            const attempt = { outcome: step.outcome, by: 'wang-lei', at: now };
            const change = recordAttempt(known, attempt, { calendar: dealer.calendar, now }, []);
            turnTo(change && goOn(change, { standing: vehicle, heard: [] }, { dealer, now }));
          }
          // Heard twice it changes nothing more.
          expect(
            follow(known, vehicle, { dealer, now }, step.kind === 'heard' ? step.answers : []),
          ).toBeUndefined();
          const left = unsettled(vehicle.items, known?.deferral?.said ?? []);
          const isLive = known?.status === 'planned' || known?.status === 'open';
          if (left.length === 0 || !vehicle.mayAsk) expect(isLive && step.kind !== 'call').toBe(false);
          if (known?.status === 'planned') expect(isWorking(dealer.calendar, known.dueAt ?? now)).toBe(true);
          const isSpent = known?.status === 'closed' && known.outcome !== 'no-longer-open';
          if (left.length > 0 && vehicle.mayAsk) expect(isLive || isSpent).toBe(true);
        }
      }),
      { seed: 23, numRuns: 400 },
    );
  });

  it('news of a vehicle that come late do not undo newer ones', () => {
    fc.assert(
      fc.property(items, items, (older, newer) => {
        const second = follow(undefined, standing({ items: newer, vehicleVersion: 7 }), course)?.state;
        fc.pre(second !== undefined);
        expect(follow(second, standing({ items: older, vehicleVersion: 6 }), course)).toBeUndefined();
      }),
      { seed: 24, numRuns: 100 },
    );
  });

  it('what the customer said counts the same in any order in which it is heard', () => {
    fc.assert(
      fc.property(fc.array(anAnswer, { maxLength: 6 }), (answers) => {
        const both = standing({ items: [pads, { ...pads, item: 1 }, { ...pads, visitId: 'visit_2' }] });
        const start = follow(undefined, both, course)?.state;
        const hear = (each: readonly Said[]) =>
          each.reduce((known, answer) => follow(known, both, course, [answer])?.state ?? known, start);
        const sorted = (known: Callback | undefined) =>
          known?.deferral?.said.map((each) => JSON.stringify(each)).toSorted();
        const [forth, back] = [hear(answers), hear(answers.toReversed())];
        expect(sorted(back)).toEqual(sorted(forth));
        expect(back?.status).toBe(forth?.status);
      }),
      { seed: 25, numRuns: 200 },
    );
  });
});
