import type { Cloud } from '../../infra/local/cloud.ts';
import { callFaultKinds, type CallFaultInput } from '../../infra/local/faults/plan.ts';
import { randomFrom } from '../../infra/local/faults/random.ts';
import { tempers } from './customer.ts';
import { customersOf, playStory, type CallMade, type Ending, type Tell } from './story.ts';

/** One place at which the main story can be hit: a function's n-th call of an action that is due to the visit. */
export type Point = Pick<CallMade, 'function' | 'action' | 'nth'>;

/** Visit k is hit by fault k, and by no other. */
export interface Hit {
  readonly visit: number;
  readonly faults: readonly CallFaultInput[];
}

const everyAttempt = 3;
/** As plans of faults call what belongs to no visit. */
const nobody = 'nobody';
const recorded = customersOf(1, ['angry'], 9000);
const recordedSubject = recorded[0]?.name ?? '';

/** All points of the main story, from a run in which nothing goes wrong: those of its visit, and those of no visit. */
export async function pointsOf(cloud: Cloud): Promise<{ ofVisit: Point[]; ofNobody: Point[] }> {
  const { calls, broken } = await playStory(cloud, recorded, { record: true, oneByOne: true });
  if (broken.length > 0) throw new Error(`without any fault: ${broken.join('; ')}`);
  const of = (wanted: string) =>
    calls
      .filter(({ subject }) => subject === wanted)
      .map(({ function: path, action, nth }) => ({ function: path, action, nth }));
  return { ofVisit: of(recordedSubject), ofNobody: of(nobody) };
}

/**
 * Points that no visit has for itself: the sweeps' looks at what is due, the lists of staff (`ofNobody`), and the calls
 * that a function makes for the first visit only (`ofVisit`, a secret that is read once). They are dealt out over so
 * many runs of the story with its one visit, so that each fails once and the calls beside it do not.
 */
export function sharedPoints(
  points: { readonly ofVisit: readonly Point[]; readonly ofNobody: readonly Point[] },
  kind: CallFaultInput['kind'],
  runs: number,
): CallFaultInput[][] {
  const faults = [
    ...points.ofNobody.map((point) => ({ ...point, subject: nobody })),
    ...points.ofVisit.map((point) => ({ ...point, subject: recordedSubject })),
  ].map((point) => ({ ...point, kind, times: everyAttempt }));
  return Array.from({ length: runs }, (_, run) => faults.filter((_, index) => index % runs === run));
}

/** Plays the story of one visit with faults at calls that belong to no visit. */
export function playShared(cloud: Cloud, calls: readonly CallFaultInput[], tell?: Tell): Promise<Ending> {
  return playStory(cloud, recorded, { calls: [...calls], oneByOne: true }, tell);
}

/** Each point fails once, so that no attempt of the SDK gets through; visit k is hit at point k. */
export function everyPoint(points: readonly Point[], kind: CallFaultInput['kind']): Hit[] {
  return points.map((point, index) => ({
    visit: index + 1,
    faults: [{ ...point, subject: `visit ${index + 1}`, kind, times: everyAttempt }],
  }));
}

/** What hits the visit of a seed: up to three points, each in some way. */
export function hitOf(seed: number, points: readonly Point[]): Hit {
  const random = randomFrom(seed);
  const any = <T>(of: readonly T[]): T | undefined => of[Math.floor(random() * of.length)];
  const faults = Array.from({ length: 1 + Math.floor(random() * 3) }, () => {
    const point = any(points);
    const kind = any(
      callFaultKinds.filter((each) => each !== 'conflict' || point?.action === 'TransactWriteItems'),
    );
    return point && kind
      ? [{ ...point, subject: `visit ${seed}`, kind, times: random() < 0.5 ? 1 : everyAttempt }]
      : [];
  });
  return { visit: seed, faults: faults.flat() };
}

/** Plays one visit for each hit on one cloud; with `spoilt`, deliveries go wrong as well. */
export async function playHits(
  cloud: Cloud,
  hits: readonly Hit[],
  { spoilt = false, tell }: { spoilt?: boolean; tell?: Tell } = {},
): Promise<Ending> {
  const customers = hits.flatMap(({ visit }) => customersOf(1, ['angry'], visit));
  const rate = 0.05;
  return playStory(
    cloud,
    customers,
    {
      seed: hits[0]?.visit ?? 1,
      calls: hits.flatMap(({ faults }) => [...faults]),
      oneByOne: true,
      ...(spoilt && {
        deliveries: [
          { of: 'stream', kind: 'duplicated', rate },
          { of: 'stream', kind: 'reordered', rate },
          { of: 'queue', kind: 'duplicated', rate },
          { of: 'event', kind: 'duplicated', rate },
          { of: 'event', kind: 'delayed', rate, delaySeconds: 300 },
          { of: 'text', kind: 'duplicated', rate },
          { of: 'text', kind: 'delayed', rate, delaySeconds: 300 },
        ],
      }),
    },
    tell,
  );
}

export const services = ['dynamodb', 'sqs', 'sns', 'events', 'secretsmanager', 'lambda'] as const;

/** Plays customers of every temper while a service is out for the hour in which they are asked and answer. */
export function playOutage(cloud: Cloud, service: (typeof services)[number], tell?: Tell): Promise<Ending> {
  const outage = { service, from: '2026-03-03T09:55:00+08:00', until: '2026-03-03T10:55:00+08:00' };
  return playStory(cloud, customersOf(tempers.length, tempers), { outages: [outage] }, tell);
}
