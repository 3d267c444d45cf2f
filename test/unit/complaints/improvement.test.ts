import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  improve,
  type Improvement,
  type ImprovementBody,
  ImprovementSchema,
  standingOf,
  wordsOfImprovement,
} from '../../../shared/complaints/improvement.ts';
import { keepWords } from '../../../shared/events/words.ts';
import { Problem } from '../../../shared/platform/problem.ts';
import { later } from '../../../shared/platform/time.ts';
import { committed } from '../../builders/committed.ts';
import { aPerson } from '../../builders/person.ts';
import { monday } from '../../builders/times.ts';

const cause = { category: 'repair-skill', department: 'workshop' } as const;
const measure: ImprovementBody = {
  command: 'take-measure',
  ...cause,
  what: 'a second look',
  ownerId: 'sun-qiang',
};
const helped: ImprovementBody = { command: 'check-effect', ...cause, improved: true, findings: 'none since' };
const helpedNot: ImprovementBody = { command: 'check-effect', ...cause, improved: false, findings: 'again' };
const drop: ImprovementBody = { command: 'drop', ...cause, reason: 'the maker has to' };

let requests = 0;
function command(
  known: Improvement | undefined,
  body: ImprovementBody,
  staffId = 'zhao-min',
  key = `r${++requests}`,
) {
  const by = aPerson({ id: staffId });
  const kept = keepWords('improvement_1', key, { text: wordsOfImprovement(body), at: monday, by: by.id });
  return improve(known, body, { dealerId: 'cd-south', by, key, now: monday, kept });
}
const after = (...bodies: ImprovementBody[]) =>
  bodies.reduce<Improvement | undefined>((known, body) => command(known, body)?.state, undefined);

describe('R86: a point to improve', () => {
  it.each([
    [[], 'open', ['take-measure', 'drop']],
    [[measure], 'measure-taken', ['check-effect', 'drop']],
    [[measure, helped], 'improved', ['take-measure']],
    [[measure, helpedNot], 'open', ['take-measure', 'drop']],
    [[drop], 'dropped', ['take-measure']],
    [[measure, drop], 'dropped', ['take-measure']],
  ] as const)('after %j is %s', (bodies, state, possible) => {
    const known = after(...bodies);
    expect(known?.state ?? 'open').toBe(state);
    for (const body of [measure, helped, drop]) {
      const attempt = () => command(known, body);
      if (possible.some((name) => name === body.command)) expect(attempt).not.toThrow();
      else expect(attempt).toThrow(expect.objectContaining({ status: 409 }));
    }
  });

  it('keeps who carries it out, and the words apart from the event', () => {
    const { state, events } = committed(command(undefined, measure), ImprovementSchema);
    expect(state).toMatchObject({ ownerId: 'sun-qiang', by: 'zhao-min' });
    expect(events).toMatchObject([
      { name: 'improvement.measure-taken', facts: { ...cause, ownerId: 'sun-qiang' } },
    ]);
    expect(JSON.stringify(events)).not.toContain('second look');
  });

  it('nobody says of their own measure that it helped', () => {
    expect(() => command(after(measure), helped, 'sun-qiang')).toThrow(
      expect.objectContaining({ status: 403 }),
    );
  });

  it('a request that comes again decides nothing', () => {
    const known = command(undefined, measure, 'zhao-min', 'same')?.state;
    expect(command(known, measure, 'zhao-min', 'same')).toBeUndefined();
    expect(command(known, drop, 'zhao-min', 'same')).toBeUndefined();
  });

  it('whatever is commanded, nothing is improved without a measure, nor checked by its owner', () => {
    const orders = fc.array(
      fc.tuple(fc.constantFrom(measure, helped, helpedNot, drop), fc.constantFrom('zhao-min', 'sun-qiang')),
      { maxLength: 15 },
    );
    fc.assert(
      fc.property(orders, (all) => {
        let known: Improvement | undefined;
        for (const [body, staffId] of all) {
          const before = known;
          try {
            known = command(known, body, staffId)?.state ?? known;
          } catch (error) {
            if (!(error instanceof Problem)) throw error;
            continue;
          }
          if (known?.state !== 'improved' || before?.state === 'improved') continue;
          expect(before?.state).toBe('measure-taken');
          expect(staffId).not.toBe(before?.ownerId);
        }
      }),
      { seed: 86, numRuns: 200 },
    );
  });
});

describe('how a point stands', () => {
  const complaintIds = ['complaint_1', 'complaint_2', 'complaint_3'];
  const openedAt = new Map(complaintIds.map((id, n) => [id, later(monday, { days: n })]));
  const known = (state: Improvement['state'], days: number) => ({ state, at: later(monday, { days }) });

  it('open until somebody takes it up; then with the complaints that came since', () => {
    expect(standingOf(undefined, { complaintIds }, openedAt, 3)).toEqual({ state: 'open' });
    expect(standingOf(known('measure-taken', 1), { complaintIds }, openedAt, 3)).toEqual({
      state: 'measure-taken',
      since: { count: 1, complaintIds: ['complaint_3'] },
    });
  });

  it('improved or dropped, it is open again once its cause came back as often', () => {
    for (const state of ['improved', 'dropped'] as const) {
      expect(standingOf(known(state, 0), { complaintIds }, openedAt, 3).state).toBe(state);
      expect(standingOf(known(state, -1), { complaintIds }, openedAt, 3).state).toBe('open');
    }
  });
});
