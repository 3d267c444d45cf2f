import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadTemplate } from '../../../infra/local/runtime/template.ts';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

/** An assembly of stacks as `cdk synth` lays it out. */
function assembly(
  stacks: Record<string, object>,
  environment = 'aws://unknown-account/unknown-region',
): string {
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  folders.push(folder);
  const write = (name: string, content: object) => writeFileSync(join(folder, name), JSON.stringify(content));
  const artifacts: Record<string, object> = {};
  for (const [name, template] of Object.entries(stacks)) {
    write(`${name}.template.json`, template);
    write(`${name}.assets.json`, {
      files: {
        abc: { source: { path: 'asset.abc' }, destinations: { current: { objectKey: `${name}-abc.zip` } } },
      },
    });
    artifacts[name] = {
      type: 'aws:cloudformation:stack',
      environment,
      properties: { templateFile: `${name}.template.json` },
    };
    artifacts[`${name}.assets`] = { type: 'cdk:asset-manifest', properties: { file: `${name}.assets.json` } };
  }
  write('manifest.json', { artifacts });
  return folder;
}

const load = (stacks: Record<string, object>, environment?: string) =>
  loadTemplate(assembly(stacks, environment), 'http://127.0.0.1:9');

/** What a value resolves to, asked through a property that the cloud does not look at. */
function resolved(value: unknown, more: object = {}): unknown {
  const Resources = {
    Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'visits' } },
    Subject: { Type: 'AWS::CloudWatch::Dashboard', Properties: { value } },
  };
  const [subject] = load({ one: { Resources, ...more } }).ofType('AWS::CloudWatch::Dashboard');
  return subject?.properties['value'];
}

describe('intrinsic functions', () => {
  it.each<[string, unknown, unknown]>([
    ['Ref', { Ref: 'Table' }, 'visits'],
    [
      'Ref to a pseudo parameter',
      [{ Ref: 'AWS::Region' }, { Ref: 'AWS::AccountId' }],
      ['us-east-1', '123456789012'],
    ],
    [
      'Ref to no value, which takes its property away',
      { kept: 1, gone: { Ref: 'AWS::NoValue' } },
      { kept: 1 },
    ],
    ['GetAtt', { 'Fn::GetAtt': ['Table', 'Arn'] }, 'arn:aws:dynamodb:us-east-1:123456789012:table/visits'],
    [
      'GetAtt with a dot',
      { 'Fn::GetAtt': 'Table.Arn' },
      'arn:aws:dynamodb:us-east-1:123456789012:table/visits',
    ],
    ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'Table' }]] }, 'a-visits'],
    [
      'Sub',
      { 'Fn::Sub': '${AWS::Partition}/${Table}/${Table.Arn}/${!raw}' },
      'aws/visits/arn:aws:dynamodb:us-east-1:123456789012:table/visits/${raw}',
    ],
    ['Sub with variables', { 'Fn::Sub': ['${x}', { x: { Ref: 'Table' } }] }, 'visits'],
    ['Select of Split', { 'Fn::Select': [1, { 'Fn::Split': ['|', 'a|b'] }] }, 'b'],
    ['If', { 'Fn::If': ['Yes', 'then', 'else'] }, 'then'],
    ['If the other way', { 'Fn::If': ['No', 'then', 'else'] }, 'else'],
    ['FindInMap', { 'Fn::FindInMap': ['Map', 'top', 'second'] }, 'found'],
    ['Base64', { 'Fn::Base64': 'hi' }, 'aGk='],
    ['a parameter', { Ref: 'Parameter' }, 'default'],
    ['an object with a member that only looks like one', { Ref: 'x', more: 1 }, { Ref: 'x', more: 1 }],
  ])('%s', (_, value, expected) => {
    const more = {
      Parameters: { Parameter: { Type: 'String', Default: 'default' } },
      Mappings: { Map: { top: { second: 'found' } } },
      Conditions: {
        Yes: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] },
        No: { 'Fn::And': [{ Condition: 'Yes' }, { 'Fn::Not': [{ Condition: 'Yes' }] }] },
      },
    };
    expect(resolved(value, more)).toEqual(expected);
  });

  it.each<[string, unknown, RegExp]>([
    ['an intrinsic function that nobody knows', { 'Fn::Cidr': [] }, /does not know Fn::Cidr/],
    ['an attribute that nobody knows', { 'Fn::GetAtt': ['Table', 'Colour'] }, /attribute Colour of Table/],
    ['a resource that is not there', { Ref: 'Nobody' }, /has no resource Nobody/],
    ['an export that is not there', { 'Fn::ImportValue': 'nothing' }, /exports nothing/],
    ['a dynamic reference', '{{resolve:ssm:/x}}', /dynamic references/],
  ])('names %s', (_, value, message) => {
    expect(() => resolved(value)).toThrow(message);
  });
});

