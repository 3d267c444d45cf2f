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
      // Some come again, with other words.
      inboundMessageId: fc.oneof(
        { weight: 8, arbitrary: fc.uuid() },
        { weight: 2, arbitrary: fc.nat(40).map(String) },
        { weight: 1, arbitrary: fc.constantFrom('', 'x'.repeat(3000), '🙂') },
      ),
      destinationNumber: fc.oneof(fc.constant('+12125550101'), anything),
      previousPublishedMessageId: fc.oneof(fc.constant(undefined), fc.uuid(), anything),
      messageKeyword: anything,
    })
    .chain((forged) => anything.map((more) => ({ more, ...forged })));
}

const batch = 10;
/** Publishes so many batches at once, as an evening on which many reply. */
const atOnce = 10;

/**
 * Publishes so many texts on the topic of two-way texting, the same ones for a seed, a hundred at a time.
 * Answers their ids.
 */
export async function publishAny(
  cloud: Pick<Cloud, 'doorUrl' | 'template'>,
  { count, seed, phones }: { count: number; seed: number; phones: readonly string[] },
  afterEach: () => Promise<void>,
): Promise<Set<unknown>> {
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
  const batches = chunks(inbounds, batch).map((each) => ({
    TopicArn: topic.ref,
    PublishBatchRequestEntries: each.map((inbound, index) => ({
      Id: String(index),
      Message: JSON.stringify(inbound),
    })),
  }));
  for (const wave of chunks(batches, atOnce)) {
    await Promise.all(wave.map((each) => sns.send(new PublishBatchCommand(each))));
    await afterEach();
  }
  sns.destroy();
  return new Set(inbounds.map(({ inboundMessageId }) => inboundMessageId));
}

function chunks<Each>(all: readonly Each[], size: number): Each[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
}
