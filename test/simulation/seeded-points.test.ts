import { expect, inject, onTestFinished, test } from 'vitest';
import type { Cloud } from '../../infra/local/cloud.ts';
import { startGroupCloud } from '../../infra/local/group-cloud.ts';
import { hitOf, playHits, pointsOf } from './points.ts';

const seeds = Array.from({ length: 10 }, (_, index) => index + 1);

async function aCloud(): Promise<Cloud> {
  const cloud = await startGroupCloud({ assembly: inject('assembly'), scheduleRoundMs: 3_600_000 });
  onTestFinished(() => cloud.stop());
  return cloud;
}

// The same ten by hand: npm run simulate -- --seeds 10 --seed 1; a campaign plays more.
test('ten visits, each with faults of its own and spoilt deliveries, end as if nothing had happened', async () => {
  const { ofVisit } = await pointsOf(await aCloud());
  expect(ofVisit.length).toBeGreaterThan(100);
  const ending = await playHits(
    await aCloud(),
    seeds.map((seed) => hitOf(seed, ofVisit)),
    { spoilt: true },
  );
  expect(ending.broken).toEqual([]);
  expect(ending.struck.length).toBeGreaterThan(10);
  expect(ending.deliveriesSpoilt).toBeGreaterThan(20);
}, 600_000);
