import { describe, expect, it } from 'vitest';
import { climb } from '../../../shared/complaints/climb.ts';
import { ComplaintSchema, openTasks } from '../../../shared/complaints/complaint.ts';
import { takeCommand } from '../../../shared/complaints/take-command.ts';
import { committed } from '../../builders/committed.ts';
import { aCommand, aComplaint, after, anOrder, at } from '../../builders/complaint.ts';
import { shanghai } from '../../builders/times.ts';

const analysed = after(aComplaint(), [
  ['li-na', 'confirm'],
  ['li-na', 'analyse'],
]);
const negotiated = after(analysed, [['li-na', 'settle']]);
const approved = after(negotiated, [['zhao-min', 'approve']]);
const take = (known: typeof analysed, by: string, name: Parameters<typeof aCommand>[0], overrides = {}) => {
  const command = aCommand(name, overrides);
  return takeCommand(known, command, anOrder(by, command));
};

describe('R45 R46: a settlement', () => {
  it('of goods, money and apology waits for approval in the worklist of the next level', () => {
    const change = take(analysed, 'li-na', 'settle');
    const { state, events } = committed(change, ComplaintSchema);
    expect(state.state).toBe('negotiated');
    expect(events[0]?.facts).toMatchObject({
      fault: 'partly',
      money: 20_000,
      currency: 'CNY',
      goods: true,
      apology: true,
      approval: { level: 1, ownerId: 'zhao-min', dueAt: shanghai('2026-03-02T12:00') },
    });
    expect(events.some(({ text }) => text)).toBe(false);
    const filed = change?.attached?.find(({ sk }) => sk === 'TASK#1')?.content;
    expect(filed).toMatchObject({ worklistKey: 'zhao-min' });
    expect(change?.attached?.map(({ sk }) => sk.split('#')[0])).toContain('SETTLEMENT');
  });

  it('R46: the customer is told only after the approval', () => {
    const { events } = committed(take(negotiated, 'zhao-min', 'approve'), ComplaintSchema);
    expect(events[0]).toMatchObject({
      name: 'complaint.settlement-approved',
      text: { template: 'complaint.settled' },
    });
  });

  it('money above a limit is approved above, and by nobody below', () => {
    const dear = after(analysed, [['li-na', 'settle', { options: [{ money: 100_000 }] }]]);
    expect(openTasks(dear)).toMatchObject([{ ownerId: 'huang-wei', level: 2 }]);
    expect(() => take(dear, 'zhao-min', 'approve')).toThrow(
      expect.objectContaining({ status: 403, type: 'beyond-your-limit' }),
    );
    expect(take(dear, 'gao-jun', 'approve')?.state.state).toBe('approved');
  });

  it('nobody approves what they proposed', () => {
    const byLead = after(analysed, [['zhao-min', 'settle']]);
    expect(openTasks(byLead)).toMatchObject([{ ownerId: 'huang-wei' }]);
    expect(() => take(byLead, 'zhao-min', 'approve')).toThrow(
      expect.objectContaining({ type: 'own-request' }),
    );
    const byTop = after(analysed, [['gao-jun', 'settle']]);
    expect(openTasks(byTop)).toMatchObject([{ ownerId: 'huang-wei' }]);
  });

  it('decision 4: what is not approved in time climbs by itself to the next who can', () => {
    const change = climb(negotiated, 'complaint_1', at(shanghai('2026-03-02T12:00')));
    const { state, events } = committed(change, ComplaintSchema);
    expect(events[0]?.facts).toMatchObject({
      level: 2,
      assigneeId: 'huang-wei',
      decide: 'approve-or-return',
    });
    expect(openTasks(state)).toMatchObject([{ ownerId: 'huang-wei' }]);
    expect(change?.attached).toMatchObject([{ sk: 'TASK#1', content: { worklistKey: 'huang-wei' } }]);
  });

  it('returned, it is negotiated anew', () => {
    const { state, names } = committed(take(negotiated, 'zhao-min', 'return'), ComplaintSchema);
    expect(names).toEqual(['complaint.settlement-returned']);
    expect(state.state).toBe('analysed');
    expect(state.settlement).toBeUndefined();
    expect(openTasks(state)).toEqual([]);
  });

  it('tasks are for people who work here and are not complained of', () => {
    const task = { department: 'parts', what: '发货', withinHours: 4 };
    const foreign = { tasks: [{ ...task, ownerId: 'nobody' }] };
    expect(() => take(analysed, 'li-na', 'settle', foreign)).toThrow(
      expect.objectContaining({
        status: 400,
        errors: [expect.objectContaining({ pointer: '/tasks/0/ownerId' })],
      }),
    );
    expect(() => take({ ...analysed, about: ['sun-qiang'] }, 'li-na', 'settle')).toThrow(
      expect.objectContaining({ status: 400 }),
    );
  });
});

