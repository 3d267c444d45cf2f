import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Cloud } from '../../infra/local/cloud.ts';
import { redriveGroup } from '../../infra/commands/redrive-group.ts';
import { instantOf } from '../../shared/platform/time.ts';

/** What an operator does who sees the alarm of a dead-letter queue: `npm run redrive`, the relay's letters included. */
export async function redriveAll(cloud: Cloud): Promise<void> {
  const connection = {
    endpoint: cloud.doorUrl,
    region: cloud.template.region,
    credentials: { accessKeyId: 'operator', secretAccessKey: 'operator' },
  };
  const relay = cloud.template
    .ofType('AWS::Lambda::Function')
    .find(({ logicalId }) => logicalId.startsWith('EventsRelay'));
  const clients = { sqs: new SQSClient(connection), lambda: new LambdaClient(connection) };
  await redriveGroup('demo', undefined, {
    ...clients,
    relayFunction: relay?.ref,
    dealerIds: ['cd-south', 'austin-north'],
    mode: 'redrive',
    messageId: undefined,
    now: instantOf(cloud.now()),
    say: () => {},
    progress: () => {},
  });
  await cloud.quiet();
  clients.sqs.destroy();
  clients.lambda.destroy();
}
