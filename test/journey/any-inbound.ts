import { PublishBatchCommand, SNSClient } from '@aws-sdk/client-sns';
import fc from 'fast-check';
import type { Cloud } from '../../infra/local/cloud.ts';
import { anyText, noOptOut } from '../corpora/any-text.ts';

const anything = fc.jsonValue({ maxDepth: 2 });

/** Senders that no customer is: short codes, names, nothing, digits without end. */
const strangers = fc.oneof(
  fc.constantFrom('', '12345', 'ALERTS', '+', '+86', 'null', '😀', '-'.repeat(40), '+'.padEnd(400, '8')),
  fc.integer({ min: 10_000_000, max: 99_999_999 }).map((digits) => `+86137${digits}`),
);

/** What the topic of two-way texting might carry, from phones that we know and from any; none asks to be left alone. */
function anyInbound(phones: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  const words = fc.oneof(
    { weight: 6, arbitrary: anyText },
    { weight: 2, arbitrary: noOptOut },
    // Forged: what AWS never sends.
    { weight: 1, arbitrary: anything },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
  return fc
    .record({
      originationNumber: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...phones) }, strangers),
      messageBody: words,
      // Few enough that some come again, with other words.
      inboundMessageId: fc.oneof(
        fc.uuid(),
        fc.nat(40).map(String),
        fc.constantFrom('', 'x'.repeat(3000), '🙂'),
      ),
      destinationNumber: fc.oneof(fc.constant('+12125550101'), anything),
      previousPublishedMessageId: fc.oneof(fc.constant(undefined), fc.uuid(), anything),
      messageKeyword: anything,
    })
    .chain((forged) => anything.map((more) => ({ more, ...forged })));
}

const batch = 10;

/** Publishes so many texts on the topic of two-way texting, the same ones for a seed, ten at a time. */
export async function publishAny(
  cloud: Pick<Cloud, 'doorUrl' | 'template'>,
  { count, seed, phones }: { count: number; seed: number; phones: readonly string[] },
  afterEach: () => Promise<void>,
): Promise<void> {
  const topic = cloud.template
    .ofType('AWS::SNS::Topic')
    .find(({ logicalId }) => logicalId.startsWith('InboundTexts'));
  if (!topic) throw new Error('the template holds no topic of texts from customers');
  const sns = new SNSClient({
    endpoint: cloud.doorUrl,
    region: cloud.template.region,
    credentials: { accessKeyId: 'operator', secretAccessKey: 'operator' },
  });
  const inbounds = fc.sample(anyInbound(phones), { numRuns: count, seed });
  for (let from = 0; from < inbounds.length; from += batch) {
    const entries = inbounds.slice(from, from + batch).map((inbound, index) => ({
      Id: String(index),
      Message: JSON.stringify(inbound),
    }));
    await sns.send(new PublishBatchCommand({ TopicArn: topic.ref, PublishBatchRequestEntries: entries }));
    await afterEach();
  }
  sns.destroy();
}
