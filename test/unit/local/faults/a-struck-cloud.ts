import * as v from 'valibot';
import { AwsError, type Answer, type AwsCall } from '../../../../infra/local/contract.ts';
import { Faults } from '../../../../infra/local/faults/faults.ts';
import { FaultPlanSchema, type FaultPlanInput } from '../../../../infra/local/faults/plan.ts';
import { START } from '../a-cloud.ts';

/** Functions that call a service under a plan of faults. */
export function struck(plan: FaultPlanInput, service: Answer = () => Promise.resolve('done')) {
  const effects: string[] = [];
  const killed: string[] = [];
  const work = new Map<string, string>();
  const time = { now: START };
  const faults = new Faults({
    now: () => time.now,
    pathOf: (name) => name.replace('Function-', '').replace('-', '/'),
    workOf: (session) => work.get(session),
    kill: (session) => Promise.resolve(void killed.push(session)),
  });
  faults.set(v.parse(FaultPlanSchema, plan));
  const answer = faults.middleware((call) => {
    effects.push(call.action);
    return service(call);
  });
  let calls = 0;
  /** How a call ends: what it answers, or the name of the error. */
  const ask = (call: Partial<AwsCall> = {}): Promise<unknown> =>
    answer({
      service: 'dynamodb',
      action: 'PutItem',
      caller: 'Function-visits-ingest',
      session: 'visits-ingest/1',
      sdkCall: `call ${(calls += 1)}`,
      attempt: 1,
      input: {},
      ...call,
    }).catch((error: unknown) =>
      error instanceof AwsError ? error.code : error instanceof Error ? error.message : 'what?',
    );
  /** How calls end one after the other. */
  const each = async (all: readonly Partial<AwsCall>[]): Promise<unknown[]> => {
    const ends: unknown[] = [];
    for (const call of all) ends.push(await ask(call));
    return ends;
  };
  return { faults, effects, killed, work, time, ask, each, answer };
}

export const many = (count: number, call: Partial<AwsCall> = {}) => Array.from({ length: count }, () => call);
