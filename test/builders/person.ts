import * as v from 'valibot';
import { type Person, type PersonInput, PersonSchema, type Role } from '../../shared/staff/person.ts';

/** A customer-service agent of `cd-south`. */
export function aPerson(overrides: Partial<PersonInput> = {}): Person {
  return v.parse(PersonSchema, {
    id: 'li-na',
    name: '李娜',
    role: 'agent',
    dealerIds: ['cd-south'],
    ...overrides,
  });
}

/** One person of each role, named by it, and the advisor whom the DMS calls `A01`. */
export function aRoster(...without: readonly Role[]): Person[] {
  const people: readonly PersonInput[] = [
    { id: 'wang-lei', name: '王磊', role: 'advisor', dealerIds: ['cd-south'], dmsId: 'A01' },
    { id: 'li-na', name: '李娜', role: 'agent', dealerIds: ['cd-south'] },
    { id: 'zhao-min', name: '赵敏', role: 'customer-care-lead', dealerIds: ['cd-south'] },
    { id: 'sun-qiang', name: '孙强', role: 'workshop-manager', dealerIds: ['cd-south'] },
    { id: 'huang-wei', name: '黄伟', role: 'service-director', dealerIds: ['cd-south'] },
    { id: 'gao-jun', name: '高军', role: 'general-manager', dealerIds: ['cd-south'] },
  ];
  return people.map((person) => aPerson(person)).filter((person) => !without.includes(person.role));
}
