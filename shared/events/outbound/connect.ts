import * as v from 'valibot';
import { wallClock } from '../../platform/clock.ts';
import { connectSecret } from '../../platform/connect-secret.ts';
import { connectTable } from '../../platform/connect.ts';
import { environment } from '../../platform/environment.ts';
import { postTo } from './post.ts';

/** What telling other systems needs, as the function's environment says; only a one-machine cloud may post to itself. */
export function connectOutbound() {
  const { LOOPBACK_ENDPOINTS } = environment({ LOOPBACK_ENDPOINTS: v.optional(v.literal('allowed')) });
  return {
    table: connectTable(),
    secret: connectSecret(),
    post: postTo({ allowLoopback: LOOPBACK_ENDPOINTS === 'allowed' }),
    clock: wallClock,
  };
}
