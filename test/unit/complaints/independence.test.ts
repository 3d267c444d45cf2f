import { describe, expect, it } from 'vitest';
import { isAboutPeople } from '../../../shared/complaints/about.ts';
import { ComplaintSchema } from '../../../shared/complaints/complaint.ts';
import { read } from '../../../shared/complaints/read.ts';
import { later } from '../../../shared/platform/time.ts';
import { committed } from '../../builders/committed.ts';
import { aComplaint } from '../../builders/complaint.ts';
import { monday } from '../../builders/times.ts';

describe('R54: whether words complain of how somebody treated the customer', () => {
  it.each([
    '服务态度太差',
    '前台爱理不理',
    '顾问说话不算数',
    'The advisor was rude to me',
    'Nobody at the FRONT DESK ignored me before',
    'He lied about the price',
  ])('%s', (words) => {
    expect(isAboutPeople(words)).toBe(true);
  });

  it.each([
    '空调不制冷',
    '等了一整天',
    'It still squeaks',
    'The belief in your brand is gone',
    'too expensive',
  ])('not %s', (words) => {
    expect(isAboutPeople(words)).toBe(false);
  });
});

describe('R54: every reading is recorded', () => {
  it('once for each person in a quarter of an hour', () => {
    const { state, names } = committed(
      read(aComplaint(), 'complaint_1', 'wang-lei', monday),
      ComplaintSchema,
    );
    expect(names).toEqual(['complaint.read']);
    expect(read(state, 'complaint_1', 'wang-lei', later(monday, { minutes: 14 }))).toBeUndefined();
    expect(read(state, 'complaint_1', 'li-na', monday)?.events).toHaveLength(1);
    expect(read(state, 'complaint_1', 'wang-lei', later(monday, { minutes: 15 }))?.events).toHaveLength(1);
  });

  it('it says nothing of what was read, and changes nothing else', () => {
    const change = read(aComplaint(), 'complaint_1', 'wang-lei', monday);
    expect(change?.events[0].facts).toEqual({});
    expect({ ...change?.state, readBy: undefined }).toEqual(aComplaint());
  });
});
