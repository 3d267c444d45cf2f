import * as v from 'valibot';
import { AwsError, type Answer } from '../contract.ts';
import type { AsyncInvocations } from '../services/async-invocations.ts';
import type { Bus } from '../services/bus.ts';
import type { Queues } from '../services/queues.ts';
import type { LockedBuckets } from '../services/locked-buckets.ts';
import { callTexts } from '../services/text-calls.ts';
import type { Topics } from '../services/topics.ts';
import type { Functions } from './functions.ts';
import { InvokeInputSchema, type InvokeOutput } from './lambda-wire.ts';
import type { Secrets } from './secrets.ts';
import type { UserPools } from './user-pools.ts';

/** The services behind the door, but for tables. */
export interface Services {
  queues: Queues;
  topics: Topics;
  bus: Bus;
  secrets: Secrets;
  userPools: UserPools;
  buckets: LockedBuckets;
  asyncInvocations: AsyncInvocations;
  functions: Functions;
}

/** The innermost of the door's pipeline: every call to the service that it is for. */
export function services(of: Services): Answer {
  return async ({ service, action, input }) => {
    switch (service) {
      case 'sqs':
        return of.queues.call(action, input);
      case 'sns':
        return of.topics.call(action, input);
      case 'sms-voice':
        return callTexts(of.topics, action, input);
      case 'events':
        return of.bus.call(action, input);
      case 'secretsmanager':
        return of.secrets.call(action, input);
      case 'cognito-idp':
        return of.userPools.call(action, input);
      case 's3':
        return of.buckets.call(action, input);
      case 'lambda':
        return invoke(of, input);
      case 'dynamodb':
        throw new AwsError('InternalFailure', 'calls of tables go to the engine', { status: 500 });
    }
  };
}

async function invoke({ functions, asyncInvocations }: Services, input: unknown): Promise<InvokeOutput> {
  const { functionName, invocationType, payload } = v.parse(InvokeInputSchema, input);
  if (!functions.has(functionName))
    throw new AwsError('ResourceNotFoundException', `Function not found: ${functionName}`, { status: 404 });
  if (invocationType === 'RequestResponse') return functions.invoke(functionName, payload);
  if (invocationType === 'Event') asyncInvocations.enqueue({ functionName, payload });
  return { status: 'accepted' };
}
