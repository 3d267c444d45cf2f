import { afterAll, beforeAll, inject } from 'vitest';
import { startGroupCloud, type GroupCloudOptions } from '../../infra/local/group-cloud.ts';
import type { Cloud } from '../../infra/local/cloud.ts';
import { Play } from '../../infra/local/play.ts';
import { keepPermissions } from '../permissions-used.ts';

/** A day of sweeps every quarter of an hour is most of what a story costs, and few depend on a quarter. */
const anHour = 3_600_000;

/**
 * Starts a one-machine cloud of group demo for a file's tests, and stops it after them, keeping what permissions they
 * used. Sweeps run once an hour, unless a story needs them in time.
 */
export function useCloud(options: GroupCloudOptions = {}): { readonly play: Play; readonly cloud: Cloud } {
  let cloud: Cloud | undefined;
  let play: Play | undefined;
  beforeAll(async () => {
    cloud = await startGroupCloud({ assembly: inject('assembly'), scheduleRoundMs: anHour, ...options });
    play = new Play(cloud.url);
  });
  afterAll(async () => {
    if (!cloud) return;
    await keepPermissions(cloud);
    await cloud.stop();
  });
  return {
    get play() {
      if (!play) throw new Error('the cloud has not started');
      return play;
    },
    get cloud() {
      if (!cloud) throw new Error('the cloud has not started');
      return cloud;
    },
  };
}
