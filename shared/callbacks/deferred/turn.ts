import * as v from 'valibot';
import type { Change } from '../../events/aggregate.ts';
import { type Instant, InstantSchema, later } from '../../platform/time.ts';

/** Which callback asked the owner of a phone last about work that was put off, and when. */
export const TurnSchema = v.object({ handsetId: v.string(), callbackId: v.string(), at: InstantSchema });
export type Turn = v.InferOutput<typeof TurnSchema>;

/** Whoever has several vehicles is asked about one of them in so many days, whatever store of the group asks. */
const daysApart = 7;

/** Takes the turn to ask; nothing where another has it still, or this one has it already. */
export function takeTurn(
  known: Turn | undefined,
  { handsetId, callbackId }: Omit<Turn, 'at'>,
  now: Instant,
): Change<Turn> | undefined {
  if (known && freeAgainAt(known) > now) return undefined;
  return {
    state: { handsetId, callbackId, at: now },
    events: [{ name: 'callback.turn-taken', facts: { handsetId, callbackId } }],
  };
}

/** From when on another may ask. */
export function freeAgainAt({ at }: Turn): Instant {
  return later(at, { days: daysApart });
}
