import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { ComplaintSchema } from '../../../shared/complaints/complaint.ts';
import { raiseV1 } from '../../../shared/complaints/complaint-v1.ts';
import { nextDue } from '../../../shared/complaints/clock.ts';
import { turnClock } from '../../../shared/complaints/escalate.ts';
import { hear } from '../../../shared/complaints/reply.ts';
import { shanghai } from '../../builders/times.ts';
import { aComplaintReply, at } from '../../builders/complaint.ts';

const file = path.join(import.meta.dirname, '../../fixtures/complaints/states.v1.json');
const stored = v.parse(v.record(v.string(), v.unknown()), JSON.parse(readFileSync(file, 'utf8')));
const due = shanghai('2026-03-05T10:00');

describe('data outlives code: complaints as schema version 1 wrote them', () => {
  it.each([
    ['open', 'received'],
    ['reopened', 'reopened'],
    ['handed', 'solution-proposed'],
    ['asked', 'solution-proposed'],
    ['closed', 'closed'],
  ])('one that was %s is %s, whole, and due when it was', (kept, state) => {
    const raised = raiseV1(stored[kept]);
    expect(v.parse(ComplaintSchema, raised)).toEqual(raised);
    const known = v.parse(v.looseObject({ words: v.array(v.unknown()), level: v.number() }), stored[kept]);
    expect(raised).toMatchObject({ state, words: known.words, level: known.level });
    expect(nextDue(raised)).toBe(kept === 'closed' ? undefined : due);
  });

  it.each([
    ['open', 'complaint.escalated'],
    ['reopened', 'complaint.escalated'],
    ['handed', 'complaint.escalated'],
    ['asked', 'complaint.asked-again'],
  ])('one that was %s goes on: %s', (kept, name) => {
    expect(turnClock(raiseV1(stored[kept]), 'complaint_1', at(due))?.events[0].name).toBe(name);
  });

  it('its customer still closes it, and of one whose limit was never measured nobody says that it was in time', () => {
    const yes = aComplaintReply({ asks: 'yes-no', solved: 'yes' });
    const closed = hear(raiseV1(stored['asked']), 'complaint_1', yes, at(due));
    expect(closed?.events[0]).toMatchObject({ name: 'complaint.closed', facts: { firstAttempt: true } });
    expect(closed?.events[0].facts).not.toHaveProperty('closedInTime');
  });
});
