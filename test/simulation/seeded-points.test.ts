import { expect, inject, onTestFinished, test } from 'vitest';
import type { Cloud } from '../../infra/local/cloud.ts';
import { startGroupCloud } from '../../infra/local/group-cloud.ts';
import { hitOf, playHits, pointsOf } from './points.ts';

const seeds = Array.from({ length: 5 }, (_, index) => index + 1);

async function aCloud(): Promise<Cloud> {
  const cloud = await startGroupCloud({ assembly: inject('assembly') });
  onTestFinished(() => cloud.stop());
  return cloud;
}

// The same five by hand: npm run simulate -- --seeds 5 --seed 1; a campaign plays more.
test('five visits, each with faults of its own and spoilt deliveries, end as if nothing had happened', async () => {
  const points = await pointsOf(await aCloud());
  expect(points.length).toBeGreaterThan(100);
  const ending = await playHits(
    await aCloud(),
    seeds.map((seed) => hitOf(seed, points)),
    { spoilt: true },
  );
  expect(ending.broken).toEqual([]);
  expect(ending.struck.length).toBeGreaterThan(3);
  expect(ending.deliveriesSpoilt).toBeGreaterThan(3);
}, 600_000);
