import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { acknowledge } from '../constructs/acknowledge.ts';
import { HouseAlarm } from '../constructs/alarm.ts';
import { HouseDashboard } from '../constructs/dashboard.ts';
import { DeadLetterQueue } from '../constructs/dead-letter-queue.ts';
import type { House, HouseFunction } from '../constructs/house-function.ts';
import { hearReceipts } from '../constructs/receipts.ts';
import { hearEvents, hearTopic, sweepRegularly } from '../constructs/triggers.ts';
import type { Group, Texting } from '../groups/group.ts';
import { entryFunction, type FunctionsStackProps, houseOf } from './entry-function.ts';
import {
  admitEntry,
  type Described,
  eventFunctions,
  notifyEntry,
  receiptEntry,
  receiveEntry,
  relayEntry,
  sendEntry,
  sweepFunctions,
} from './functions.ts';
import { indexes } from './stateful.ts';

const queueTimeout = Duration.seconds(30);
const sweepTimeout = Duration.minutes(5);
/** Ten events may each wait fifteen seconds for a receiver that does not answer. */
const notifyTimeout = Duration.minutes(3);

/** The functions that hear events and texts, and those that the clock starts: all that happens without a request. */
export class EventsStack extends Stack {
  /** Where alarms ring. */
  readonly alarms: ITopic;
  readonly #props: FunctionsStackProps;
  readonly #house: House;

  constructor(scope: Construct, id: string, props: FunctionsStackProps) {
    super(scope, id, props);
    this.#props = props;
    this.alarms = this.#makeAlarmTopic();
    this.#house = houseOf(props, this.alarms);
    for (const entry of eventFunctions) {
      hearEvents(this.#make(entry, queueTimeout), this.#house, { bus: props.state.bus, ...entry });
    }
    for (const entry of sweepFunctions) {
      sweepRegularly(this.#make(entry, sweepTimeout), this.#house, entry);
    }
    this.#watch(
      'HolidaysMissing',
      'callbacks/plan',
      "A dealer's calendar lacks the public holidays of a year: callbacks are planned by the days of the week, and may fall on a holiday.",
    );
    this.#watch(
      'TextBudgetReached',
      'messages/send',
      "A dealer's budget for this month's texts is nearly or wholly spent: once it is, people call instead, and only texts about complaints are sent.",
    );
    this.#makeNotifier();
    this.#makeDoorkeeper();
    this.#makeSender();
    this.#makeReceiver();
    this.#makeRelay();
    // Last, since it shows what is there.
    const { table } = props.state;
    new HouseDashboard(this, 'Dashboard', { table, indexes: indexes.map(([name]) => name) });
  }

