import { beforeEach, describe, expect, it } from 'vitest';
import { generateCallbacks } from '../../shared/callbacks/generate.ts';
import { escalateComplaints } from '../../shared/complaints/escalate.ts';
import { releaseTexts } from '../../shared/messages/release.ts';
import { type Instant, later } from '../../shared/platform/time.ts';
import { expireSurveys } from '../../shared/surveys/expire.ts';
import { shanghai } from '../builders/times.ts';
import { openDealer } from './a-group.ts';
import { aSecret } from './a-secret.ts';
import { useTable } from './a-table.ts';
import { copyVisit, oldVisit, planVisit } from './old-visits.ts';

const store = useTable();
const { secret } = aSecret();

beforeEach(() => openDealer(store.table));

const plan = (day: string, n: number) => planVisit({ table: store.table, secret }, day, n);
const old = () => oldVisit({ table: store.table, secret });

/** What a call asks of the table: its calls by name and the units that they read. */
async function costOf(act: () => Promise<unknown>): Promise<{ calls: readonly string[]; readUnits: number }> {
  store.meter.reset();
  await act();
  return { calls: [...store.meter.calls], readUnits: store.meter.readUnits };
}

const sweeps: [name: string, sweep: (now: Instant) => Promise<unknown>][] = [
  ['generateCallbacks', (now) => generateCallbacks(now, store.table)],
  ['expireSurveys', (now) => expireSurveys(now, store.table)],
  ['releaseTexts', (now) => releaseTexts(now, store.table)],
  ['escalateComplaints', (now) => escalateComplaints(now, store.table)],
];

describe('what a run costs', () => {
  it('grows with what is due, and with nothing else', async () => {
    const costs: number[] = [];
    for (const [week, day] of ['2026-03-02', '2026-03-09', '2026-03-16'].entries()) {
      for (let n = 0; n <= week; n += 1) await plan(day, 2000 + 10 * week + n);
      const { readUnits } = await costOf(async () => {
        const report = await generateCallbacks(later(shanghai(`${day}T10:00`), { days: 1 }), store.table);
        expect(report).toEqual({ handled: week + 1, failed: [] });
      });
      costs.push(readUnits);
    }
    const [one = 0, two = 0, three = 0] = costs;
    expect(two).toBeGreaterThan(one);
    expect(three - two).toBe(two - one);
  });

  it.each(sweeps)('%s asks once a dealer where nothing is due', async (name, sweep) => {
    await copyVisit(store.place, await old(), 1, 20);
    const cost = await costOf(() => sweep(shanghai('2026-03-03T10:00')));
    // Held texts do not go while somebody has paused the group's.
    const first = name === 'releaseTexts' ? ['GetItem'] : [];
    expect(cost.calls).toEqual([...first, 'Query', 'Query']);
    expect(cost.readUnits).toBeLessThanOrEqual(3);
  });

  it('is the same with 10 and with 200 visits of the past, while as many are due', async () => {
    const past = await old();
    await copyVisit(store.place, past, 1, 10);
    for (const n of [2001, 2002, 2003]) await plan('2026-03-02', n);
    const few = await costOf(async () => {
      const report = await generateCallbacks(shanghai('2026-03-03T10:00'), store.table);
      expect(report).toEqual({ handled: 3, failed: [] });
    });

    await copyVisit(store.place, past, 10, 200);
    for (const n of [3001, 3002, 3003]) await plan('2026-03-09', n);
    const many = await costOf(async () => {
      const report = await generateCallbacks(shanghai('2026-03-10T10:00'), store.table);
      expect(report).toEqual({ handled: 3, failed: [] });
    });
    expect(many).toEqual(few);
    expect(few.readUnits).toBeGreaterThan(0);
  });
});
