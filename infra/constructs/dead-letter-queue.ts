import { Duration } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { HouseAlarm } from './alarm.ts';

/** Where what could not be handled waits for a person, with the alarm that calls one. */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string, props: { readonly impact: string; readonly topic: ITopic }) {
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    new HouseAlarm(this, 'Alarm', {
      metric: this.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
      threshold: 1,
      impact: props.impact,
      topic: props.topic,
    });
  }
}
