import { parseArgs } from 'node:util';
import { startGroupCloud } from '../../infra/local/group-cloud.ts';
import type { Cloud } from '../../infra/local/cloud.ts';
import { everyPoint, hitOf, playHits, pointsOf, type Hit, type Point } from './points.ts';

const USAGE = `npm run simulate -- --exhaustive [--kind K] [--from A --count N]
    every AWS call of the main story fails: before its effect, then after it (or only as K), one visit for each call
npm run simulate -- --seeds N [--seed S]
    N visits, each with up to three faults of its own and spoilt deliveries, twenty to a cloud, from seed S on`;
const seedsPerCloud = 20;

process.env['TZ'] = 'UTC';
const { values } = parseArgs({
  options: {
    exhaustive: { type: 'boolean', default: false },
    kind: { type: 'string' },
    from: { type: 'string', default: '1' },
    count: { type: 'string', default: 'Infinity' },
    seeds: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
  },
});
const began = performance.now();
let [runs, failures] = [0, 0];

if (values.exhaustive) await exhaustive();
else if (Number(values.seeds) > 0) await seeds();
else console.log(USAGE);
if (runs > 0) {
  console.log(
    `${runs} fault points in ${Math.round((performance.now() - began) / 1000)} s, ${failures} findings`,
  );
  process.exitCode = failures > 0 ? 1 : 0;
}

async function exhaustive(): Promise<void> {
  const points = await onCloud(pointsOf);
  const [from, count] = [Number(values.from), Number(values.count)];
  console.log(`The main story makes ${points.length} AWS calls.`);
  const kinds = (
    ['timed out before', 'timed out after', 'killed before', 'killed after', 'throttled'] as const
  ).filter((kind) => (values.kind ? kind === values.kind : kind.startsWith('timed out')));
  for (const kind of kinds) {
    const hits = everyPoint(points, kind).slice(from - 1, from - 1 + count);
    await play(hits, kind, `--exhaustive --kind "${kind}" --from ${from} --count ${hits.length}`);
  }
}

async function seeds(): Promise<void> {
  const points: Point[] = await onCloud(pointsOf);
  const [first, wanted] = [Number(values.seed), Number(values.seeds)];
  for (let start = first; start < first + wanted; start += seedsPerCloud) {
    const length = Math.min(seedsPerCloud, first + wanted - start);
    const hits = Array.from({ length }, (_, index) => hitOf(start + index, points));
    await play(hits, `seeds ${start} to ${start + length - 1}`, `--seeds ${length} --seed ${start}`, true);
  }
}

/** Plays hits on one cloud of their own and says what broke and how to see it again. */
async function play(hits: readonly Hit[], title: string, again: string, spoilt = false): Promise<void> {
  const tell = (line: string) => process.stderr.write(`\r\x1b[K${title}: ${line}`);
  const ending = await onCloud((cloud) => playHits(cloud, hits, { spoilt, tell }));
  process.stderr.write('\r\x1b[K');
  const struck = new Set(ending.struck.map(({ subject }) => subject)).size;
  runs += hits.length;
  failures += ending.broken.length;
  console.log(
    `${title}: ${hits.length} visits, ${ending.struck.length} faults at ${struck} of them, ` +
      `${ending.deliveriesSpoilt} deliveries spoilt, ${ending.broken.length} findings`,
  );
  const missed = hits.filter(
    ({ visit }) => !ending.struck.some(({ subject }) => subject === `visit ${visit}`),
  );
  for (const { faults } of missed) console.log(`  not reached: ${JSON.stringify(faults)}`);
  if (ending.broken.length === 0) return;
  for (const line of ending.broken) console.log(`  ${line}${faultsOf(line, hits)}`);
  console.log(`  See it again: npm run simulate -- ${again}`);
}

function faultsOf(line: string, hits: readonly Hit[]): string {
  const hit = hits.find(({ visit }) => new RegExp(`^visit ${visit}\\b`).test(line));
  return hit
    ? `  ⟵ ${hit.faults.map((each) => `${each.function} ${each.action} ${each.nth} ${each.kind}`).join(', ')}`
    : '';
}

async function onCloud<T>(use: (cloud: Cloud) => Promise<T>): Promise<T> {
  const cloud = await startGroupCloud();
  try {
    return await use(cloud);
  } finally {
    await cloud.stop();
  }
}
