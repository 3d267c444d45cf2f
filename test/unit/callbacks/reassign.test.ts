import { describe, expect, it } from 'vitest';
import { CallbackSchema } from '../../../shared/callbacks/callback.ts';
import { reassign } from '../../../shared/callbacks/reassign.ts';
import { aCallback } from '../../builders/callback.ts';
import { committed } from '../../builders/committed.ts';
import { aPerson, aRoster } from '../../builders/person.ts';

const call = aCallback({
  status: 'open',
  channel: 'call',
  assigneeId: 'li-na',
  assignedBy: 'customer-service',
  handReason: 'unclear',
});
const without = (id: string) => aRoster().filter((person) => person.id !== id);

describe('an open call of somebody who has left', () => {
  it('becomes a colleague’s, and the event says whose it was and why', () => {
    const roster = [...without('li-na'), aPerson({ id: 'liu-yang' })];
    const { state, events } = committed(reassign(call, 'li-na', roster), CallbackSchema);
    expect(state).toEqual({ ...call, assigneeId: 'liu-yang' });
    expect(events).toMatchObject([
      {
        name: 'callback.reassigned',
        dealerId: 'cd-south',
        facts: {
          reason: 'staff-left',
          formerId: 'li-na',
          assigneeId: 'liu-yang',
          assignedBy: 'customer-service',
        },
      },
    ]);
  });

  it('R54: that customer service was to make never becomes the advisor’s', () => {
    expect(reassign(call, 'li-na', without('li-na'))?.state.assigneeId).toBe('zhao-min');
  });

  it('R17: of an advisor becomes that of who has the number in the DMS now, else customer service’s', () => {
    const own = { ...call, assigneeId: 'wang-lei', assignedBy: 'receiving-advisor' };
    const successor = aPerson({ id: 'chen-jing', role: 'advisor', dmsId: 'A01' });
    const rosters = [[...without('wang-lei'), successor], without('wang-lei')];
    const chosen = rosters.map((roster) => reassign(own, 'wang-lei', roster)?.state.assigneeId);
    expect(chosen).toEqual(['chen-jing', 'li-na']);
  });

  it('is nobody’s where nobody is left to make it', () => {
    const { state } = committed(reassign(call, 'li-na', []), CallbackSchema);
    expect(state).toMatchObject({ assigneeId: undefined, assignedBy: 'nobody' });
  });

  it.each([
    ['is somebody else’s by now', { assigneeId: 'liu-yang' }],
    ['is done', { status: 'closed' as const }],
    ['is a text', { channel: 'text' as const }],
  ])('stays as it is where it %s', (_, changed) => {
    expect(reassign({ ...call, ...changed }, 'li-na', aRoster())).toBeUndefined();
  });
});
