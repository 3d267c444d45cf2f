import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { deployDemo } from './deployment.ts';
import { AlarmSchema, DocumentSchema, FunctionSchema, MappingSchema, nameOf, RuleSchema } from './parts.ts';

const house = deployDemo();
const fourteenDays = 14 * 24 * 3600;

const queues = house.all(
  'AWS::SQS::Queue',
  v.object({
    VisibilityTimeout: v.optional(v.number(), 30),
    MessageRetentionPeriod: v.optional(v.number(), 4 * 24 * 3600),
    SqsManagedSseEnabled: v.optional(v.boolean(), false),
    RedrivePolicy: v.optional(
      v.object({
        deadLetterTargetArn: v.unknown(),
        maxReceiveCount: v.pipe(v.number(), v.minValue(2)),
      }),
    ),
  }),
);
const functions = house.all('AWS::Lambda::Function', FunctionSchema);
const mappings = house.all('AWS::Lambda::EventSourceMapping', MappingSchema);
const alarms = house.all('AWS::CloudWatch::Alarm', AlarmSchema);
const rules = house.all('AWS::Events::Rule', RuleSchema);
const topics = house.all('AWS::SNS::Topic', v.object({}));
const subscriptions = house.all(
  'AWS::SNS::Subscription',
  v.object({
    Protocol: v.string(),
    TopicArn: v.unknown(),
    Endpoint: v.unknown(),
    RedrivePolicy: v.optional(v.object({ deadLetterTargetArn: v.unknown() })),
  }),
);
const queuePolicies = house.all(
  'AWS::SQS::QueuePolicy',
  v.object({ Queues: v.array(v.unknown()), PolicyDocument: DocumentSchema }),
);
const topicPolicies = house.all(
  'AWS::SNS::TopicPolicy',
  v.object({ Topics: v.array(v.unknown()), PolicyDocument: DocumentSchema }),
);

const queueIds = queues.map(({ id }) => id);
const deadLetterQueues = new Set(
  queues.flatMap(({ properties }) =>
    properties.RedrivePolicy ? [house.target(properties.RedrivePolicy.deadLetterTargetArn)] : [],
  ),
);
const failureDestinations = new Set(
  mappings.flatMap(({ properties }) =>
    properties.DestinationConfig ? [house.target(properties.DestinationConfig.OnFailure.Destination)] : [],
  ),
);

