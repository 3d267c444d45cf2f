import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { purposes } from '../../../shared/events/text-request.ts';
import { keepWords } from '../../../shared/events/words.ts';
import {
  type Consent,
  type ConsentFacts,
  ConsentSchema,
  note,
  standingOf,
} from '../../../shared/messages/consent.ts';
import type { Handset } from '../../../shared/messages/handset.ts';
import { Problem } from '../../../shared/platform/problem.ts';
import { type Instant, later } from '../../../shared/platform/time.ts';
import { committed } from '../../builders/committed.ts';
import { monday } from '../../builders/times.ts';

const after = (days: number) => later(monday, { days });
let requests = 0;

function said(given: boolean, at: Instant = monday): Consent {
  requests += 1;
  const { ref } = keepWords('consent_1', `request-${requests}`, { text: '同意', at, by: 'li-na' });
  return {
    handsetId: 'handset_1',
    purpose: 'care',
    channel: 'sms',
    legalEntity: 'chengdu-motors',
    given,
    at,
    how: 'signed-form',
    notedBy: 'li-na',
    dealerId: 'cd-south',
    customerId: 'customer_1',
    wording: ref,
  };
}
const form = { sk: 'WORDS#form', content: {} };
const started = (at: Instant): Handset => ({ optedOut: false, since: at });
const stopped = (at: Instant): Handset => ({ optedOut: true, since: at });

describe('what staff note of consents (R13, decision 2)', () => {
  it('is kept with who, when, how and the wording', () => {
    const told = said(true);
    const { state, events } = committed(note(undefined, told, undefined, form), ConsentSchema);
    expect(state).toEqual(told);
    expect(events).toMatchObject([
      { name: 'consent.given', facts: { purpose: 'care', how: 'signed-form', wording: told.wording } },
    ]);
  });

  it('the same request again changes nothing', () => {
    const told = said(true);
    expect(note(told, told, undefined, form)).toBeUndefined();
  });

  it('a withdrawal is as easy as a consent', () => {
    const { names } = committed(note(said(true), said(false, after(1)), undefined, form), ConsentSchema);
    expect(names).toEqual(['consent.withdrawn']);
  });

  it.each([
    ['a phone that texted STOP', undefined, stopped(monday)],
    ['a customer who told staff to stop', said(false), undefined],
    ['one whose START is older than that', said(false, after(1)), started(monday)],
    ['one who has said something newer', said(true, after(3)), undefined],
  ])('nobody opts %s in again', (_, known, handset) => {
    expect(() => note(known, said(true, after(2)), handset, form)).toThrow(Problem);
  });

  it('after START a new consent may be noted', () => {
    const change = note(said(false), said(true, after(2)), started(after(1)), form);
    expect(committed(change, ConsentSchema).names).toEqual(['consent.given']);
  });
});

describe('whether a phone may be texted', () => {
  const noted = (given: boolean, at = monday) => ({ state: said(given, at), ground: 'consent_1.1' });
  const told = (given: boolean, at = monday) => ({ given, at, ground: 'visit_1' });
  const phone = (state: Handset) => ({ state, ground: 'handset_1.1' });

  it.each<[string, ConsentFacts, string]>([
    ['nothing is known', {}, 'no-consent'],
    ['a visit told a consent', { told: told(true) }, 'consent'],
    ['a visit told a refusal', { told: told(false) }, 'refused'],
    ['staff noted one', { noted: noted(true) }, 'consent'],
    ['a newer visit tells a refusal', { noted: noted(true), told: told(false, after(1)) }, 'refused'],
    ['an older visit told a refusal', { noted: noted(true, after(1)), told: told(false) }, 'consent'],
    [
      'the customer told staff to stop, whatever a visit tells later',
      { noted: noted(false), told: told(true, after(9)) },
      'withdrawn',
    ],
    [
      'START took that back, and a visit after it tells a consent',
      { noted: noted(false), handset: phone(started(after(1))), told: told(true, after(2)) },
      'consent',
    ],
    [
      'START took that back, but the consent is from before',
      { noted: noted(false, after(1)), handset: phone(started(after(2))), told: told(true) },
      'no-consent',
    ],
    [
      'the phone texted STOP',
      { noted: noted(true), told: told(true), handset: phone(stopped(monday)) },
      'opted-out',
    ],
  ])('for care where %s', (_, facts, kind) => {
    const { permitted, basis } = standingOf('care', facts);
    expect(basis.kind).toBe(kind);
    expect(permitted).toBe(kind === 'consent');
    expect(basis.ground === undefined).toBe(kind === 'no-consent');
  });

  it('a service text rests on the contract, unless the customer wants none', () => {
    expect(standingOf('service', {})).toEqual({ permitted: true, basis: { kind: 'contract' } });
    expect(standingOf('service', { told: told(false) }).permitted).toBe(true);
    expect(standingOf('service', { noted: noted(false) }).basis.kind).toBe('withdrawn');
    expect(standingOf('service', { handset: phone(stopped(monday)) }).basis.kind).toBe('opted-out');
  });

  it('whatever staff try, nobody is texted who opted out and has not texted START since', () => {
    const days = fc.integer({ min: 0, max: 30 });
    const deed = fc.record({
      what: fc.constantFrom('give', 'withdraw', 'STOP', 'START', 'visit'),
      day: days,
      saidEarlier: fc.integer({ min: 0, max: 10 }),
    });
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 12 }), fc.constantFrom(...purposes), (deeds, purpose) => {
        let handset: Handset | undefined;
        let known: Consent | undefined;
        let told: ConsentFacts['told'];
        let hasLeft = false;
        for (const { what, day, saidEarlier } of deeds.sort((a, b) => a.day - b.day)) {
          const at = after(day);
          if (what === 'STOP') handset = stopped(at);
          if (what === 'START') handset = started(at);
          if (what === 'visit') told = { given: true, at, ground: 'visit_1' };
          if (what === 'STOP' || what === 'START') hasLeft = what === 'STOP';
          if (what !== 'give' && what !== 'withdraw') continue;
          const word = said(what === 'give', what === 'give' ? after(day - saidEarlier) : at);
          try {
            known = note(known, word, handset, form)?.state ?? known;
            if (what === 'withdraw') hasLeft = true;
          } catch (error) {
            expect(error).toBeInstanceOf(Problem);
          }
        }
        const { permitted } = standingOf(purpose, {
          handset: handset && phone(handset),
          noted: known && { state: known, ground: 'consent_1.1' },
          told,
        });
        if (hasLeft) expect(permitted).toBe(false);
      }),
      { seed: 20260302, numRuns: 1000 },
    );
  });
});
