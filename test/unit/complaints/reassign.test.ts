import { describe, expect, it } from 'vitest';
import { ComplaintSchema } from '../../../shared/complaints/complaint.ts';
import { reassign } from '../../../shared/complaints/reassign.ts';
import { committed } from '../../builders/committed.ts';
import { aComplaint } from '../../builders/complaint.ts';
import { aDealer } from '../../builders/dealer.ts';
import { aPerson, aRoster } from '../../builders/person.ts';
import { monday } from '../../builders/times.ts';

const roster = aRoster().filter(({ id }) => id !== 'li-na');
const to = (people: typeof roster) => ({ dealer: aDealer(), roster: people });

describe('an open complaint of somebody who has left', () => {
  it('becomes that of a colleague at the same level, with the time that is left', () => {
    const colleague = aPerson({ id: 'liu-yang' });
    const change = reassign(aComplaint(), 'li-na', to([...roster, colleague]), monday);
    const { state, events } = committed(change, ComplaintSchema);
    expect(state).toEqual(aComplaint({ assigneeId: 'liu-yang' }));
    const { dueAt } = aComplaint();
    expect(events).toMatchObject([
      {
        name: 'complaint.reassigned',
        facts: { reason: 'staff-left', formerId: 'li-na', level: 0, assigneeId: 'liu-yang', dueAt },
      },
    ]);
  });

  it('R50: is the next level’s where nobody is left at its own', () => {
    expect(reassign(aComplaint(), 'li-na', to(roster), monday)?.state).toMatchObject({
      level: 1,
      assigneeId: 'zhao-min',
      dueAt: aComplaint().dueAt,
    });
  });

  it.each([
    ['is somebody else’s by now', { assigneeId: 'liu-yang' }],
    ['waits for the customer’s word', { state: 'solution-proposed' as const }],
    ['is closed', { state: 'closed' as const }],
  ])('stays as it is where it %s', (_, changed) => {
    expect(reassign(aComplaint(changed), 'li-na', to(roster), monday)).toBeUndefined();
  });
});
