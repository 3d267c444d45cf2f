import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { deployDemo } from './deployment.ts';
import { DocumentSchema, FunctionSchema, MappingSchema, nameOf, type Statement } from './parts.ts';

const house = deployDemo();
const RoleSchema = v.object({
  AssumeRolePolicyDocument: v.object({
    Statement: v.array(v.object({ Effect: v.string(), Principal: v.object({ Service: v.string() }) })),
  }),
  ManagedPolicyArns: v.optional(v.array(v.unknown()), []),
  Policies: v.optional(v.array(v.object({ PolicyDocument: DocumentSchema })), []),
});

const functions = house.all('AWS::Lambda::Function', FunctionSchema);
const functionOfRole = new Map(
  functions.map(({ properties }) => [house.target(properties.Role), nameOf(properties)]),
);
const functionNamed = (id: unknown) => {
  const found = functions.find((each) => each.id === id);
  return found && nameOf(found.properties);
};
const roles = house.all('AWS::IAM::Role', RoleSchema);

/** Every statement that a function's role holds, with the function's name. */
const held: readonly (Statement & { holder: string })[] = roles.flatMap(({ id, properties }) =>
  properties.Policies.flatMap(({ PolicyDocument }) => withHolder(id, PolicyDocument.Statement)),
);
const granted = held.filter(({ Effect }) => Effect === 'Allow');

function withHolder(role: string, statements: readonly Statement[]) {
  return statements.map((statement) => ({ ...statement, holder: functionOfRole.get(role) ?? role }));
}

function holdersOf(action: string): string[] {
  return [...new Set(granted.filter(({ Action }) => Action.includes(action)).map(({ holder }) => holder))];
}

/** The only grants with a wildcard as resource, each with the reason why AWS offers nothing narrower. */
const onAnything: readonly { holder: string; action: string; reason: string }[] = [
  {
    holder: 'messages/send',
    action: 'sns:Publish',
    reason: 'A text to a phone number has no resource ARN; a Deny keeps it from every topic.',
  },
  {
    holder: 'events/relay',
    action: 'dynamodb:ListStreams',
    reason: 'Listing streams, which polling one needs, supports no resource.',
  },
  ...[
    'complaints/seal: s3:GetObjectVersion',
    'complaints/seal: s3:PutObject',
    'complaints/verify: s3:GetObjectVersion',
  ].map((grant) => {
    const [holder = '', action = ''] = grant.split(': ');
    return {
      holder,
      action,
      reason: 'Seals are named by dealer and day; their folder is all that a grant can name.',
    };
  }),
];

