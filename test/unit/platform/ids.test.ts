import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idOf, secretIdOf } from '../../../shared/platform/ids.ts';

const key = new Uint8Array(32).fill(7);
const part = fc.string({ maxLength: 12 }).map((text) => text.replaceAll('\u001f', ''));
const parts = fc.array(part, { minLength: 1, maxLength: 3 });
const runs = { seed: 20260302, numRuns: 500 };

describe('an id', () => {
  it('never changes: what was filed under it must be found again', () => {
    expect(idOf('visit', 'cd-south', 'RO-1001', '2026-03-02')).toBe('visit_yh0sz01hx2z60nk3v4r7');
    expect(secretIdOf('handset', key, '+8613800138000')).toBe('handset_n5c9syj6d595vnzxsx8c');
  });

  it('is the same for the same, another for anything else', () => {
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const same = a.length === b.length && a.every((each, index) => each === b[index]);
        expect(idOf('visit', ...a) === idOf('visit', ...b)).toBe(same);
        expect(secretIdOf('handset', key, ...a) === secretIdOf('handset', key, ...b)).toBe(same);
      }),
      runs,
    );
  });

  it('tells its kind and can stand in a key, an address and on paper', () => {
    fc.assert(
      fc.property(parts, (each) => {
        expect(idOf('visit', ...each)).toMatch(/^visit_[0-9a-hjkmnp-tv-z]{20}$/);
      }),
      runs,
    );
  });

  it('of what could be guessed depends on the secret of the group', () => {
    const other = new Uint8Array(32).fill(8);
    const phone = '+8613800138000';
    expect(secretIdOf('handset', key, phone)).not.toBe(secretIdOf('handset', other, phone));
    expect(secretIdOf('handset', key, phone)).not.toBe(idOf('handset', phone));
  });
});
