import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import * as v from 'valibot';
import { AnyEventSchema } from '../../shared/events/envelope.ts';
import { connectTable } from '../../shared/platform/connect.ts';
import { environment } from '../../shared/platform/environment.ts';
import { eventFunction } from '../../shared/platform/lambda/queue.ts';
import { bringSignIn } from '../../shared/staff/sign-in.ts';

const { USER_POOL_ID } = environment({ USER_POOL_ID: v.string() });
const deps = { table: connectTable(), pool: new CognitoIdentityProviderClient(), poolId: USER_POOL_ID };

/** Somebody was registered or has left: their sign-in is created or disabled. */
export const handler = eventFunction(AnyEventSchema, ({ aggregateId }) =>
  bringSignIn(aggregateId.replace(/^staff_/, ''), deps),
);
