import { describe, expect, it } from 'vitest';
import { mustBe, mustServe } from '../../../shared/staff/access.ts';
import { roles } from '../../../shared/staff/person.ts';
import { aPerson } from '../../builders/person.ts';

describe('who may do what', () => {
  const person = aPerson({ dealerIds: ['cd-south', 'cd-north'] });

  it('people of the dealer pass', () => {
    expect(() => mustServe(person, 'cd-north', 'complaint')).not.toThrow();
  });

  it('to others the thing does not exist, and nothing is told of it', () => {
    const refused = () => mustServe(person, 'austin-north', 'complaint');
    expect(refused).toThrow(expect.objectContaining({ status: 404, title: 'No such complaint' }));
    expect(refused).not.toThrow(/austin/);
  });

  it.each(roles)('%s passes where the role is allowed and only there', (role) => {
    const asker = aPerson({ role });
    const others = roles.filter((each) => each !== role);
    expect(() => mustBe(asker, [role], 'solve')).not.toThrow();
    expect(() => mustBe(asker, others, 'solve')).toThrow(
      expect.objectContaining({ status: 403, detail: `To solve one must be: ${others.join(', ')}.` }),
    );
  });
});
