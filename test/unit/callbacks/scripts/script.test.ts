import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readScript } from '../../../../shared/callbacks/scripts/body.ts';
import { renewerOf } from '../../../../shared/callbacks/scripts/renew.ts';
import {
  approve,
  draft,
  draftOf,
  growStale,
  inUse,
  retire,
  type Script,
  ScriptSchema,
} from '../../../../shared/callbacks/scripts/script.ts';
import type { Change } from '../../../../shared/events/aggregate.ts';
import { Problem } from '../../../../shared/platform/problem.ts';
import { type Instant, later } from '../../../../shared/platform/time.ts';
import { committed } from '../../../builders/committed.ts';
import { aRoster } from '../../../builders/person.ts';
import { aScriptBody } from '../../../builders/script.ts';
import { monday } from '../../../builders/times.ts';

const brakes = { dealerId: 'cd-south', id: 'brakes' };

function drafted(known: Script | undefined, name: string, by = 'li-na', at = monday) {
  const { body, digest } = readScript('brakes', aScriptBody({ name }));
  return draft(known, brakes, body, { by, at, digest });
}
const staleAt = (from: Instant) => (cycleDays: number) => later(from, { days: cycleDays });
const approved = (known: Script | undefined, version: number, by = 'zhao-min', at = monday) =>
  approve(known, version, { by, at, staleAt: staleAt(at) });
const after = (change: Change<Script> | undefined) => committed(change, ScriptSchema);

const first = after(drafted(undefined, 'first')).state;
const used = after(approved(first, 1)).state;

function refusal(act: () => unknown): Problem | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

describe('R25: the life of a script', () => {
  it('a draft waits; approved by somebody else it is used until its cycle is over', () => {
    expect(inUse(first)).toBeUndefined();
    expect(draftOf(first)).toMatchObject({ version: 1, writtenBy: 'li-na', ownerId: 'li-na' });
    const { state, names, events } = after(approved(first, 1));
    expect(names).toEqual(['script.approved']);
    expect(inUse(state)).toMatchObject({
      version: 1,
      approvedBy: 'zhao-min',
      staleAt: later(monday, { days: 90 }),
    });
    expect(events[0]?.facts).toEqual({
      script: { id: 'brakes', version: 1 },
      staleAt: later(monday, { days: 90 }),
    });
  });

  it('nobody approves what they wrote, nor renews it', () => {
    expect(refusal(() => approved(first, 1, 'li-na'))).toMatchObject({ status: 403, type: 'your-own-draft' });
    const old = later(monday, { days: 91 });
    expect(refusal(() => approved(used, 1, 'li-na', old))).toMatchObject({ status: 403 });
  });

  it('a new version takes the place of the one in use only when it is approved', () => {
    const second = after(drafted(used, 'second')).state;
    expect(inUse(second)?.version).toBe(1);
    const { state, events } = after(approved(second, 2));
    expect(state.versions.map(({ version, status }) => [version, status])).toEqual([
      [1, 'retired'],
      [2, 'approved'],
    ]);
    expect(events[0]?.facts).toMatchObject({ insteadOf: 1 });
  });

  it('a draft that nobody approved is replaced, and no longer to be approved', () => {
    const second = after(drafted(first, 'second')).state;
    expect(second.versions.map(({ status }) => status)).toEqual(['replaced', 'draft']);
    expect(refusal(() => approved(second, 1))).toMatchObject({ status: 409 });
    expect(refusal(() => approved(second, 7))).toMatchObject({ status: 404 });
    expect(refusal(() => approved(undefined, 1))).toMatchObject({ status: 404 });
  });

  it('what was done already does nothing when it is asked for again', () => {
    expect(drafted(first, 'first', 'somebody-else')).toBeUndefined();
    expect(approved(used, 1)).toBeUndefined();
    const retired = after(retire(used, 1, { by: 'zhao-min', at: monday })).state;
    expect(inUse(retired)).toBeUndefined();
    expect(retire(retired, 1, { by: 'zhao-min', at: monday })).toBeUndefined();
  });
});

describe('R25: the cycle of a script', () => {
  const old = later(monday, { days: 90 });
  const told = after(growStale(used, old, 'li-na'));

  it('when it is over somebody is told, once; the script is used on', () => {
    expect(told.names).toEqual(['script.grown-stale']);
    expect(told.state.told).toEqual({ version: 1, staffId: 'li-na' });
    expect(inUse(told.state)?.version).toBe(1);
    expect(growStale(told.state, old, 'li-na')).toBeUndefined();
    expect(growStale(used, later(old, { minutes: -1 }), 'li-na')).toBeUndefined();
    expect(growStale(undefined, old, 'li-na')).toBeUndefined();
  });

  it('it is renewed by approving it again, or a new version', () => {
    const renewed = after(approved(told.state, 1, 'zhao-min', old)).state;
    expect(renewed.told).toBeUndefined();
    expect(inUse(renewed)?.staleAt).toBe(later(old, { days: 90 }));
    const second = after(approved(after(drafted(told.state, 'second')).state, 2, 'zhao-min', old)).state;
    expect(second.told).toBeUndefined();
    expect(growStale(second, later(old, { days: 90 }), 'li-na')).toBeDefined();
  });

  it('its owner is told; who has left is replaced by the head of customer care', () => {
    expect(renewerOf(used, aRoster())).toBe('li-na');
    expect(renewerOf(used, aRoster('agent'))).toBe('zhao-min');
    expect(renewerOf(used, aRoster('agent', 'customer-care-lead'))).toBe('huang-wei');
    expect(renewerOf(used, [])).toBeUndefined();
  });
});

it('R25: whatever is done in whatever order, one version at most is used, one waits, and each says who approved it', () => {
  const acts = fc.array(
    fc.tuple(
      fc.constantFrom('draft', 'approve', 'retire', 'wait', 'tell'),
      fc.constantFrom('li-na', 'zhao-min', 'huang-wei'),
      fc.nat(40),
    ),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(acts, (steps) => {
      let known: Script | undefined;
      let now = monday;
      for (const [act, by, n] of steps) {
        const change = attempt(() => {
          if (act === 'draft') return drafted(known, `name ${n}`, by, now);
          if (act === 'approve') return approved(known, n, by, now);
          if (act === 'retire') return retire(known, n, { by, at: now });
          return act === 'tell' ? growStale(known, now, by) : undefined;
        });
        if (act === 'wait') now = later(now, { days: n });
        known = change?.state ?? known;
        const versions = known?.versions ?? [];
        expect(versions.filter(({ status }) => status === 'approved').length).toBeLessThanOrEqual(1);
        expect(versions.filter(({ status }) => status === 'draft').length).toBeLessThanOrEqual(1);
        expect(new Set(versions.map(({ version }) => version)).size).toBe(versions.length);
        for (const { status, approvedBy, writtenBy } of versions)
          if (status === 'approved') expect([undefined, writtenBy]).not.toContain(approvedBy);
      }
    }),
    { seed: 25, numRuns: 300 },
  );

  function attempt(act: () => Change<Script> | undefined): Change<Script> | undefined {
    let change: Change<Script> | undefined;
    const problem = refusal(() => (change = act()));
    return problem ? undefined : change;
  }
});
