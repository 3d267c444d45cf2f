import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { findCallbackOf } from '../../shared/callbacks/callbacks.ts';
import { takeCensus } from '../../shared/callbacks/census.ts';
import { generateCallbacks } from '../../shared/callbacks/generate.ts';
import { EventSchema } from '../../shared/events/catalogue.ts';
import { historyOf } from '../../shared/events/history.ts';
import { later } from '../../shared/platform/time.ts';
import { aDealer } from '../builders/dealer.ts';
import { shanghai, zone } from '../builders/times.ts';
import { openDealer } from './a-group.ts';
import { aSecret } from './a-secret.ts';
import { useTable } from './a-table.ts';
import { planVisit } from './old-visits.ts';

const store = useTable();
const { secret } = aSecret();

beforeEach(() => openDealer(store.table));

/** The same customer comes on a day, and their moment comes on the next: how the callback stands then. */
async function comesOn(day: string, method?: 'text' | 'call') {
  const { table } = store;
  const { visitId } = await planVisit({ table, secret }, day, 7100, method);
  await generateCallbacks(later(shanghai(`${day}T10:00`), { days: 1 }), table);
  const callback = await findCallbackOf(table, visitId);
  const { status, channel, skipReason } = callback?.state ?? {};
  return { visitId, callbackId: callback?.id ?? '', status, channel, skipReason };
}

describe('days between surveys of one person', () => {
  it('whoever was asked by text is not asked again within them, and asked after them', async () => {
    expect(await comesOn('2026-03-02')).toMatchObject({ status: 'open', channel: 'text' });
    expect(await comesOn('2026-03-12')).toMatchObject({ status: 'skipped', skipReason: 'recently-asked' });
    expect(await comesOn('2026-03-31')).toMatchObject({ status: 'skipped' });
    expect(await comesOn('2026-04-01')).toMatchObject({ status: 'open', channel: 'text' });
  });

  it('R12: what was agreed at the desk is kept all the same, and a call is no survey by text', async () => {
    await comesOn('2026-03-02');
    expect(await comesOn('2026-03-09', 'text')).toMatchObject({ status: 'open', channel: 'text' });
    expect(await comesOn('2026-03-16', 'call')).toMatchObject({ status: 'open', channel: 'call' });
  });

  it('a dealer may ask always', async () => {
    const { settings, ...dealer } = aDealer();
    await openDealer(store.table, { ...dealer, settings: { ...settings, daysBetweenSurveys: 0 } });
    await comesOn('2026-03-02');
    expect(await comesOn('2026-03-12')).toMatchObject({ status: 'open' });
  });

  it('R36: the census counts such a visit as not asked, for this one reason', async () => {
    await comesOn('2026-03-02');
    const { visitId, callbackId } = await comesOn('2026-03-12');
    const events = [
      ...(await historyOf(store.table, visitId)),
      ...(await historyOf(store.table, callbackId)),
    ].map((event) => v.parse(EventSchema, event));
    const census = takeCensus(events, {
      month: '2026-03',
      zone: zone('Asia/Shanghai'),
      now: shanghai('2026-03-20T10:00'),
    });
    expect(census).toMatchObject({
      delivered: { count: 1 },
      asked: { count: 0 },
      reasons: { 'recently-asked': { count: 1, visitIds: [visitId] } },
    });
    // A second sweep finds nothing to do.
    expect(await generateCallbacks(shanghai('2026-03-14T10:00'), store.table)).toEqual({
      handled: 0,
      failed: [],
    });
  });
});
