import type { DatabaseSync } from 'node:sqlite';
import { AwsError, type Admission, type AsyncInvocation } from '../contract.ts';
import { compilePattern } from '../rules/event-pattern.ts';
import { letsIn } from './admission.ts';
import { functionNameOf } from './arn.ts';
import { sizeOfAttributes, type MessageAttributes } from './message-attributes.ts';
import { filterValues, functionEvent, queueBody, type Notification } from './notification.ts';
import type { Queues } from './queues.ts';
import { atomically, Ids, uuidOf } from './state.ts';
import { callTopics } from './topic-calls.ts';
import { isoTime, type VirtualClock } from './virtual-clock.ts';

export interface SubscriptionSettings {
  topicArn: string;
  protocol: 'sqs' | 'lambda';
  endpointArn: string;
  rawMessageDelivery?: boolean;
  filterPolicy?: unknown;
  filterPolicyScope?: 'MessageAttributes' | 'MessageBody';
  /** Gets what the endpoint refuses. */
  deadLetterArn?: string;
}

export interface Publication {
  topicArn: string;
  message: string;
  subject?: string | undefined;
  attributes?: MessageAttributes | undefined;
}

/** Where topics and texts go. `text` delivers an SMS to a phone and answers its message id. */
export interface TopicTakers {
  queues: Pick<Queues, 'send' | 'watchDeadLetters'>;
  invokeAsync: (invocation: AsyncInvocation) => void;
  text: (e164: string, message: string) => string;
  /** Asked before each delivery; everybody is let in without one. */
  admit?: Admission;
}

interface Subscription extends SubscriptionSettings {
  arn: string;
  wants: (notification: Notification) => boolean;
}

const MAXIMUM_BYTES = 256 * 1024;

/** SNS: what is published is with every subscriber's queue or function, in one commit, when `publish` returns. */
export class Topics {
  readonly #db: DatabaseSync;
  readonly #clock: VirtualClock;
  readonly #takers: TopicTakers;
  readonly #ids: Ids;
  readonly #subscriptions = new Map<string, Subscription[]>();

  constructor(db: DatabaseSync, clock: VirtualClock, takers: TopicTakers) {
    this.#db = db;
    this.#clock = clock;
    this.#takers = takers;
    this.#ids = new Ids(db);
  }

  define(arn: string): void {
    if (!this.#subscriptions.has(arn)) this.#subscriptions.set(arn, []);
  }

  /** Answers the subscription's ARN. Throws NotFound, and when the filter policy is not valid. */
  subscribe(settings: SubscriptionSettings): string {
    const arn = `${settings.topicArn}:${uuidOf(`${settings.topicArn} ${settings.endpointArn}`)}`;
    this.#subscribers(settings.topicArn).push({ ...settings, arn, wants: filter(settings) });
    if (settings.deadLetterArn !== undefined) this.#takers.queues.watchDeadLetters(settings.deadLetterArn);
    return arn;
  }

  /** Publishes on a topic and answers the message id. Throws NotFound and InvalidParameter. */
  publish({ topicArn, message, subject, attributes = {} }: Publication): string {
    const subscribers = this.#subscribers(topicArn);
    if (message === '') throw new AwsError('InvalidParameter', 'Invalid parameter: Empty message');
    if (Buffer.byteLength(message) + sizeOfAttributes(attributes) > MAXIMUM_BYTES) {
      throw new AwsError('InvalidParameter', 'Invalid parameter: Message too long');
    }
    return atomically(this.#db, () => {
      const messageId = this.#ids.next('notification');
      const timestamp = isoTime(this.#clock.now());
      const notification = { messageId, topicArn, message, subject, attributes, timestamp };
      for (const subscription of subscribers) {
        if (subscription.wants(notification)) this.#deliver(subscription, notification);
      }
      return messageId;
    });
  }

  /** Sends a text message to a phone. */
  text(e164: string, message: string): string {
    return this.#takers.text(e164, message);
  }

  /** One call of the SNS API; `input` as `aws-query.ts` has read it. Throws AwsError. */
  call(action: string, input: unknown): unknown {
    return callTopics(this, action, input);
  }

  #subscribers(topicArn: string): Subscription[] {
    const subscribers = this.#subscriptions.get(topicArn);
    if (subscribers === undefined) throw new AwsError('NotFound', 'Topic does not exist', { status: 404 });
    return subscribers;
  }

  /** Every delivery goes through here. What the endpoint refuses for good goes to the subscription's dead-letter queue. */
  #deliver(subscription: Subscription, notification: Notification): void {
    const { topicArn, endpointArn, deadLetterArn } = subscription;
    const { admit } = this.#takers;
    const onBehalf = { principal: 'sns.amazonaws.com', sourceArn: topicArn };
    try {
      admit?.({ ...onBehalf, targetArn: endpointArn });
      if (subscription.protocol === 'lambda') {
        const payload = functionEvent(notification, subscription.arn);
        this.#takers.invokeAsync({ functionName: functionNameOf(endpointArn), payload });
      } else if (subscription.rawMessageDelivery === true) {
        const { message, attributes } = notification;
        this.#takers.queues.send(endpointArn, message, { attributes });
      } else {
        this.#takers.queues.send(endpointArn, queueBody(notification, subscription.arn));
      }
    } catch (error) {
      // What may pass is the publisher's to try again: publishing is one commit.
      if (!(error instanceof AwsError) || error.fault === 'Receiver') throw error;
      // A queue that does not let SNS in gets nothing, and the notification is gone, as in AWS.
      if (deadLetterArn !== undefined && letsIn(admit, { ...onBehalf, targetArn: deadLetterArn })) {
        this.#takers.queues.send(deadLetterArn, queueBody(notification, subscription.arn));
      }
    }
  }
}

function filter({ filterPolicy, filterPolicyScope }: SubscriptionSettings): Subscription['wants'] {
  if (filterPolicy === undefined) return () => true;
  const matches = compilePattern(filterPolicy);
  if (filterPolicyScope !== 'MessageBody') return ({ attributes }) => matches(filterValues(attributes));
  return ({ message }) => {
    try {
      return matches(JSON.parse(message));
    } catch {
      return false;
    }
  };
}
