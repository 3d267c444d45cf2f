import { describe, expect, it } from 'vitest';
import { Subjects } from '../../../../infra/local/faults/subjects.ts';

const id = (room: string, letter: string) => `${room}_${letter.repeat(20)}`;
const visit = id('visit', 'a');
const callback = id('callback', 'b');

/** The subjects of calls of one worker after the other: what each call says, what its invocation is about. */
function learning() {
  const subjects = new Subjects({ first: ['RO-1', '+8613800138001'], second: ['RO-2'] });
  return (input: unknown, { work = '', session = 'f/1', isWrite = false } = {}) =>
    [...subjects.of({ input: JSON.stringify(input), isWrite }, session, work)].sort();
}

describe('to whom a call is due', () => {
  it('is told by the words of a subject, else nobody', () => {
    const of = learning();
    expect(of({ order: 'RO-1' })).toEqual(['first']);
    expect(of({ order: 'RO-9' }, { work: 'other' })).toEqual([]);
  });

  it('all of those that it names', () => {
    expect(learning()({ orders: ['RO-1', 'RO-2'] })).toEqual(['first', 'second']);
  });

  it('an id that is written together with a subject’s words belongs to it from then on, for every worker', () => {
    const of = learning();
    of({ pk: visit, order: 'RO-1' }, { isWrite: true });
    of({ pk: callback, of: visit }, { isWrite: true, session: 'g/1' });
    expect(of({ pk: callback }, { session: 'h/1' })).toEqual(['first']);
  });

  it('an id that is only read, or written with several subjects, belongs to none', () => {
    const of = learning();
    of({ pk: visit, order: 'RO-1' });
    of({ pk: callback, orders: ['RO-1', 'RO-2'] }, { isWrite: true });
    expect(of({ pk: visit }, { session: 'h/1' })).toEqual([]);
    expect(of({ pk: callback }, { session: 'h/2' })).toEqual([]);
  });

  it('an id stays with the subject that had it first', () => {
    const of = learning();
    of({ pk: visit, order: 'RO-1' }, { isWrite: true });
    of({ order: 'RO-2', visit }, { isWrite: true });
    expect(of({ pk: visit }, { session: 'h/1' })).toEqual(['first']);
  });

  it('a call that names nobody is due to whom its invocation is about', () => {
    const of = learning();
    const work = `{"detail":{"order":"RO-1","event":"${callback}.1"}}`;
    expect(of({ SecretId: 'key' }, { work })).toEqual(['first']);
    // The ids of what the invocation is about are its subject's too.
    expect(of({ pk: callback }, { session: 'h/1', work: 'other' })).toEqual(['first']);
  });

  it('else to whom the invocation was busy with last, as a sweep goes from one to the next', () => {
    const of = learning();
    const sweep = { work: '{"source":"aws.events"}' };
    expect(of({ due: 'all' }, sweep)).toEqual([]);
    expect(of({ order: 'RO-1' }, sweep)).toEqual(['first']);
    expect(of({ some: 'thing' }, sweep)).toEqual(['first']);
    expect(of({ order: 'RO-2' }, sweep)).toEqual(['second']);
    expect(of({ some: 'thing' }, sweep)).toEqual(['second']);
    // Another worker and the next invocation begin with nobody.
    expect(of({ some: 'thing' }, { ...sweep, session: 'f/2' })).toEqual([]);
    expect(of({ some: 'thing' }, { work: '{"source":"aws.events","time":"later"}' })).toEqual([]);
  });

  it('an invocation about several is about none until one is named', () => {
    const of = learning();
    const work = '["RO-1","RO-2"]';
    expect(of({ some: 'thing' }, { work })).toEqual([]);
    expect(of({ order: 'RO-2' }, { work })).toEqual(['second']);
    expect(of({ some: 'thing' }, { work })).toEqual(['second']);
  });
});
