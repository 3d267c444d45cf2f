import { describe, expect, it } from 'vitest';
import { ComplaintSchema } from '../../../shared/complaints/complaint.ts';
import { reassign } from '../../../shared/complaints/reassign.ts';
import { committed } from '../../builders/committed.ts';
import { aComplaint, at } from '../../builders/complaint.ts';
import { nextDue } from '../../../shared/complaints/clock.ts';
import { aPerson, aRoster } from '../../builders/person.ts';
import { monday } from '../../builders/times.ts';

const roster = aRoster().filter(({ id }) => id !== 'li-na');
const to = (people: typeof roster) => at(monday, { roster: people });

describe('an open complaint of somebody who has left', () => {
  it('becomes that of a colleague at the same level, with the time that is left', () => {
    const colleague = aPerson({ id: 'liu-yang' });
    const change = reassign(aComplaint(), 'complaint_1', 'li-na', to([...roster, colleague]));
    const { state, events } = committed(change, ComplaintSchema);
    expect(state).toEqual(aComplaint({ assigneeId: 'liu-yang' }));
    const dueAt = nextDue(aComplaint());
    expect(events).toMatchObject([
      {
        name: 'complaint.reassigned',
        facts: { reason: 'staff-left', formerId: 'li-na', level: 0, assigneeId: 'liu-yang', dueAt },
      },
    ]);
  });

  it('R50: is the next level’s where nobody is left at its own', () => {
    expect(reassign(aComplaint(), 'complaint_1', 'li-na', to(roster))?.state).toMatchObject({
      level: 1,
      assigneeId: 'zhao-min',
      clocks: aComplaint().clocks,
    });
  });

  it('R47: tasks of whoever left become a superior’s, in whose worklist they are', () => {
    const dueAt = monday;
    const known = aComplaint({
      assigneeId: 'zhao-min',
      tasks: [{ id: '1', kind: 'carry-out', ownerId: 'li-na' }],
      clocks: [{ name: 'task', taskId: '1', dueAt, climbsAt: dueAt }],
    });
    const change = reassign(known, 'complaint_1', 'li-na', to(roster));
    expect(change?.attached).toMatchObject([{ sk: 'TASK#1', content: { worklistKey: 'zhao-min' } }]);
    expect(change?.events[0].facts).toMatchObject({ taskIds: ['1'], assigneeId: 'zhao-min' });
  });

  it.each([
    ['is somebody else’s by now', { assigneeId: 'liu-yang' }],
    ['waits for the customer’s word', { state: 'solution-proposed' as const, askAgainAt: monday }],
    ['is closed', { state: 'closed' as const }],
  ])('stays as it is where it %s', (_, changed) => {
    expect(reassign(aComplaint(changed), 'complaint_1', 'li-na', to(roster))).toBeUndefined();
  });
});