describe('stacks', () => {
  it('reach each other through exports and outputs', () => {
    const template = load({
      kept: {
        Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'work' } } },
        Outputs: {
          Out: {
            Value: { 'Fn::GetAtt': ['Queue', 'Arn'] },
            Export: { Name: { 'Fn::Sub': '${AWS::StackName}:q' } },
          },
        },
      },
      user: {
        Resources: {
          One: { Type: 'AWS::CloudWatch::Dashboard', Properties: { value: { 'Fn::ImportValue': 'kept:q' } } },
          Two: {
            Type: 'AWS::CloudWatch::Dashboard',
            Properties: { value: { 'Fn::GetStackOutput': { StackName: 'kept', OutputName: 'Out' } } },
          },
        },
      },
    });
    const values = template.ofType('AWS::CloudWatch::Dashboard').map(({ properties }) => properties['value']);
    expect(values).toEqual(Array(2).fill('arn:aws:sqs:us-east-1:123456789012:work'));
  });

  it('have the account and region that the app names', () => {
    const template = load({ one: {} }, 'aws://210987654321/eu-central-1');
    expect([template.account, template.region]).toEqual(['210987654321', 'eu-central-1']);
  });

  it('leave out what a condition leaves out', () => {
    const Resources = { Topic: { Type: 'AWS::SNS::Topic', Condition: 'Never' } };
    const Conditions = { Never: { 'Fn::Equals': ['a', 'b'] } };
    expect(load({ one: { Resources, Conditions } }).resources).toEqual([]);
  });

  it('do not start with a resource of an unknown type, which is named', () => {
    const Resources = { Cluster: { Type: 'AWS::ECS::Cluster', Properties: {} } };
    expect(() => load({ one: { Resources } })).toThrow(/AWS::ECS::Cluster \(Cluster in stack one\)/);
  });

  it('give what has no name the same one each time, as long as the type allows', () => {
    const Resources = { [`F${'x'.repeat(80)}`]: { Type: 'AWS::Lambda::Function', Properties: {} } };
    const [once, again] = [load({ one: { Resources } }), load({ one: { Resources } })].map(
      (template) => template.resources[0]?.ref ?? '',
    );
    expect(once).toBe(again);
    expect(once?.length).toBe(64);
  });

  it('find their assets by object key', () => {
    const template = load({ one: {} });
    expect(template.asset('one-abc.zip')).toMatch(/asset\.abc$/);
    expect(() => template.asset('other.zip')).toThrow(/no asset other\.zip/);
  });
});

describe('what AWS would answer', () => {
  const Resources = {
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'work' } },
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'house' } },
    Rule: { Type: 'AWS::Events::Rule', Properties: { Name: 'due', EventBusName: { Ref: 'Bus' } } },
    Plain: { Type: 'AWS::Events::Rule', Properties: { Name: 'daily' } },
    Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'in' } },
    Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'r', Path: '/house/' } },
    Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/x' } },
  };
  it.each([
    ['Queue', 'http://127.0.0.1:9/123456789012/work', 'arn:aws:sqs:us-east-1:123456789012:work'],
    ['Bus', 'house', 'arn:aws:events:us-east-1:123456789012:event-bus/house'],
    ['Rule', 'house|due', 'arn:aws:events:us-east-1:123456789012:rule/house/due'],
    ['Plain', 'daily', 'arn:aws:events:us-east-1:123456789012:rule/daily'],
    ['Topic', 'arn:aws:sns:us-east-1:123456789012:in', undefined],
    ['Role', 'r', 'arn:aws:iam::123456789012:role/house/r'],
    ['Logs', '/x', 'arn:aws:logs:us-east-1:123456789012:log-group:/x:*'],
  ])('%s', (logicalId, ref, arn) => {
    const found = load({ one: { Resources } }).resources.find((resource) => resource.logicalId === logicalId);
    expect([found?.ref, found?.attributes['Arn']]).toEqual([ref, arn]);
  });
});