describe('permissions', () => {
  it('every role belongs to one function, and only Lambda may take it; but for that with which SNS logs', () => {
    const [ofSns, ...others] = roles.filter(({ id }) => !functionOfRole.has(id));
    expect(ofSns?.id).toContain('WrittenBy');
    expect(others).toEqual([]);
    const principals = roles.flatMap(({ properties }) =>
      properties.AssumeRolePolicyDocument.Statement.map(({ Principal }) => Principal.Service),
    );
    expect(new Set(principals)).toEqual(new Set(['lambda.amazonaws.com', 'sns.amazonaws.com']));
  });

  it('what a role grants stands in itself: no managed policy grants more than is needed, none lies beside it', () => {
    expect(roles.filter(({ properties }) => properties.ManagedPolicyArns.length > 0)).toEqual([]);
    expect(house.types().filter((type) => /^AWS::IAM::(?:Managed)?Policy$/.test(type))).toEqual([]);
  });

  it('nobody may scan a table, nor reach one by PartiQL', () => {
    const actions = new Set(granted.flatMap(({ Action }) => Action));
    const wrong = [...actions].filter((action) => /scan|partiql|BatchGet|BatchWrite/i.test(action));
    expect(wrong).toEqual([]);
    expect([...actions]).toContain('dynamodb:GetItem');
  });

  it('no grant has a wildcard among its actions', () => {
    const wide = granted.filter(({ Action }) => Action.some((action) => action.includes('*')));
    expect(wide.map(({ holder, Action }) => `${holder}: ${Action.join()}`)).toEqual([]);
  });

  it('a wildcard as resource is granted only where AWS offers none', () => {
    const wide = granted.filter(({ Resource }) => JSON.stringify(Resource).includes('*'));
    expect(
      wide.flatMap(({ holder, Action }) => Action.map((action) => `${holder}: ${action}`)).sort(),
    ).toEqual(onAnything.map(({ holder, action }) => `${holder}: ${action}`).sort());
  });

  it('who may text any phone may publish to no topic', () => {
    const denied = held.filter(({ Effect, holder }) => Effect === 'Deny' && holder === 'messages/send');
    expect(denied.map(({ Action, Resource }) => ({ Action, Resource }))).toEqual([
      {
        Action: ['sns:Publish'],
        Resource: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':sns:*:*:*']] }],
      },
    ]);
  });

  it('only events/relay puts events on the bus, and only messages/send speaks to the SMS service', () => {
    expect(holdersOf('events:PutEvents')).toEqual(['events/relay']);
    expect(holdersOf('sns:Publish')).toEqual(['messages/send']);
  });

  it('no function may start another, or write to the queue in front of another', () => {
    expect(holdersOf('lambda:InvokeFunction')).toEqual([]);
    expect(holdersOf('sqs:SendMessage').sort()).toEqual(['events/notify', 'events/relay']);
    // Into its own queue, by which it hears an event again when its next try is due.
    const [grant] = granted.filter(
      ({ Action, holder }) => Action.includes('sqs:SendMessage') && holder === 'events/notify',
    );
    const inFront = house
      .all('AWS::Lambda::EventSourceMapping', MappingSchema)
      .find(({ properties }) => functionNamed(house.target(properties.FunctionName)) === 'events/notify');
    expect(grant?.Resource).toEqual([inFront?.properties.EventSourceArn]);
  });

  it('only who must derive keys reads the secret', () => {
    expect(holdersOf('secretsmanager:GetSecretValue').sort()).toEqual([
      'complaints/open',
      'complaints/submit',
      'events/add-endpoint',
      'events/change-endpoint',
      'events/deliver',
      'events/notify',
      'messages/receive',
      'messages/send',
      'staff/set-phone',
      'surveys/ask',
      'surveys/submit',
      'visits/import',
      'visits/ingest',
      'visits/look-up',
      'visits/look-up-deliveries',
      'visits/replay',
      'visits/show-import',
    ]);
  });

  it('only two delete from the table: the claim on a text that surely did not leave, and what a customer has erased (decision 6)', () => {
    expect(holdersOf('dynamodb:DeleteItem')).toEqual(['messages/send', 'customers/erase']);
  });

  it('functions that only show may not write, but for the reading of a complaint, which is recorded (R54)', () => {
    const writers = new Set([...holdersOf('dynamodb:PutItem'), ...holdersOf('dynamodb:UpdateItem')]);
    const shows = functions
      .map(({ properties }) => nameOf(properties))
      .filter((name) => /\/(?:show|list)$/.test(name));
    expect(shows.length).toBeGreaterThan(2);
    expect(shows.filter((name) => writers.has(name))).toEqual(['complaints/show']);
  });

  it('each function writes to its own log and to no other', () => {
    const logs = functions.map(({ properties }) => ({
      holder: nameOf(properties),
      groups: [house.target(properties.LoggingConfig.LogGroup)],
    }));
    const writes = functions.map(({ properties }) => ({
      holder: nameOf(properties),
      groups: granted
        .filter(({ holder, Action }) => holder === nameOf(properties) && Action.includes('logs:PutLogEvents'))
        .flatMap(({ Resource }) => Resource.map((resource) => house.target(resource))),
    }));
    expect(writes).toEqual(logs);
  });
});
