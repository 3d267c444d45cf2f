import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { type Census, takeCensus } from '../../../shared/callbacks/census.ts';
import { complete, type NewEvent } from '../../../shared/events/aggregate.ts';
import { closings, outcomes, skipReasons } from '../../../shared/events/callbacks.ts';
import { type DomainEvent, EventSchema } from '../../../shared/events/catalogue.ts';
import { idOf } from '../../../shared/platform/ids.ts';
import { type Instant, later } from '../../../shared/platform/time.ts';
import { monday, shanghai, zone } from '../../builders/times.ts';
import { aWordsRef } from '../../builders/words.ts';

const occasion = { cause: { kind: 'command', id: 'test' }, actor: { kind: 'system' } } as const;
const delivered = shanghai('2026-03-02T17:30');
const now = shanghai('2026-04-15T09:00');
const words = aWordsRef('reply_1');

/** A visit and what follows it, told event by event. */
class Story {
  readonly #visitId: string;
  readonly #events: DomainEvent[] = [];

  constructor(visitId: string) {
    this.#visitId = visitId;
  }

  get events(): readonly DomainEvent[] {
    return this.#events;
  }

  #tell(aggregateId: string, at: Instant, event: NewEvent): this {
    const version = this.#events.filter((each) => each.aggregateId === aggregateId).length + 1;
    const whole = complete(event, aggregateId, version, { ...occasion, happenedAt: at, now: at });
    this.#events.push(v.parse(EventSchema, JSON.parse(JSON.stringify(whole))));
    return this;
  }

  visit(status: 'open' | 'closed' | 'delivered' | 'void', at = delivered, deliveredAt = delivered): this {
    const name = status === 'void' ? 'visit.voided' : 'visit.recorded';
    const told = status === 'delivered' ? { deliveredAt } : {};
    return this.#tell(this.#visitId, at, {
      name,
      facts: { repairOrder: 'RO-1', status, advisorId: 'A01', ...told },
    });
  }

  plan(agreed?: { method?: 'text' | 'call'; from?: Instant; until?: Instant }): this {
    const facts = { visitId: this.#visitId, channel: 'text', rule: 'test', dueAt: delivered } as const;
    return this.#callback(delivered, {
      name: 'callback.planned',
      facts: { ...facts, ...(agreed && { agreed }) },
    });
  }

  skip(reason: (typeof skipReasons)[number]): this {
    return this.#callback(delivered, { name: 'callback.skipped', facts: { visitId: this.#visitId, reason } });
  }

  open(channel: 'text' | 'call', at: Instant): this {
    const facts = { visitId: this.#visitId, channel, rule: 'test', assignedBy: 'test' };
    return this.#callback(at, { name: 'callback.opened', facts });
  }

  text(at: Instant): this {
    const conversation = { kind: 'survey', id: this.#surveyId } as const;
    const facts = { handsetId: 'h', template: 't', conversation, asks: 'rating', words, parts: 1 } as const;
    return this.#tell(idOf('text', this.#visitId, at), at, { name: 'message.sent', facts });
  }

  silence(at: Instant): this {
    return this.#tell(this.#surveyId, at, { name: 'survey.silent', facts: this.#subject });
  }

  answer(at: Instant): this {
    const facts = { ...this.#subject, score: 5, late: false, words } as const;
    return this.#tell(this.#surveyId, at, { name: 'survey.answered', facts });
  }

  attempt(outcome: (typeof outcomes)[number], at: Instant): this {
    return this.#callback(at, { name: 'callback.attempted', facts: { outcome, attempt: 1 } });
  }

  close(outcome: (typeof closings)[number], at: Instant): this {
    return this.#callback(at, { name: 'callback.closed', facts: { outcome } });
  }

  get #callbackId(): string {
    return idOf('callback', this.#visitId);
  }

  get #surveyId(): string {
    return idOf('survey', this.#callbackId);
  }

  get #subject() {
    return { callbackId: this.#callbackId, visitId: this.#visitId };
  }

  #callback(at: Instant, event: NewEvent): this {
    return this.#tell(this.#callbackId, at, event);
  }
}

const visit = (id = 'visit_1') => new Story(id).visit('delivered');
const take = (...stories: readonly Story[]) =>
  takeCensus(
    stories.flatMap(({ events }) => events),
    { month: '2026-03', zone: zone('Asia/Shanghai'), now },
  );
const tuesday = shanghai('2026-03-03T10:00');

/** The keys under which a census counts something. */
const countedUnder = (counted: Census['reasons']) =>
  Object.entries(counted).flatMap(([key, { count }]) => (count > 0 ? [key] : []));

describe('R21 R36: what is said of one delivered visit', () => {
  it.each<[string, Story, string]>([
    ['that nobody planned', visit(), 'not-planned'],
    ['that is planned', visit().plan(), 'not-due-yet'],
    ['whose text has not left', visit().plan().open('text', tuesday), 'text-not-sent-yet'],
    ['that nobody called yet', visit().plan().open('call', tuesday), 'not-called-yet'],
    ['that came too late', visit().skip('received-late'), 'received-late'],
    ['that was voided before anybody asked', visit().plan().visit('void', tuesday), 'void'],
    ['whose customer was erased before the plan came due', visit().plan().skip('erased'), 'erased'],
    [
      'whose customer was erased before the call',
      visit().plan().open('call', tuesday).close('erased', tuesday),
      'erased',
    ],
  ])('one %s is not asked after, and this is why: %s', (_, story, reason) => {
    const census = take(story);
    expect(census).toMatchObject({ delivered: { count: 1 }, asked: { count: 0 }, notAsked: { count: 1 } });
    expect(countedUnder(census.reasons)).toEqual([reason]);
  });

  const asked = () => visit().plan().open('text', tuesday).text(tuesday);
  const wednesday = shanghai('2026-03-04T10:00');

  it.each<[string, Story, string]>([
    ['no answer yet', asked(), 'under-way'],
    ['an answer', asked().answer(wednesday).close('answered', wednesday), 'answered'],
    ['silence', asked().silence(wednesday), 'silent'],
    [
      'silence, then a call',
      asked().silence(wednesday).attempt('reached', wednesday).close('reached', wednesday),
      'reached',
    ],
    [
      'five calls in vain',
      asked().silence(wednesday).attempt('no-answer', wednesday).close('unreachable', wednesday),
      'unreachable',
    ],
  ])('one asked after with %s is counted so', (_, story, outcome) => {
    const census = take(story);
    expect(census).toMatchObject({ asked: { count: 1 }, notAsked: { count: 0 }, callbackRate: 1 });
    expect(countedUnder(census.outcomes)).toEqual([outcome]);
    expect(countedUnder(census.firstContact)).toEqual(['in-three-days']);
  });

  it('silence never counts as an answer', () => {
    expect(take(asked().silence(wednesday)).answerRate).toBe(0);
    expect(take(asked().answer(wednesday)).answerRate).toBe(1);
  });

  it('one that is not delivered, was taken back, or belongs to another month is not counted', () => {
    const others = [
      new Story('visit_1').visit('closed'),
      visit('visit_2').visit('open', tuesday),
      new Story('visit_3').visit('delivered', tuesday, shanghai('2026-02-28T23:59')),
      new Story('visit_4').visit('delivered', tuesday, shanghai('2026-04-01T00:00')),
    ];
    expect(take(...others)).toMatchObject({ delivered: { count: 0 }, callbackRate: undefined });
    const first = new Story('visit_5').visit('delivered', tuesday, shanghai('2026-03-01T00:00'));
    expect(take(first).delivered.visitIds).toEqual(['visit_5']);
  });
});

describe('R02 R12: whether an agreement was kept', () => {
  const [from, until] = [shanghai('2026-03-10T15:00'), shanghai('2026-03-10T16:00')];
  const span = { from, until };
  const last = later(until, { minutes: -1 });

  it.each<[string, Story, string, string | undefined]>([
    ['in its first moment', visit().plan(span).text(from), 'kept', 'later-as-agreed'],
    ['in its last', visit().plan(span).text(last), 'kept', 'later-as-agreed'],
    ['when it was over', visit().plan(span).text(until), 'not-kept', 'late'],
    ['too soon', visit().plan(span).text(tuesday), 'not-kept', 'in-three-days'],
    ['never', visit().plan(span), 'not-kept', undefined],
    [
      'by a call though a text was wanted',
      visit().plan({ method: 'text' }).attempt('reached', tuesday),
      'not-kept',
      'in-three-days',
    ],
    [
      'by the method wanted',
      visit().plan({ method: 'call' }).attempt('no-answer', tuesday),
      'kept',
      'in-three-days',
    ],
    ['by a method still to come', visit().plan({ method: 'call' }), 'to-come', undefined],
  ])('the first contact was %s', (_, story, keeping, timeliness) => {
    const census = take(story);
    expect(countedUnder(census.agreements)).toEqual([keeping]);
    expect(countedUnder(census.firstContact)).toEqual(timeliness ? [timeliness] : []);
  });

  it('thanks, a second text or a later call do not change what the first contact was', () => {
    const story = visit().plan(span).text(last).attempt('reached', until);
    expect(countedUnder(take(story).agreements)).toEqual(['kept']);
  });
});

describe('whatever happened, in whatever order it is told', () => {
  const steps: readonly ((story: Story, at: Instant) => Story)[] = [
    (story, at) => story.visit('delivered', at, at),
    (story, at) => story.visit('open', at),
    (story, at) => story.visit('void', at),
    (story) => story.plan(),
    (story, at) => story.plan({ from: at, until: later(at, { hours: 1 }) }),
    (story) => story.plan({ method: 'call' }),
    ...skipReasons.map((reason) => (story: Story) => story.skip(reason)),
    (story, at) => story.open('text', at),
    (story, at) => story.open('call', at),
    (story, at) => story.text(at),
    (story, at) => story.silence(at),
    (story, at) => story.answer(at),
    ...outcomes.map((outcome) => (story: Story, at: Instant) => story.attempt(outcome, at)),
    ...closings.map((closing) => (story: Story, at: Instant) => story.close(closing, at)),
  ];
  const stories = fc
    .array(
      fc.array(fc.tuple(fc.constantFrom(...steps), fc.integer({ min: 0, max: 40 * 24 })), { maxLength: 12 }),
      { maxLength: 8 },
    )
    .map((all) =>
      all.map((each, n) =>
        each.reduce((story, [step, hours]) => step(story, later(monday, { hours })), new Story(`visit_${n}`)),
      ),
    );
  const runs = { seed: 20260302, numRuns: 500 };
  const idsIn = (...parts: readonly Census['reasons'][]) =>
    parts.flatMap((part) => Object.values(part).flatMap(({ visitIds }) => visitIds)).sort();

  it('decision 5: asked and not asked add up to delivered, and each visit has exactly one outcome or reason', () => {
    fc.assert(
      fc.property(stories, (all) => {
        const { delivered: whole, asked, notAsked, ...parts } = take(...all);
        expect(idsIn({ asked, notAsked })).toEqual(whole.visitIds);
        expect(idsIn(parts.reasons)).toEqual(notAsked.visitIds);
        expect(idsIn(parts.outcomes)).toEqual(asked.visitIds);
        expect(idsIn(parts.firstContact)).toEqual(asked.visitIds);
        for (const each of [...Object.values(parts.reasons), ...Object.values(parts.agreements), whole])
          expect(each.count).toBe(new Set(each.visitIds).size);
      }),
      runs,
    );
  });

  it('the order in which events are read makes no difference', () => {
    fc.assert(
      fc.property(stories, (all) => {
        const events = all.flatMap((story) => story.events);
        const circumstances = { month: '2026-03', zone: zone('Asia/Shanghai'), now };
        expect(takeCensus(events.toReversed(), circumstances)).toEqual(takeCensus(events, circumstances));
      }),
      runs,
    );
  });
});
