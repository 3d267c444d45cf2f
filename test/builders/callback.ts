import type { Callback, Subject } from '../../shared/callbacks/callback.ts';
import { shanghai } from './times.ts';

/** The visit that a callback asks after. */
export function aSubject(overrides: Partial<Subject> = {}): Subject {
  return {
    dealerId: 'cd-south',
    customerId: 'customer_1',
    visitId: 'visit_1',
    visitVersion: 1,
    advisorId: 'A01',
    handsetId: 'handset_1',
    locale: 'zh-CN',
    ...overrides,
  };
}

/** Why an ordinary customer who asked for it is called. */
export const agreedCall = {
  class: 'ordinary',
  channel: 'agreed-method',
  by: 'receiving-advisor',
  script: 'after-visit.ordinary',
} as const;

/** A callback planned as a text for Tuesday 3 March 2026, 10:00 in Shanghai. */
export function aCallback(overrides: Partial<Callback> = {}): Callback {
  return {
    ...aSubject(),
    status: 'planned',
    channel: 'text',
    rule: 'day-after-delivery',
    dueAt: shanghai('2026-03-03T10:00'),
    attempts: [],
    words: [],
    ...overrides,
  };
}
