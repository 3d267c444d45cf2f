import { Stack } from 'aws-cdk-lib';
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

/**
 * An alarm that says what it means for the business, and reaches the alarm topic. It is named after its section of the
 * runbook, `surveys-answer-dead-letters`, which follows from where it stands in the stack.
 */
export class HouseAlarm extends Alarm {
  constructor(scope: Construct, id: string, { metric, threshold, impact, topic }: HouseAlarmProps) {
    const section = sectionOf(scope, id);
    super(scope, id, {
      metric,
      threshold,
      alarmName: `${Stack.of(scope).stackName}-${section}`,
      alarmDescription: `${impact} What to do: docs/runbook.md#${section}`,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    this.addAlarmAction(new SnsAction(topic));
  }
}

/** `SurveysAnswer/DeadLetters/Alarm` as the name of a section: `surveys-answer-dead-letters`. */
function sectionOf(scope: Construct, id: string): string {
  const inStack = `${scope.node.path}/${id}`.slice(Stack.of(scope).node.path.length + 1);
  return inStack
    .replace(/\/Alarm$/, '')
    .replaceAll('/', '')
    .replaceAll(/(?!^)([A-Z])/g, '-$1')
    .toLowerCase();
}
