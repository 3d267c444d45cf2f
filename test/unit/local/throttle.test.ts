import { expect, it } from 'vitest';
import { Throttle } from '../../../infra/local/runtime/gateway/throttle.ts';

it('lets a burst through, then so many a second', () => {
  let now = 0;
  const throttle = new Throttle({ rate: 10, burst: 3 }, () => now);
  const admitted = (n: number) => Array.from({ length: n }, () => throttle.admits()).filter(Boolean).length;
  expect(admitted(5)).toBe(3);
  now = 100;
  expect(admitted(5)).toBe(1);
  now = 60_000;
  expect(admitted(5)).toBe(3);
});
