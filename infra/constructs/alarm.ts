import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

export interface HouseAlarmProps {
  readonly metric: IMetric;
  /** Rings at this value and above. */
  readonly threshold: number;
  /** What it means for customers or staff, and what to do: whoever is woken by it reads only this. */
  readonly impact: string;
  readonly topic: ITopic;
}

/** An alarm that says what it means for the business, and reaches the alarm topic. */
export class HouseAlarm extends Alarm {
  constructor(scope: Construct, id: string, { metric, threshold, impact, topic }: HouseAlarmProps) {
    super(scope, id, {
      metric,
      threshold,
      alarmDescription: impact,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    this.addAlarmAction(new SnsAction(topic));
  }
}