  #make(
    entry: Described,
    timeout: Duration,
    environment: Readonly<Record<string, string>> = {},
  ): HouseFunction {
    const { state, group } = this.#props;
    const link = entry.pages && group.surveyLink;
    return entryFunction(this, link ? { ...entry, secret: true } : entry, {
      house: this.#house,
      state,
      timeout,
      environment: { ...environment, ...(link && { SURVEY_LINK: link }) },
    });
  }

  #makeAlarmTopic(): Topic {
    const topic = new Topic(this, 'Alarms', { displayName: 'Huifang alarms', enforceSSL: true });
    // A policy of its own takes the place of SNS's default one, so that CloudWatch must be let in by name.
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    const { alarmEmail } = this.#props.group;
    if (alarmEmail) topic.addSubscription(new EmailSubscription(alarmEmail));
    return topic;
  }

  #makeNotifier(): void {
    const { bus } = this.#props.state;
    const fn = this.#make(notifyEntry, notifyTimeout);
    const queue = hearEvents(fn, this.#house, { bus, ...notifyEntry });
    // What failed is heard again when its next try is due, as long as a queue can wait for that.
    fn.addEnvironment('QUEUE_URL', queue.queueUrl);
    fn.allow(['sqs:SendMessage'], [queue.queueArn]);
    const impact = 'Another system was not told of an event: ten tries over three days have failed.';
    this.#watch('DeliveriesGivenUp', 'events/deliver', impact);
  }

  /** Rings when a function has counted something by the name even once. */
  #watch(metricName: string, service: string, impact: string): void {
    new HouseAlarm(this, metricName, {
      metric: new Metric({
        namespace: 'Huifang',
        metricName,
        dimensionsMap: { service },
        statistic: 'Sum',
        period: Duration.hours(1),
      }),
      threshold: 1,
      impact,
      topic: this.#house.alarms,
    });
  }

  #makeDoorkeeper(): void {
    const { bus, signIn } = this.#props.state;
    if (!signIn) return;
    const { userPoolArn, userPoolId } = signIn.users;
    const fn = this.#make(admitEntry, queueTimeout, { USER_POOL_ID: userPoolId });
    hearEvents(fn, this.#house, { bus, ...admitEntry });
    const actions = [
      'AdminCreateUser',
      'AdminEnableUser',
      'AdminUpdateUserAttributes',
      'AdminDisableUser',
      'AdminUserGlobalSignOut',
    ];
    fn.allow(
      actions.map((action) => `cognito-idp:${action}`),
      [userPoolArn],
    );
  }

  #makeSender(): void {
    const { group, state } = this.#props;
    const texting = group.texting ?? { by: 'sns' };
    const fn = this.#make({ ...sendEntry, ...(texting.by === 'gateway' && { secret: true }) }, queueTimeout, {
      TEXTS_BY: texting.by,
      ...settingsOf(texting, group),
    });
    hearEvents(fn, this.#house, { bus: state.bus, ...sendEntry });
    if (texting.by === 'sns') {
      this.#letTextBySns(fn);
      hearReceipts(this.#make(receiptEntry, queueTimeout), this.#house, receiptEntry.impact);
    }
    if (texting.by === 'end-user-messaging')
      fn.allow(['sms-voice:SendTextMessage'], [texting.originationArn]);
  }

  #letTextBySns(fn: HouseFunction): void {
    // A text to a phone number has no ARN, so the grant is on anything, less every topic.
    fn.allow(['sns:Publish'], ['*']);
    fn.addToRolePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        actions: ['sns:Publish'],
        resources: [this.formatArn({ service: 'sns', region: '*', account: '*', resource: '*' })],
      }),
    );
    acknowledge(fn.role ?? fn, {
      'AwsSolutions-IAM5[Resource::*]':
        'sns:Publish to a phone number has no resource ARN; topics are denied.',
    });
  }

  #makeReceiver(): void {
    const { group } = this.#props;
    const topic = new Topic(this, 'InboundTexts', {
      displayName: 'Texts from customers',
      enforceSSL: true,
    });
    // Only on behalf of this account: another one must not be able to speak as our customers.
    topic.grantPublish(
      new ServicePrincipal('sms-voice.amazonaws.com').withConditions({
        StringEquals: { 'aws:SourceAccount': this.account },
      }),
    );
    const confirmedBy = group.optOut === 'carrier' ? 'carrier' : 'us';
    const fn = this.#make(receiveEntry, queueTimeout, { OPT_OUT_CONFIRMED_BY: confirmedBy });
    hearTopic(fn, this.#house, { topic, impact: receiveEntry.impact });
  }

  #makeRelay(): void {
    const { bus, table } = this.#props.state;
    const fn = this.#make({ ...relayEntry, table: {} }, queueTimeout, { BUS_NAME: bus.eventBusName });
    const parked = new DeadLetterQueue(fn, 'DeadLetters', {
      impact: relayEntry.impact,
      topic: this.#house.alarms,
    });
    acknowledge(parked, {
      'AwsSolutions-SQS3': 'It is the failure destination of the stream and of the relay itself.',
    });
    fn.addEnvironment('PARKING_URL', parked.queueUrl);
    fn.allow(['events:PutEvents'], [bus.eventBusArn]);
    fn.allow(['sqs:SendMessage'], [parked.queueArn]);
    fn.addEventSource(
      new DynamoEventSource(table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        // Tried again until the stream is about to forget: an outage of the bus must delay events, not lose them.
        maxRecordAge: Duration.hours(23),
        onFailure: new SqsDlq(parked),
        filters: [
          FilterCriteria.filter({
            eventName: ['INSERT'],
            dynamodb: { Keys: { sk: { S: [{ prefix: 'EVENT#' }] } } },
          }),
        ],
      }),
    );
    acknowledge(fn.role ?? fn, {
      'AwsSolutions-IAM5[Resource::*]':
        'dynamodb:ListStreams, which polling a stream needs, has no resource ARN.',
    });
    new CfnOutput(this, 'RelayFunction', { value: fn.functionName, description: 'For npm run relay' });
    new HouseAlarm(fn, 'Late', {
      metric: fn.metric('IteratorAge', { statistic: 'Maximum', period: Duration.minutes(5) }),
      threshold: Duration.hours(1).toMilliseconds(),
      impact:
        'Events reach the bus more than an hour late; the stream forgets them after 24 hours. See why the relay fails.',
      topic: this.#house.alarms,
    });
  }
}

/** What the sender must know, as its environment names it. */
function settingsOf(texting: Texting, { originationNumber }: Group): Readonly<Record<string, string>> {
  switch (texting.by) {
    case 'sns':
      return { ORIGINATION_NUMBER: originationNumber };
    case 'end-user-messaging':
      return { ORIGINATION_ARN: texting.originationArn };
    case 'gateway':
      return { GATEWAY_URL: texting.url };
  }
}