/** All statements about a queue or topic, from however many policies. */
function statementsAbout(id: string) {
  return [
    ...queuePolicies.map(({ properties: { Queues, PolicyDocument } }) => ({ about: Queues, PolicyDocument })),
    ...topicPolicies.map(({ properties: { Topics, PolicyDocument } }) => ({ about: Topics, PolicyDocument })),
  ]
    .filter(({ about }) => about.some((each) => house.target(each) === id))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

function refusesPlainText(id: string, action: string): boolean {
  return statementsAbout(id).some(
    ({ Effect, Action, Principal, Condition, Resource }) =>
      Effect === 'Deny' &&
      Action.includes(action) &&
      ['"*"', '{"AWS":"*"}'].includes(JSON.stringify(Principal)) &&
      Condition['Bool']?.['aws:SecureTransport'] === 'false' &&
      Resource.some((resource) => house.target(resource) === id),
  );
}

/** Who may send to a queue, by the resource that must be the source. */
function sendersTo(id: string): string[] {
  return statementsAbout(id)
    .filter(({ Effect, Action }) => Effect === 'Allow' && Action.includes('sqs:SendMessage'))
    .map(({ Condition }) => house.target(Condition['ArnEquals']?.['aws:SourceArn']));
}

describe('queues', () => {
  it('each has a dead-letter queue, or is one, or takes what the stream could not deliver', () => {
    const without = queues.filter(({ properties }) => !properties.RedrivePolicy).map(({ id }) => id);
    expect(without.filter((id) => !deadLetterQueues.has(id) && !failureDestinations.has(id))).toEqual([]);
    expect(deadLetterQueues.size).toBeGreaterThan(10);
  });

  it('each dead-letter queue serves one queue, so that its alarm says whose letters are dead', () => {
    expect(queues.filter(({ properties }) => properties.RedrivePolicy).length).toBe(deadLetterQueues.size);
  });

  it('each dead-letter queue keeps its letters for as long as SQS can', () => {
    const parked = queues.filter(({ id }) => deadLetterQueues.has(id) || failureDestinations.has(id));
    expect(parked.filter(({ properties }) => properties.MessageRetentionPeriod !== fourteenDays)).toEqual([]);
  });

  it('each dead-letter queue rings an alarm at the first letter', () => {
    const watched = alarms
      .filter(
        ({ properties: { MetricName, Namespace, Threshold, ComparisonOperator } }) =>
          Namespace === 'AWS/SQS' &&
          MetricName === 'ApproximateNumberOfMessagesVisible' &&
          Threshold === 1 &&
          ComparisonOperator === 'GreaterThanOrEqualToThreshold',
      )
      .flatMap(({ properties }) => properties.Dimensions.map(({ Value }) => house.target(Value)));
    expect(watched.sort()).toEqual([...new Set([...deadLetterQueues, ...failureDestinations])].sort());
  });

  it('each is encrypted', () => {
    expect(queues.filter(({ properties }) => !properties.SqsManagedSseEnabled)).toEqual([]);
  });

  it('each refuses what does not come by TLS', () => {
    expect(queueIds.filter((id) => !refusesPlainText(id, 'sqs:*'))).toEqual([]);
  });

  it('each lets nobody but services send, and those only from a named source', () => {
    const loose = queueIds.flatMap((id) =>
      statementsAbout(id).filter(
        ({ Effect, Principal, Condition }) =>
          Effect === 'Allow' &&
          !(
            v.is(v.object({ Service: v.string() }), Principal) &&
            Condition['ArnEquals']?.['aws:SourceArn'] !== undefined
          ),
      ),
    );
    expect(loose).toEqual([]);
  });
});

describe('mappings', () => {
  const bySource = mappings.map(({ id, properties }) => ({
    ...properties,
    id,
    source: house.target(properties.EventSourceArn),
    fn: functions.find((each) => each.id === house.target(properties.FunctionName)),
  }));

  it('each leads to a function', () => {
    expect(bySource.filter(({ fn }) => fn === undefined)).toEqual([]);
  });

  it('each takes partial answers, so that one bad message does not bring back the good ones', () => {
    const whole = bySource.filter(
      ({ FunctionResponseTypes }) => !FunctionResponseTypes.includes('ReportBatchItemFailures'),
    );
    expect(whole).toEqual([]);
  });

  it('each hides a message for six times the timeout of its function, and the time it waits for a batch', () => {
    const tooShort = bySource.filter(({ source, fn, MaximumBatchingWindowInSeconds }) => {
      const queue = queues.find(({ id }) => id === source);
      if (!queue) return false;
      const needed = 6 * (fn?.properties.Timeout ?? Infinity) + MaximumBatchingWindowInSeconds;
      return queue.properties.VisibilityTimeout < needed;
    });
    expect(tooShort).toEqual([]);
    expect(bySource.filter(({ source }) => queueIds.includes(source)).length).toBe(deadLetterQueues.size);
  });

  it('each queue that is no parking place feeds exactly one function', () => {
    const fed = bySource.map(({ source }) => source).filter((source) => queueIds.includes(source));
    const live = queueIds.filter((id) => !deadLetterQueues.has(id) && !failureDestinations.has(id));
    expect(fed.sort()).toEqual(live.sort());
  });
});

describe('rules to queues', () => {
  const toQueues = rules.flatMap(({ id, properties }) =>
    properties.Targets.filter(({ Arn }) => queueIds.includes(house.target(Arn))).map((target) => ({
      rule: id,
      queue: house.target(target.Arn),
      parked: target.DeadLetterConfig && house.target(target.DeadLetterConfig.Arn),
    })),
  );

  it('each has a dead-letter queue for what cannot be delivered: that of the queue itself', () => {
    const parkedBy = new Map(
      queues.map(({ id, properties }) => [
        id,
        properties.RedrivePolicy && house.target(properties.RedrivePolicy.deadLetterTargetArn),
      ]),
    );
    expect(toQueues.filter(({ queue, parked }) => !parked || parked !== parkedBy.get(queue))).toEqual([]);
    expect(toQueues.length).toBeGreaterThan(10);
  });

  it.each(toQueues)('nobody but $rule may send to its queue and its dead-letter queue', (target) => {
    expect(sendersTo(target.queue)).toEqual([target.rule]);
    expect(sendersTo(target.parked ?? '')).toEqual([target.rule]);
  });
});

describe('topics', () => {
  it('each refuses what does not come by TLS', () => {
    const open = topics.filter(({ id }) => !refusesPlainText(id, 'sns:Publish')).map(({ id }) => id);
    expect(open).toEqual([]);
  });

  it('each subscription of a queue parks what cannot be delivered, and only its topic may send', () => {
    for (const { properties } of subscriptions.filter(({ properties: { Protocol } }) => Protocol === 'sqs')) {
      const parked = house.target(properties.RedrivePolicy?.deadLetterTargetArn);
      expect(deadLetterQueues).toContain(parked);
      expect(sendersTo(house.target(properties.Endpoint))).toEqual([house.target(properties.TopicArn)]);
      expect(sendersTo(parked)).toEqual([house.target(properties.TopicArn)]);
    }
  });
});

describe('alarms', () => {
  it('CloudWatch may publish to the topic of each, which its own policy would else forbid', () => {
    const mute = alarms
      .flatMap(({ properties }) => properties.AlarmActions.map((each) => house.target(each)))
      .filter(
        (id) =>
          !statementsAbout(id).some(
            ({ Effect, Action, Principal }) =>
              Effect === 'Allow' &&
              Action.includes('sns:Publish') &&
              JSON.stringify(Principal) === '{"Service":"cloudwatch.amazonaws.com"}',
          ),
      );
    expect(mute).toEqual([]);
  });

  it('each says what it means for customers or staff', () => {
    const mute = alarms.filter(({ properties }) => properties.AlarmDescription.length < 40);
    expect(mute.map(({ id, properties }) => `${id}: ${properties.AlarmDescription}`)).toEqual([]);
  });

  it('each reaches the alarm topic', () => {
    const topicIds = topics.map(({ id }) => id);
    const reached = alarms.map(({ properties }) => properties.AlarmActions.map((each) => house.target(each)));
    expect(
      reached.filter((actions) => actions.length !== 1 || !actions.every((id) => topicIds.includes(id))),
    ).toEqual([]);
    expect(new Set(reached.flat()).size).toBe(1);
  });

  it('each speaks of one thing only', () => {
    const said = alarms.map(({ properties }) => `${properties.MetricName}: ${properties.AlarmDescription}`);
    expect(new Set(said).size).toBe(said.length);
  });

  it('no function that is not behind a route goes unwatched', () => {
    const ofAws = alarms.filter(({ properties }) => properties.Namespace.startsWith('AWS/'));
    const watched = new Set(
      ofAws.flatMap(({ properties }) => properties.Dimensions.map(({ Value }) => house.target(Value))),
    );
    const unwatched = functions.filter(({ id }) => {
      const mapping = mappings.find(({ properties }) => house.target(properties.FunctionName) === id);
      const queue = queues.find(
        (each) => each.id === (mapping && house.target(mapping.properties.EventSourceArn)),
      );
      const parked = queue?.properties.RedrivePolicy?.deadLetterTargetArn;
      return !watched.has(id) && !(parked && watched.has(house.target(parked)));
    });
    // Requests that fail ring one alarm for the whole API.
    const routes = JSON.stringify(
      house.all('AWS::ApiGatewayV2::Integration', v.object({ IntegrationUri: v.unknown() })),
    );
    expect(
      unwatched.filter(({ id }) => !routes.includes(`"${id}"`)).map(({ properties }) => nameOf(properties)),
    ).toEqual([]);
  });
});
