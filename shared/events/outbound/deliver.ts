import { epochMilliseconds } from '../../platform/time.ts';
import { type SendDeps, trySending } from './send.ts';
import { Outbox } from '../store.ts';

/** What a run did: how many it looked at, which could not be handled and stay due, and how many were given up. */
export interface DeliveryReport {
  readonly handled: number;
  readonly failed: readonly { id: string; error: unknown }[];
  readonly givenUp: number;
}

/** As many are tried at a time; a receiver that does not answer holds up one of these for fifteen seconds. */
const atOnce = 10;
/** What is not begun by then waits for the next run; the function has five minutes. */
const longestRun = 4 * 60_000; // milliseconds

/** Tries all deliveries that are due, oldest first, the same endpoint's one after another. */
export async function deliverDue(deps: SendDeps): Promise<DeliveryReport> {
  const outbox = new Outbox(deps.table);
  const begun = deps.clock.now();
  const due = Map.groupBy(await outbox.due(begun), ({ endpointId }) => endpointId);
  const waiting = [...due.values()];
  const failed: { id: string; error: unknown }[] = [];
  let handled = 0;
  let givenUp = 0;
  const isLate = () => epochMilliseconds(deps.clock.now()) - epochMilliseconds(begun) > longestRun;
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      for (const { endpointId, id } of next) {
        if (isLate()) return;
        try {
          const kept = await outbox.find(endpointId, id);
          if (kept && (await trySending(kept, deps)).givenUp) givenUp += 1;
          handled += 1;
        } catch (error) {
          failed.push({ id: `${endpointId} ${id}`, error });
        }
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { handled, failed, givenUp };
}
