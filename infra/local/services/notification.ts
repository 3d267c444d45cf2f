import { arnParts } from './arn.ts';
import type { MessageAttributes } from './message-attributes.ts';

/** What somebody has published on a topic. */
export interface Notification {
  messageId: string;
  topicArn: string;
  message: string;
  subject: string | undefined;
  attributes: MessageAttributes;
  /** ISO time with milliseconds. */
  timestamp: string;
}

/** A notification as SNS writes it into an SQS body. */
export function queueBody(notification: Notification, subscriptionArn: string): string {
  const { messageId, topicArn, message, subject, attributes, timestamp } = notification;
  return JSON.stringify({
    Type: 'Notification',
    MessageId: messageId,
    TopicArn: topicArn,
    ...(subject !== undefined && { Subject: subject }),
    Message: message,
    Timestamp: timestamp,
    SignatureVersion: '1',
    Signature: SIGNATURE,
    SigningCertURL: signingCertificate(topicArn),
    UnsubscribeURL: unsubscribe(topicArn, subscriptionArn),
    ...(Object.keys(attributes).length > 0 && { MessageAttributes: envelopeAttributes(attributes) }),
  });
}

/** A notification as a subscribed function gets it; note the other spelling of the URLs. */
export function functionEvent(notification: Notification, subscriptionArn: string) {
  const { messageId, topicArn, message, subject, attributes, timestamp } = notification;
  return {
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: subscriptionArn,
        Sns: {
          Type: 'Notification',
          MessageId: messageId,
          TopicArn: topicArn,
          Subject: subject ?? null,
          Message: message,
          Timestamp: timestamp,
          SignatureVersion: '1',
          Signature: SIGNATURE,
          SigningCertUrl: signingCertificate(topicArn),
          UnsubscribeUrl: unsubscribe(topicArn, subscriptionArn),
          MessageAttributes: envelopeAttributes(attributes),
        },
      },
    ],
  };
}

/** The values that a filter policy on message attributes sees. */
export function filterValues(attributes: MessageAttributes): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue }]) => {
      if (DataType === 'Number') return [name, Number(StringValue)];
      if (DataType === 'String.Array') return [name, JSON.parse(StringValue ?? '[]')];
      return [name, StringValue];
    }),
  );
}

/** Nobody signs on one machine, and nobody need believe it. */
const SIGNATURE = 'bm90IHNpZ25lZCBvbiBvbmUgbWFjaGluZQ==';

function signingCertificate(topicArn: string): string {
  return `https://sns.${arnParts(topicArn).region}.amazonaws.com/SimpleNotificationService-0.pem`;
}

function unsubscribe(topicArn: string, subscriptionArn: string): string {
  return `https://sns.${arnParts(topicArn).region}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`;
}

function envelopeAttributes(attributes: MessageAttributes) {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { Type: DataType, Value: StringValue ?? BinaryValue ?? '' },
    ]),
  );
}
