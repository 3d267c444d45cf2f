import {
  GetResourcePolicyCommand,
  paginateDescribeAccountAttributes,
  paginateDescribePhoneNumbers,
  paginateDescribeSpendLimits,
  type PinpointSMSVoiceV2Client,
  ResourceNotFoundException,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import {
  GetSMSAttributesCommand,
  GetSMSSandboxAccountStatusCommand,
  paginateListSubscriptionsByTopic,
  type SNSClient,
} from '@aws-sdk/client-sns';
import * as v from 'valibot';
import type { NumberSeen, SubscriptionSeen } from './answers.ts';

/** Whether the account may text verified numbers only. */
export async function sandboxOf(sns: SNSClient): Promise<boolean> {
  const { IsInSandbox } = await sns.send(new GetSMSSandboxAccountStatusCommand({}));
  return IsInSandbox ?? true;
}

/** How many dollars a month may be spent on texts; undefined where nobody has said. */
export async function spendLimitOf(sns: SNSClient): Promise<number | undefined> {
  const { attributes = {} } = await sns.send(new GetSMSAttributesCommand({}));
  const limit = attributes['MonthlySpendLimit'];
  return limit === undefined ? undefined : Number(limit);
}

/** The role with which SNS writes what became of a text into the log; undefined where it writes nothing. */
export async function receiptsRoleOf(sns: SNSClient): Promise<string | undefined> {
  const { attributes = {} } = await sns.send(new GetSMSAttributesCommand({}));
  return attributes['DeliveryStatusIAMRole'] || undefined;
}

/** Whether the account may text verified numbers only, as End User Messaging says it. */
export async function isSandboxTier(client: PinpointSMSVoiceV2Client): Promise<boolean> {
  for await (const { AccountAttributes = [] } of paginateDescribeAccountAttributes({ client }, {}))
    for (const { Name, Value } of AccountAttributes) if (Name === 'ACCOUNT_TIER') return Value === 'SANDBOX';
  return true;
}

/** How many dollars a month End User Messaging may spend on texts. */
export async function enforcedLimitOf(client: PinpointSMSVoiceV2Client): Promise<number | undefined> {
  for await (const { SpendLimits = [] } of paginateDescribeSpendLimits({ client }, {}))
    for (const { Name, EnforcedLimit } of SpendLimits)
      if (Name === 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT') return EnforcedLimit;
  return undefined;
}

/** The status with which a gateway answers whoever only knocks; any is a sign of life. */
export async function knockAt(url: string): Promise<number> {
  const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(10_000) });
  return answer.status;
}

/** A number of the account with its ARN; undefined where it has none like it. */
export async function numberOf(
  client: PinpointSMSVoiceV2Client,
  phone: string,
): Promise<{ arn: string | undefined; seen: NumberSeen } | undefined> {
  for await (const { PhoneNumbers = [] } of paginateDescribePhoneNumbers({ client }, {})) {
    const found = PhoneNumbers.find(({ PhoneNumber: known }) => known === phone);
    if (!found) continue;
    const seen = {
      status: found.Status ?? 'unknown',
      country: found.IsoCountryCode ?? 'unknown',
      type: found.NumberType ?? 'unknown',
      messageType: found.MessageType ?? 'unknown',
      sendsTexts: found.NumberCapabilities?.includes('SMS') ?? false,
      twoWay: found.TwoWayEnabled ?? false,
      twoWayChannel: found.TwoWayChannelArn,
      selfManagedOptOuts: found.SelfManagedOptOutsEnabled ?? false,
    };
    return { arn: found.PhoneNumberArn, seen };
  }
  return undefined;
}

const oneOrMore = v.union([
  v.pipe(
    v.string(),
    v.transform((one) => [one]),
  ),
  v.array(v.string()),
]);
const policy = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    Statement: v.array(
      v.object({
        Effect: v.string(),
        Principal: v.optional(v.union([v.string(), v.object({ Service: v.optional(oneOrMore, []) })])),
        Action: v.optional(oneOrMore, []),
      }),
    ),
  }),
);

/** Whether SNS may send by a number: numbers requested since September 2024 say so in a policy of their own. */
export async function senderPolicyOf(
  sms: PinpointSMSVoiceV2Client,
  ResourceArn: string | undefined,
): Promise<boolean> {
  if (ResourceArn === undefined) return false;
  const { Policy } = await sms.send(new GetResourcePolicyCommand({ ResourceArn })).catch((error: unknown) => {
    if (error instanceof ResourceNotFoundException) return { Policy: undefined };
    throw error;
  });
  if (!Policy) return false;
  return v
    .parse(policy, Policy)
    .Statement.some(
      ({ Effect, Principal, Action }) =>
        Effect === 'Allow' &&
        typeof Principal === 'object' &&
        Principal.Service.includes('sns.amazonaws.com') &&
        Action.some((each) => ['sms-voice:SendTextMessage', 'sms-voice:*', '*'].includes(each)),
    );
}

/** Who hears a topic. */
export async function subscribersOf(client: SNSClient, TopicArn: string): Promise<SubscriptionSeen[]> {
  const found: SubscriptionSeen[] = [];
  for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client }, { TopicArn }))
    for (const { Protocol = 'unknown', Endpoint = 'unknown', SubscriptionArn } of Subscriptions)
      found.push({
        protocol: Protocol,
        endpoint: Endpoint,
        isConfirmed: SubscriptionArn !== 'PendingConfirmation',
      });
  return found;
}
