import type { Complaint, LevelClock } from '../../shared/complaints/complaint.ts';
import type { ComplaintReply, ReplyClocks } from '../../shared/complaints/reply.ts';
import { shanghai } from './times.ts';
import { aWordsRef } from './words.ts';

/** An ordinary complaint at the first level, to be acted on by Thursday 5 March 2026, 10:00 in Shanghai. */
export function aComplaint(overrides: Partial<Complaint> = {}): Complaint {
  return {
    number: 'C-ABC123',
    dealerId: 'cd-south',
    customerId: 'customer_1',
    handsetId: 'handset_1',
    locale: 'zh-CN',
    source: 'survey',
    state: 'open',
    severity: 'ordinary',
    level: 0,
    assigneeId: 'li-na',
    dueAt: shanghai('2026-03-05T10:00'),
    words: [aWordsRef('reply_0')],
    repliesRead: [],
    resolutions: [],
    timesAsked: 0,
    timesReopened: 0,
    ...overrides,
  };
}

/** A complaint whose customer was asked once whether it is solved. */
export function aProposedComplaint(overrides: Partial<Complaint> = {}): Complaint {
  return aComplaint({
    state: 'solution-proposed',
    resolutions: [aWordsRef('resolution-1')],
    timesAsked: 1,
    ...overrides,
  });
}

/** What a customer wrote about a complaint: words that answer no question. */
export function aComplaintReply(overrides: Partial<ComplaintReply> = {}): ComplaintReply {
  const id = overrides.id ?? 'reply_1';
  return { id, words: aWordsRef(id), severity: 'ordinary', ...overrides };
}

/** Clocks that begin on Friday 6 March 2026. */
export function someClocks(level: Partial<LevelClock> = {}): ReplyClocks {
  return {
    level: { level: 0, assigneeId: 'li-na', dueAt: shanghai('2026-03-06T17:00'), ...level },
    askAgainAt: shanghai('2026-03-08T10:00'),
  };
}
