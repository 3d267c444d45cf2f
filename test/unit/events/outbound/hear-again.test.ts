import { expect, it } from 'vitest';
import { delaySecondsUntil } from '../../../../shared/events/outbound/hear-again.ts';
import { epochMilliseconds, instantFrom, instantOf, later } from '../../../../shared/platform/time.ts';

const now = instantFrom('2026-03-02T01:00:00Z');
const secondsLater = (seconds: number) => instantOf(epochMilliseconds(now) + seconds * 1000);

it('an event is heard again after whole seconds, never too early, and only as long as a queue can wait', () => {
  expect(delaySecondsUntil(secondsLater(5), now)).toBe(5);
  expect(delaySecondsUntil(secondsLater(0.001), now)).toBe(1);
  expect(delaySecondsUntil(now, later(now, { minutes: 2 }))).toBe(0);
  expect(delaySecondsUntil(later(now, { minutes: 15 }), now)).toBe(900);
  expect(delaySecondsUntil(later(now, { minutes: 16 }), now)).toBeUndefined();
});
