import type { Cloud } from '../../infra/local/cloud.ts';
import { type MeterReading, Play } from '../../infra/local/play.ts';
import { visitInAustin } from '../journey/a-visit.ts';

const dealerId = 'austin-north';
const phone = '+15125550142';

export interface OneVisit {
  /** A day in which nothing happens: what the sweeps use that look in vain. */
  readonly idle: MeterReading;
  /** The day in which one visit is posted, asked after, answered and closed, the same sweeps with it. */
  readonly lived: MeterReading;
}

/** Plays one visit's life from the DMS to the closed callback, and before it as long a time without any. */
export async function oneVisit(cloud: Pick<Cloud, 'url'>): Promise<OneVisit> {
  const play = new Play(cloud.url);
  await play.turnTo('2026-03-09T16:00:00-05:00');
  await play.resetMeter();
  await play.turn('P1D');
  const idle = await play.meter();
  await play.resetMeter();
  const { status } = await play.postVisit(dealerId, visitInAustin('2026-03-10', phone));
  if (status !== 202) throw new Error(`the visit was answered with ${status}`);
  await play.turn('P1D');
  await play.reply(phone, '5');
  const lived = await play.meter();
  const names = (await play.events()).map((event) => event.name);
  if (!names.includes('callback.closed')) throw new Error(`no callback was closed: ${names.join(', ')}`);
  return { idle, lived };
}
