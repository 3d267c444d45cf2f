import * as v from 'valibot';
import type { Change } from '../events/aggregate.ts';
import { LocalDateSchema } from '../platform/time.ts';
import { assignmentRules } from './choose-caller.ts';

const taken = v.object({
  callbackId: v.string(),
  dealerId: v.string(),
  rule: v.picklist(assignmentRules),
});
export type Taken = v.InferOutput<typeof taken>;

/** The calls that a person took over on a day, each once however often it is taken, and the rules that chose them. */
export const LoadSchema = v.object({ staffId: v.string(), on: LocalDateSchema, calls: v.array(taken) });
export type Load = v.InferOutput<typeof LoadSchema>;

/** Takes a call over; nothing if it was taken before, or as many are taken as the ceiling allows. */
export function take(
  known: Load | undefined,
  { staffId, on }: Pick<Load, 'staffId' | 'on'>,
  call: Taken,
  ceiling: number,
): Change<Load> | undefined {
  const before = known?.calls ?? [];
  if (isTaken(before, call.callbackId) || before.length >= ceiling) return undefined;
  const { callbackId, dealerId, rule } = call;
  const calls = [...before, { callbackId, dealerId, rule }];
  return {
    state: { staffId, on, calls },
    events: [{ name: 'call.taken', dealerId, facts: { staffId, on, callbackId, calls: calls.length } }],
  };
}

/** Gives a call up that somebody else makes; nothing if it is not among those taken. */
export function giveUp(known: Load | undefined, callbackId: string): Change<Load> | undefined {
  const given = known?.calls.find((call) => call.callbackId === callbackId);
  if (!known || !given) return undefined;
  const { staffId, on } = known;
  const calls = known.calls.filter((call) => call !== given);
  const facts = { staffId, on, callbackId, calls: calls.length };
  return {
    state: { ...known, calls },
    events: [{ name: 'call.given-up', dealerId: given.dealerId, facts }],
  };
}

export function isTaken(calls: readonly Taken[], callbackId: string): boolean {
  return calls.some((call) => call.callbackId === callbackId);
}
