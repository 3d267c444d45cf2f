import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Contact,
  ContactSchema,
  forgetPhone,
  masked,
  noteMatter,
  recordPhone,
  tellMajor,
  tellOverdue,
} from '../../../shared/staff/contact.ts';
import { halfDayOf, overdueOf } from '../../../shared/staff/overdue.ts';
import { later } from '../../../shared/platform/time.ts';
import { committed } from '../../builders/committed.ts';
import { aDealer } from '../../builders/dealer.ts';
import { monday, shanghai } from '../../builders/times.ts';

const phone = '+8613800138000';
const told = { staffId: 'zhao-min', handsetId: 'handset_9', locale: 'zh-CN' } as const;
const reachable = committed(recordPhone(undefined, told, phone), ContactSchema).state;
const half = { dealerId: 'cd-south', half: '2026-03-02 am' };
const climbed = (id: string, aggregateId = 'complaint_1') => ({ id, aggregateId });
const { calendar } = aDealer();

describe('R52: who is told of a major complaint', () => {
  it('gets a text with its number only; without a phone it is said that nobody could tell them', () => {
    const { facts, text } = tellMajor(reachable, 'zhao-min', 'complaint_1', 'C-ABC123');
    expect(facts).toMatchObject({ byText: true, matterId: 'complaint_1' });
    expect(text).toMatchObject({ to: 'handset_9', staffId: 'zhao-min', blanks: { number: 'C-ABC123' } });
    const nobody = tellMajor(undefined, 'gao-jun', 'complaint_1', 'C-ABC123');
    expect(nobody).toEqual({
      facts: { staffId: 'gao-jun', about: 'major-complaint', matterId: 'complaint_1', byText: false },
    });
  });
});

describe('the phone of a member of staff', () => {
  it('is an item of its own, in no event, and shown by its last digits', () => {
    const change = recordPhone(undefined, told, phone);
    expect(JSON.stringify(change?.events)).not.toContain('138');
    expect(JSON.stringify(change?.state)).not.toContain(phone);
    expect(change?.attached).toEqual([{ sk: 'PHONE', content: { phone } }]);
    expect(recordPhone(reachable, told, phone)).toBeUndefined();
    expect(masked(phone)).toBe('…8000');
  });

  it('is forgotten with what was to be told there', () => {
    const noted = noteMatter(reachable, climbed('complaint_1.3'))?.state;
    const change = forgetPhone(noted);
    expect(change?.attached).toEqual([{ sk: 'PHONE', content: {} }]);
    expect(change?.state).toMatchObject({ pending: [] });
    expect(change?.state.handsetId).toBeUndefined();
    expect(forgetPhone(change?.state)).toBeUndefined();
    expect(noteMatter(change?.state, climbed('complaint_1.4'))).toBeUndefined();
  });
});

describe('R16, R49, R50: what is overdue', () => {
  it('is told once in each half of a day, and nothing where nothing is', () => {
    const first = tellOverdue(reachable, 3, half);
    expect(first?.events[0].text).toMatchObject({ template: 'staff.overdue', blanks: { count: '3' } });
    expect(tellOverdue(first?.state, 4, half)).toBeUndefined();
    expect(tellOverdue(first?.state, 4, { ...half, half: '2026-03-02 pm' })).toBeDefined();
    expect(tellOverdue(reachable, 0, half)).toBeUndefined();
    expect(tellOverdue(undefined, 3, half)).toBeUndefined();
  });

  it('is what its time is up, calls half a working day after they were due, and what climbed and is still theirs', () => {
    const now = shanghai('2026-03-02T14:00');
    const work = [
      { id: 'callback_1', kind: 'callback', dueAt: shanghai('2026-03-02T10:00') },
      { id: 'callback_2', kind: 'callback', dueAt: shanghai('2026-03-02T10:30') },
      { id: 'promise_1', kind: 'promise', dueAt: shanghai('2026-03-02T13:59') },
      { id: 'complaint_1', kind: 'complaint', dueAt: shanghai('2026-03-03T10:00') },
      { id: 'complaint_2', kind: 'complaint', dueAt: shanghai('2026-03-03T10:00') },
      { id: 'complaint_1', kind: 'complaint', dueAt: shanghai('2026-03-02T09:00') },
    ];
    expect(overdueOf(work, ['complaint_1', 'complaint_9'], calendar, now)).toEqual([
      'callback_1',
      'promise_1',
      'complaint_1',
    ]);
  });

  it('an event counts once however often it is heard, and nobody gets two texts in half a day', () => {
    const events = fc.array(fc.record({ matter: fc.nat(3), version: fc.nat(5), hours: fc.nat(3) }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(events, (heard) => {
        let contact: Contact = reachable;
        let now = monday;
        const texts: string[] = [];
        for (const { matter, version, hours } of heard) {
          now = later(now, { hours });
          const event = climbed(`complaint_${matter}.${version}`, `complaint_${matter}`);
          contact = noteMatter(contact, event)?.state ?? contact;
          expect(noteMatter(contact, event)).toBeUndefined();
          expect(new Set(contact.pending).size).toBe(contact.pending.length);
          const part = halfDayOf(now, calendar.zone);
          const change = tellOverdue(contact, contact.pending.length, { ...half, half: part });
          if (change) texts.push(part);
          contact = change?.state ?? contact;
        }
        expect(new Set(texts).size).toBe(texts.length);
      }),
      { seed: 16, numRuns: 200 },
    );
  });
});
