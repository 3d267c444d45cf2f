import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, LogGroup, RetentionDays, SubscriptionFilter } from 'aws-cdk-lib/aws-logs';
import { LambdaDestination } from 'aws-cdk-lib/aws-logs-destinations';
import { HouseAlarm } from './alarm.ts';
import type { House, HouseFunction } from './house-function.ts';

/**
 * Lets a function hear what SNS writes into its log of texts, and provides the role with which SNS writes there; an
 * attribute of the account must name that role. The lines hold numbers of customers, so that they stay a week.
 */
export function hearReceipts(fn: HouseFunction, house: House, impact: string): void {
  const { account, region } = Stack.of(fn);
  const all = `sns/${region}/${account}/DirectPublishToPhoneNumber`;
  const groups = [
    ['Arrived', all],
    ['Failed', `${all}/Failure`],
  ].map(([id = '', logGroupName]) => {
    const logGroup = new LogGroup(fn, id, {
      logGroupName,
      retention: RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new SubscriptionFilter(fn, `${id}Heard`, {
      logGroup,
      destination: new LambdaDestination(fn),
      filterPattern: FilterPattern.allEvents(),
    });
    return logGroup.logGroupArn;
  });
  const role = new Role(fn, 'WrittenBy', {
    assumedBy: new ServicePrincipal('sns.amazonaws.com').withConditions({
      StringEquals: { 'aws:SourceAccount': account },
    }),
    inlinePolicies: {
      Granted: new PolicyDocument({
        statements: [
          new PolicyStatement({
            actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: groups,
          }),
        ],
      }),
    },
  });
  new CfnOutput(fn, 'Role', { value: role.roleArn, description: 'For DeliveryStatusIAMRole of SNS' });
  // Lambda itself brings a line three times within minutes.
  new HouseAlarm(fn, 'Dropped', {
    metric: fn.metric('AsyncEventsDropped', { statistic: 'Sum', period: Duration.minutes(5) }),
    threshold: 1,
    impact,
    topic: house.alarms,
  });
}
