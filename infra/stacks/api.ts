import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { acknowledge } from '../constructs/acknowledge.ts';
import { HouseDashboard } from '../constructs/dashboard.ts';
import { HouseApi } from '../constructs/http-api.ts';
import { entryFunction, type FunctionsStackProps, houseOf } from './entry-function.ts';
import { httpFunctions } from './functions.ts';
import type { StatefulStack } from './stateful.ts';

const timeout = Duration.seconds(10);

/** The HTTP API with the functions behind its routes. */
export class ApiStack extends Stack {
  constructor(scope: Construct, id: string, props: FunctionsStackProps & { readonly alarms: ITopic }) {
    super(scope, id, props);
    const { group, state } = props;
    const house = houseOf(props, props.alarms);
    const api = new HouseApi(this, 'Requests', { house, signIn: group.ownSignIn ?? signInOf(state) });
    const staffClaim = group.ownSignIn?.staffClaim ?? 'username';
    for (const entry of httpFunctions) {
      const isStaff = entry.access === 'staff';
      const fn = entryFunction(this, entry, {
        house,
        state,
        timeout,
        ...(isStaff && { environment: { STAFF_CLAIM: staffClaim } }),
      });
      const route = api.serve(entry.route, fn, entry.access);
      if (!isStaff) acknowledge(route, { 'AwsSolutions-APIG4': openReasons[entry.name] ?? '' });
    }
    new CfnOutput(this, 'Endpoint', {
      value: api.endpoint,
      description: 'Where the DMS posts and staff ask',
    });
    // Last, since it shows what is there.
    new HouseDashboard(this, 'RequestsDashboard');
  }
}

const openReasons: Readonly<Record<string, string>> = {
  'visits/ingest': 'A DMS signs each request with Standard Webhooks; the function verifies the raw body.',
  'visits/import': 'Each batch is signed like a delivery; the function verifies the raw body.',
  'visits/show-import': 'The question is signed like a delivery; the function verifies it.',
  'visits/look-up': 'A DMS signs its question like a delivery; the function verifies the raw body.',
  'visits/look-up-deliveries':
    'A DMS signs its question like a delivery; the function verifies the raw body.',
  'complaints/page': 'Anybody may open the page on which they complain; it shows the name of the store only.',
  'complaints/submit':
    'Anybody may complain, without a login; the function limits how often, and answers nothing of anybody.',
  'surveys/page':
    'Whoever was sent the address may open the page; nobody can guess one, and it shows no name and no number.',
  'surveys/submit': 'As surveys/page; the function limits how often.',
  'console/describe': 'The description of the API is public and holds nothing of any dealer.',
  'console/not-found': 'Answers 404 to everything.',
};

/** Cognito's side of sign-in. */
function signInOf({ signIn, region, urlSuffix }: StatefulStack): { issuer: string; audience: string } {
  if (!signIn) throw new Error('a group without a sign-in of its own needs the user pool');
  const { userPoolId } = signIn.users;
  return {
    issuer: `https://cognito-idp.${region}.${urlSuffix}/${userPoolId}`,
    audience: signIn.client.userPoolClientId,
  };
}