describe('R47: carrying out', () => {
  it('each task is in its owner’s worklist with its time from the approval on', () => {
    const change = take(negotiated, 'zhao-min', 'approve');
    const filings = change?.attached?.filter(({ sk }) => sk.startsWith('TASK#'));
    expect(filings).toEqual([
      { sk: 'TASK#1', content: { task: '1' } },
      {
        sk: 'TASK#2',
        content: {
          task: '2',
          worklistKey: 'sun-qiang',
          worklistAt: `${shanghai('2026-03-03T10:00')}#complaint_1#2`,
        },
      },
    ]);
  });

  it('after the last one it is carried out, and only then the customer can be asked', () => {
    expect(() => take(approved, 'li-na', 'propose-solution')).toThrow(
      expect.objectContaining({ status: 409 }),
    );
    const { state, names } = committed(
      take(approved, 'sun-qiang', 'complete-task', { taskId: '2' }),
      ComplaintSchema,
    );
    expect(names).toEqual(['complaint.task-completed', 'complaint.carried-out']);
    expect(take(state, 'li-na', 'propose-solution')?.state.state).toBe('solution-proposed');
  });

  it('by its owner or a superior, and by nobody else', () => {
    for (const by of ['wang-lei', 'li-na'])
      expect(() => take(approved, by, 'complete-task', { taskId: '2' })).toThrow(
        expect.objectContaining({ status: 403, type: 'not-your-task' }),
      );
    expect(take(approved, 'huang-wei', 'complete-task', { taskId: '2' })?.state.state).toBe('carried-out');
  });

  it('a decision is no task to be ticked off', () => {
    expect(() => take(negotiated, 'zhao-min', 'complete-task')).toThrow(
      expect.objectContaining({ status: 409 }),
    );
  });

  it('without tasks it is carried out as soon as it is approved', () => {
    const bare = after(analysed, [['li-na', 'settle', { options: [{ apology: 'written' }], tasks: [] }]]);
    const { state, names } = committed(take(bare, 'zhao-min', 'approve'), ComplaintSchema);
    expect([state.state, names.at(-1)]).toEqual(['carried-out', 'complaint.carried-out']);
  });

  it('a task that is not done in time is told above, and stays with its owner', () => {
    const late = climb(approved, 'complaint_1', at(shanghai('2026-03-03T10:00')));
    const told = late?.events
      .map(({ facts }) => facts)
      .filter((facts) => 'taskId' in facts && facts.taskId === '2');
    expect(told).toMatchObject([{ level: 1, assigneeId: 'zhao-min', decide: 'see-it-done' }]);
    expect(late && openTasks(late.state)).toMatchObject([{ ownerId: 'sun-qiang' }]);
  });
});

describe('R45: refusing', () => {
  it('needs reasons and alternatives, tells the customer, and has somebody else call', () => {
    const { state, events } = committed(take(analysed, 'zhao-min', 'refuse'), ComplaintSchema);
    expect(state).toMatchObject({ state: 'refused', assigneeId: 'li-na' });
    expect(events[0]).toMatchObject({ text: { template: 'complaint.refused' } });
    expect(take(state, 'gao-jun', 'record-answer', { solved: false })?.state.state).toBe('reopened');
  });
});

describe('R43 R52: confirming', () => {
  it('ends the time for the first contact, and sets the limit by the severity', () => {
    const complex = after(aComplaint(), [['li-na', 'confirm', { severity: 'complex' }]]);
    expect(complex.clocks.map(({ name, dueAt }) => [name, dueAt])).toEqual([
      ['settle', shanghai('2026-03-05T09:00')],
    ]);
  });

  it('a complaint that turns out to be major is the superior’s, with an emergency plan', () => {
    const { state, names } = committed(
      take(aComplaint(), 'li-na', 'confirm', { severity: 'major' }),
      ComplaintSchema,
    );
    expect(names).toEqual(['complaint.confirmed', 'complaint.alarmed']);
    expect(state).toMatchObject({ level: 1, assigneeId: 'zhao-min' });
    expect(openTasks(state)).toHaveLength(4);
  });

  it('only a superior takes a major one for less', () => {
    const major = aComplaint({ severity: 'major' });
    expect(() => take(major, 'li-na', 'confirm', { severity: 'ordinary' })).toThrow(
      expect.objectContaining({ status: 403 }),
    );
    expect(take(major, 'zhao-min', 'confirm', { severity: 'ordinary' })?.state.severity).toBe('ordinary');
  });
});
