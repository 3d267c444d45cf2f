import { describe, expect, it } from 'vitest';
import { withLack, withoutPerson, withTeam } from '../../../shared/staff/team.ts';
import { aPerson, aRoster } from '../../builders/person.ts';

const roster = [...aRoster(), aPerson({ id: 'chen-jing', role: 'advisor' })];
const one = { id: 'one', name: '一组', leadId: 'sun-qiang', memberIds: ['wang-lei'] };
const two = { id: 'two', name: '二组', leadId: 'sun-qiang', memberIds: ['chen-jing', 'li-na'] };

describe('teams of a dealer', () => {
  it('are formed and changed, each member once', () => {
    const formed = withTeam(withTeam({ teams: [] }, two, roster), one, roster);
    expect(formed.teams).toEqual([one, two]);
    const changed = withTeam(formed, { ...one, memberIds: ['li-na', 'wang-lei', 'li-na'] }, roster);
    expect(changed.teams[0]?.memberIds).toEqual(['li-na', 'wang-lei']);
  });

  it('an advisor is in one at most; others may be in several', () => {
    const formed = withTeam({ teams: [one] }, two, roster);
    const steal = () => withTeam(formed, { ...two, memberIds: ['wang-lei'] }, roster);
    expect(steal).toThrow(expect.objectContaining({ status: 409 }));
    expect(withTeam(formed, { ...one, memberIds: ['wang-lei', 'li-na'] }, roster).teams).toHaveLength(2);
  });

  it('have nobody who works elsewhere', () => {
    const strange = () =>
      withTeam({ teams: [] }, { ...one, leadId: 'nobody', memberIds: ['noah-bell'] }, roster);
    expect(strange).toThrow(
      expect.objectContaining({
        errors: [
          { pointer: '/leadId', detail: 'names nobody who works at this dealer' },
          { pointer: '/memberIds/0', detail: 'names nobody who works at this dealer' },
        ],
      }),
    );
  });

  it('lose whoever leaves; led by them they lack a lead, and say so', () => {
    expect(withoutPerson(two, 'li-na')).toEqual({ ...two, memberIds: ['chen-jing'] });
    const { leadId: _, ...leaderless } = one;
    expect(withoutPerson(one, 'sun-qiang')).toEqual(leaderless);
    expect(withLack(leaderless)).toEqual({ ...leaderless, lacks: 'lead' });
    expect(withLack(one)).toEqual(one);
    expect(withTeam({ teams: [leaderless] }, one, roster).teams).toEqual([one]);
  });
});
