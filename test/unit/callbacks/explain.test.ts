import { describe, expect, it } from 'vitest';
import { explain } from '../../../shared/callbacks/explain.ts';
import { assignmentRules } from '../../../shared/staff/choose-caller.ts';
import { aCallback } from '../../builders/callback.ts';

const because = {
  class: 'important',
  channel: 'important-customer',
  by: 'manager',
  script: 'after-visit.important',
  calendar: 'no-published-holidays',
} as const;

describe('a callback explains itself', () => {
  it('by the rule behind moment, channel, person, script and calendar, in both languages', () => {
    const reasons = explain(aCallback({ rule: 'closed-days', because, assignedBy: 'manager' }));
    expect(reasons.map(({ about, rule }) => [about, rule])).toEqual([
      ['moment', 'closed-days'],
      ['channel', 'important-customer'],
      ['person', 'manager'],
      ['script', 'after-visit.important'],
      ['calendar', 'no-published-holidays'],
    ]);
    for (const { sentence } of reasons) {
      expect(sentence['zh-CN']).toMatch(/\p{Script=Han}.*。$/u);
      expect(sentence['en-US']).toMatch(/^[A-Z][^\p{Script=Han}]*\.$/u);
    }
  });

  it.each(assignmentRules)('says what it means that %s chose the person', (assignedBy) => {
    expect(explain(aCallback({ assignedBy })).some(({ about }) => about === 'person')).toBe(true);
  });

  it('one of older code tells what it knows, and a visit that is not asked after has its reason instead', () => {
    expect(explain(aCallback()).map(({ about }) => about)).toEqual(['moment']);
    expect(explain(aCallback({ status: 'skipped', rule: 'void' }))).toEqual([]);
  });
});
