import { describe, expect, it } from 'vitest';
import { decide, isLinked, type Link, LinkSchema } from '../../../shared/customers/link.ts';
import { committed } from '../../builders/committed.ts';
import { monday } from '../../builders/times.ts';
import { aWordsRef } from '../../builders/words.ts';

const ids: Link['customerIds'] = ['customer_1', 'customer_2'];

function decided(known: Link | undefined, kind: 'merged' | 'apart', request: string) {
  const decision = { kind, by: 'zhao-min', at: monday, reason: aWordsRef('link_1') };
  const words = { sk: 'WORDS', content: {} };
  return decide(known, ids, decision, { dealerId: 'cd-south', customerId: 'customer_1', words, request });
}

describe('what staff decide about two records', () => {
  it('stands until the opposite is decided', () => {
    const merged = committed(decided(undefined, 'merged', 'r1'), LinkSchema);
    expect(merged.names).toEqual(['customers.merged']);
    expect(decided(merged.state, 'merged', 'r2')).toBeUndefined();
    const apart = committed(decided(merged.state, 'apart', 'r3'), LinkSchema);
    expect(apart.names).toEqual(['customers.unmerged']);
    expect(isLinked(apart.state)).toBe(false);
  });

  it('is not decided again by a request that comes again after the opposite', () => {
    const merged = decided(undefined, 'merged', 'r1')?.state;
    const apart = decided(merged, 'apart', 'r2')?.state;
    expect(decided(apart, 'merged', 'r1')).toBeUndefined();
    expect(decided(apart, 'merged', 'r3')?.state.requests).toEqual(['r1', 'r2', 'r3']);
  });
});
