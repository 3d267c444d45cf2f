import { parseArgs } from 'node:util';
import { startGroupCloud } from '../../infra/local/group-cloud.ts';
import type { Cloud } from '../../infra/local/cloud.ts';
import {
  everyPoint,
  hitOf,
  playHits,
  playOutage,
  playShared,
  pointsOf,
  services,
  sharedPoints,
  type Hit,
} from './points.ts';
import type { Ending, Tell } from './story.ts';

const sharedRuns = 4;
const USAGE = `npm run simulate -- --exhaustive [--kind K] [--from A --count N]
    every AWS call of the main story fails: before its effect, then after it (or only as K), one visit for each call;
    then the calls that belong to no visit, dealt out over ${sharedRuns} runs
npm run simulate -- --seeds N [--seed S]
    N visits, each with up to three faults of its own and spoilt deliveries, twenty to a cloud, from seed S on
npm run simulate -- --outages
    each service is out for an hour while customers are asked and answer; an operator redrives what that parked`;
const seedsPerCloud = 20;

process.env['TZ'] = 'UTC';
const { values } = parseArgs({
  options: {
    exhaustive: { type: 'boolean', default: false },
    kind: { type: 'string' },
    from: { type: 'string', default: '1' },
    count: { type: 'string', default: 'Infinity' },
    seeds: { type: 'string', default: '0' },
    outages: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
  },
});
const began = performance.now();
let [runs, failures] = [0, 0];

if (values.exhaustive) await exhaustive();
else if (Number(values.seeds) > 0) await seeds();
else if (values.outages) await outages();
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
  console.log(
    `The main story makes ${points.ofVisit.length} AWS calls for its visit and ${points.ofNobody.length} others.`,
  );
  const kinds = (
    ['timed out before', 'timed out after', 'killed before', 'killed after', 'throttled'] as const
  ).filter((kind) => (values.kind ? kind === values.kind : kind.startsWith('timed out')));
  for (const kind of kinds) {
    const hits = everyPoint(points.ofVisit, kind).slice(from - 1, from - 1 + count);
    const again = `--exhaustive --kind "${kind}"`;
    const { missed } = await play(hits, kind, `${again} --from ${from} --count ${hits.length}`);
    const ofVisit = points.ofVisit.filter((_, index) => missed.has(index + 1));
    for (const faults of sharedPoints({ ...points, ofVisit }, kind, sharedRuns)) {
      const ending = await watched(`${kind}, of no visit`, (cloud, tell) => playShared(cloud, faults, tell));
      report(`${kind}, of no visit: ${faults.length} faults`, ending, again);
      runs += faults.length;
    }
  }
}

async function seeds(): Promise<void> {
  const { ofVisit } = await onCloud(pointsOf);
  const [first, wanted] = [Number(values.seed), Number(values.seeds)];
  for (let start = first; start < first + wanted; start += seedsPerCloud) {
    const length = Math.min(seedsPerCloud, first + wanted - start);
    const hits = Array.from({ length }, (_, index) => hitOf(start + index, ofVisit));
    await play(hits, `seeds ${start} to ${start + length - 1}`, `--seeds ${length} --seed ${start}`, true);
  }
}

async function outages(): Promise<void> {
  for (const service of services) {
    const ending = await watched(`${service} is out`, (cloud, tell) => playOutage(cloud, service, tell));
    report(`${service} is out for an hour`, ending, '--outages');
    runs += 1;
  }
}

/** Plays hits on one cloud of their own and says what broke; answers the visits at which no fault struck. */
async function play(hits: readonly Hit[], title: string, again: string, spoilt = false) {
  const ending = await watched(title, (cloud, tell) => playHits(cloud, hits, { spoilt, tell }));
  const missed = new Set(
    hits
      .map(({ visit }) => visit)
      .filter((visit) => !ending.struck.some(({ subject }) => subject === `visit ${visit}`)),
  );
  runs += hits.length;
  report(`${title}: ${hits.length} visits`, ending, again, hits);
  for (const { visit, faults } of hits)
    if (missed.has(visit)) console.log(`  not reached: ${JSON.stringify(faults)}`);
  return { missed };
}

/** Says how far it has come while it runs. */
async function watched(title: string, use: (cloud: Cloud, tell: Tell) => Promise<Ending>): Promise<Ending> {
  const tell = (line: string) => process.stderr.write(`\r\x1b[K${title}: ${line}`);
  const ending = await onCloud((cloud) => use(cloud, tell));
  process.stderr.write('\r\x1b[K');
  return ending;
}

function report(title: string, ending: Ending, again: string, hits: readonly Hit[] = []): void {
  failures += ending.broken.length;
  console.log(
    `${title}, ${ending.struck.length} faults struck, ` +
      `${ending.deliveriesSpoilt} deliveries spoilt, ${ending.broken.length} findings`,
  );
  for (const line of ending.broken) console.log(`  ${line}${faultsOf(line, hits)}`);
  if (ending.broken.length > 0) console.log(`  See it again: npm run simulate -- ${again}`);
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
