import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePattern } from '../../../infra/local/rules/event-pattern.ts';
import { InvalidEventPattern } from '../../../infra/local/rules/invalid-event-pattern.ts';

type Json = Record<string, unknown>;
interface Example {
  readonly pattern: unknown;
  readonly yes?: readonly Json[];
  readonly no?: readonly Json[];
}

function check({ pattern, yes = [], no = [] }: Example): void {
  const matches = compilePattern(pattern);
  for (const event of yes) expect({ event, matched: matches(event) }).toEqual({ event, matched: true });
  for (const event of no) expect({ event, matched: matches(event) }).toEqual({ event, matched: false });
}

const ec2 = {
  version: '0',
  id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
  'detail-type': 'EC2 Instance State-change Notification',
  source: 'aws.ec2',
  account: '111122223333',
  time: '2017-12-22T18:43:48Z',
  region: 'us-west-1',
  resources: ['arn:aws:ec2:us-west-1:123456789012:instance/i-1234567890abcdef0'],
  detail: { 'instance-id': 'i-1234567890abcdef0', state: 'terminated' },
};

const autoScaling = {
  version: '0',
  id: '3e3c153a-8339-4e30-8c35-687ebef853fe',
  'detail-type': 'EC2 Instance Launch Successful',
  source: 'aws.autoscaling',
  account: '123456789012',
  time: '2015-11-11T21:31:47Z',
  region: 'us-east-1',
  resources: [],
  detail: { eventVersion: '', responseElements: null },
};

/** The event of the event-ruler README. */
const ruler = {
  version: '0',
  'detail-type': 'EC2 Instance State-change Notification',
  source: 'aws.ec2',
  account: '012345679012',
  time: '2017-10-02T16:24:49Z',
  region: 'us-east-1',
  resources: ['arn:aws:ec2:us-east-1:123456789012:instance/i-000000aaaaaa00000'],
  detail: { 'c-count': 5, 'd-count': 3, 'x-limit': 301.8, 'source-ip': '10.0.0.33', state: 'running' },
};

const detail = (fields: Json): Json => ({ detail: fields });

describe('AWS: creating event patterns', () => {
  const examples: [string, Example][] = [
    [
      'fields above and inside detail',
      {
        pattern: {
          source: ['aws.ec2'],
          'detail-type': ['EC2 Instance State-change Notification'],
          detail: { state: ['terminated'] },
        },
        yes: [ec2],
        no: [
          { ...ec2, source: 'aws.s3' },
          { ...ec2, detail: { state: 'running' } },
          { ...ec2, detail: {} },
        ],
      },
    ],
    [
      'one of several sources',
      {
        pattern: { source: ['aws.ec2', 'aws.fargate'] },
        yes: [ec2, { source: 'aws.fargate' }],
        no: [{ source: 'aws.ecs' }, {}],
      },
    ],
    [
      'an empty string',
      {
        pattern: detail({ eventVersion: [''] }),
        yes: [autoScaling],
        no: [detail({ eventVersion: null }), detail({ eventVersion: ' ' }), detail({})],
      },
    ],
    [
      'a null, also where the template gives the pattern as text',
      {
        pattern: '{"detail": {"responseElements": [null]}}',
        yes: [autoScaling],
        no: [detail({ responseElements: '' }), detail({ responseElements: 'null' }), detail({})],
      },
    ],
    [
      'an array of the event: an element in common is enough',
      {
        pattern: {
          resources: [
            'arn:aws:ec2:us-east-1:123456789012:instance/i-b188560f',
            'arn:aws:ec2:us-east-1:111122223333:instance/i-b188560f',
            'arn:aws:ec2:us-east-1:444455556666:instance/i-b188560f',
          ],
        },
        yes: [
          {
            resources: [
              'arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:eb56d16b',
              'arn:aws:ec2:us-east-1:123456789012:instance/i-b188560f',
            ],
          },
          { resources: 'arn:aws:ec2:us-east-1:444455556666:instance/i-b188560f' },
        ],
        no: [
          { resources: ['arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:eb56d16b'] },
          { resources: [] },
        ],
      },
    ],
    [
      'letters count, and nothing is folded or trimmed',
      {
        pattern: { source: ['aws.ec2'] },
        no: [{ source: 'AWS.EC2' }, { source: 'aws.ec2 ' }, { source: 'aws.ec' }],
      },
    ],
    [
      'quoted and unquoted values differ',
      {
        pattern: detail({ a: [true, 7, null] }),
        yes: [detail({ a: true }), detail({ a: 7 }), detail({ a: null }), detail({ a: ['x', 7] })],
        no: [
          detail({ a: 'true' }),
          detail({ a: '7' }),
          detail({ a: 'null' }),
          detail({ a: false }),
          detail({ a: 0 }),
        ],
      },
    ],
    [
      'numbers however they are written',
      { pattern: '{"n": [3.0e2]}', yes: [{ n: 300 }, { n: 300.0 }], no: [{ n: '300' }] },
    ],
    [
      'numbers beyond the comparable ones',
      { pattern: { account: [123456789012] }, yes: [{ account: 123456789012 }] },
    ],
  ];
  test.each(examples)('%s', (_, example) => check(example));
});

describe('AWS: comparison operators', () => {
  const examples: [string, Example][] = [
    [
      'And',
      {
        pattern: { Location: ['New York'], Day: ['Monday'] },
        yes: [{ Location: 'New York', Day: 'Monday' }],
        no: [{ Location: 'New York', Day: 'Tuesday' }, { Location: 'New York' }],
      },
    ],
    ['Empty', { pattern: { LastName: [''] }, yes: [{ LastName: '' }], no: [{ LastName: 'A' }, {}] }],
    ['Equals', { pattern: { Name: ['Alice'] }, yes: [{ Name: 'Alice' }], no: [{ Name: 'alice' }] }],
    [
      'Equals (ignore case)',
      {
        pattern: { Name: [{ 'equals-ignore-case': 'alice' }] },
        yes: [{ Name: 'Alice' }, { Name: 'ALICE' }],
        no: [{ Name: 'Alicea' }, { Name: 1 }],
      },
    ],
    [
      'Begins with',
      {
        pattern: { time: [{ prefix: '2017-10-02' }] },
        yes: [{ time: '2017-10-02T18:43:48Z' }, { time: '2017-10-02' }],
        no: [{ time: '2017-10-03T18:43:48Z' }, { time: 20171002 }, { time: null }],
      },
    ],
    [
      'Begins with, in regions',
      {
        pattern: { Region: [{ prefix: 'us-' }] },
        yes: [{ Region: 'us-east-1' }],
        no: [{ Region: 'eu-west-1' }],
      },
    ],
    [
      'Begins with (ignore case)',
      {
        pattern: { service: [{ prefix: { 'equals-ignore-case': 'EventB' } }] },
        yes: [{ service: 'EventBridge' }, { service: 'EVENTBRIDGE' }, { service: 'eventb' }],
        no: [{ service: 'AmazonEventBridge' }],
      },
    ],
    [
      'Ends with',
      {
        pattern: { FileName: [{ suffix: '.png' }] },
        yes: [{ FileName: 'a.png' }],
        no: [{ FileName: 'a.PNG' }, { FileName: '.png.gz' }],
      },
    ],
    [
      'Ends with (ignore case)',
      {
        pattern: { service: [{ suffix: { 'equals-ignore-case': 'tBridge' } }] },
        yes: [{ service: 'EventBridge' }, { service: 'EVENTBRIDGE' }],
        no: [{ service: 'bridges' }],
      },
    ],
    [
      'Anything-but a string',
      {
        pattern: detail({ state: [{ 'anything-but': 'initializing' }] }),
        yes: [
          detail({ state: 'running' }),
          detail({ state: 'Initializing' }),
          detail({ state: 7 }),
          detail({ state: null }),
        ],
        no: [detail({ state: 'initializing' }), detail({}), detail({ state: { deeper: 1 } })],
      },
    ],
    [
      'Anything-but a number',
      {
        pattern: detail({ 'x-limit': [{ 'anything-but': 123 }] }),
        yes: [detail({ 'x-limit': 124 }), detail({ 'x-limit': '123' })],
        no: [detail({ 'x-limit': 123 })],
      },
    ],
    [
      'Anything-but a list of strings',
      {
        pattern: detail({ state: [{ 'anything-but': ['stopped', 'overloaded'] }] }),
        yes: [detail({ state: 'running' })],
        no: [detail({ state: 'stopped' }), detail({ state: 'overloaded' })],
      },
    ],
    [
      'Anything-but a list of numbers',
      {
        pattern: detail({ 'x-limit': [{ 'anything-but': [100, 200, 300] }] }),
        yes: [detail({ 'x-limit': 301.8 })],
        no: [detail({ 'x-limit': 200 })],
      },
    ],
    [
      'Anything-but of an array: another element is enough',
      {
        pattern: { a: [{ 'anything-but': 'x' }] },
        yes: [{ a: ['x', 'y'] }],
        no: [{ a: ['x', 'x'] }, { a: [] }],
      },
    ],
    [
      'Anything-but (ignore case)',
      {
        pattern: detail({ state: [{ 'anything-but': { 'equals-ignore-case': 'initializing' } }] }),
        yes: [detail({ state: 'running' })],
        no: [detail({ state: 'INITIALIZING' })],
      },
    ],
    [
      'Anything-but (ignore case), a list',
      {
        pattern: detail({
          state: [{ 'anything-but': { 'equals-ignore-case': ['initializing', 'stopped'] } }],
        }),
        yes: [detail({ state: 'running' })],
        no: [detail({ state: 'Initializing' }), detail({ state: 'STOPPED' })],
      },
    ],
    [
      'Anything-but (begins with)',
      {
        pattern: detail({ state: [{ 'anything-but': { prefix: 'init' } }] }),
        yes: [detail({ state: 'running' })],
        no: [detail({ state: 'initializing' })],
      },
    ],
    [
      'Anything-but (begins with), a list',
      {
        pattern: detail({ state: [{ 'anything-but': { prefix: ['init', 'error'] } }] }),
        yes: [detail({ state: 'running' })],
        no: [detail({ state: 'initializing' }), detail({ state: 'errored' })],
      },
    ],
    [
      'Anything-but (ends with)',
      {
        pattern: { FileName: [{ 'anything-but': { suffix: '.txt' } }] },
        yes: [{ FileName: 'a.png' }],
        no: [{ FileName: 'a.txt' }],
      },
    ],
    [
      'Anything-but (ends with), a list',
      {
        pattern: { FileName: [{ 'anything-but': { suffix: ['.txt', '.rtf'] } }] },
        yes: [{ FileName: 'a.png' }],
        no: [{ FileName: 'a.txt' }, { FileName: 'a.rtf' }],
      },
    ],
    [
      'Anything-but using a wildcard',
      {
        pattern: { FilePath: [{ 'anything-but': { wildcard: '*/lib/*' } }] },
        yes: [{ FilePath: '/usr/bin/a' }],
        no: [{ FilePath: '/usr/lib/a' }],
      },
    ],
    [
      'Anything-but using wildcards, a list',
      {
        pattern: { FilePath: [{ 'anything-but': { wildcard: ['*/lib/*', '*/bin/*'] } }] },
        yes: [{ FilePath: '/usr/share/a' }],
        no: [{ FilePath: '/usr/lib/a' }, { FilePath: '/usr/bin/a' }],
      },
    ],
    [
      'Numeric',
      {
        pattern: detail({
          'c-count': [{ numeric: ['>', 0, '<=', 5] }],
          'd-count': [{ numeric: ['<', 10] }],
          'x-limit': [{ numeric: ['=', 3.018e2] }],
        }),
        yes: [ruler, detail({ 'c-count': 0.000001, 'd-count': -7, 'x-limit': 301.8 })],
        no: [
          detail({ 'c-count': 0, 'd-count': 3, 'x-limit': 301.8 }),
          detail({ 'c-count': 6, 'd-count': 3, 'x-limit': 301.8 }),
          detail({ 'c-count': 5, 'd-count': 10, 'x-limit': 301.8 }),
          detail({ 'c-count': 5, 'd-count': 3, 'x-limit': 301.9 }),
          detail({ 'c-count': '5', 'd-count': 3, 'x-limit': 301.8 }),
        ],
      },
    ],
    [
      'Numeric (equals)',
      {
        pattern: { Price: [{ numeric: ['=', 100] }] },
        yes: [{ Price: 100 }],
        no: [{ Price: 100.01 }, { Price: '100' }],
      },
    ],
    [
      'Numeric (range)',
      {
        pattern: { Price: [{ numeric: ['>', 10, '<=', 20] }] },
        yes: [{ Price: 10.5 }, { Price: 20 }],
        no: [{ Price: 10 }, { Price: 20.1 }],
      },
    ],
    [
      'Numeric (at least, below)',
      { pattern: { n: [{ numeric: ['>=', 1, '<', 2] }] }, yes: [{ n: 1 }], no: [{ n: 2 }, { n: 0.9 }] },
    ],
    [
      'Numeric reaches only to five billion',
      { pattern: { n: [{ numeric: ['>', 0] }] }, yes: [{ n: 5e9 }], no: [{ n: 5e9 + 1 }] },
    ],
    [
      'IP address',
      {
        pattern: detail({ 'source-ip': [{ cidr: '10.0.0.0/24' }] }),
        yes: [ruler, detail({ 'source-ip': '10.0.0.255' })],
        no: [
          detail({ 'source-ip': '10.0.1.0' }),
          detail({ 'source-ip': 'ten' }),
          detail({ 'source-ip': 10 }),
          detail({ 'source-ip': '::ffff:0:1' }),
        ],
      },
    ],
    [
      'IP address, version 6',
      {
        pattern: detail({ 'source-ip': [{ cidr: '2001:db8::/32' }] }),
        yes: [detail({ 'source-ip': '2001:db8:ffff::1' }), detail({ 'source-ip': '2001:0DB8::' })],
        no: [detail({ 'source-ip': '2001:db9::' }), detail({ 'source-ip': '10.0.0.1' })],
      },
    ],
    [
      'Exists',
      {
        pattern: { ProductName: [{ exists: true }] },
        yes: [{ ProductName: null }, { ProductName: '' }, { ProductName: ['a'] }],
        no: [{}, { ProductName: [] }],
      },
    ],
    [
      'Does not exist',
      {
        pattern: { ProductName: [{ exists: false }] },
        yes: [{}, { ProductName: [] }],
        no: [{ ProductName: null }, { ProductName: 0 }],
      },
    ],
    [
      'Exists works on leaves only',
      {
        pattern: detail({ 'c-count': [{ exists: true }] }),
        yes: [ruler],
        no: [detail({ 'c-count': { c1: 100 } }), detail({ 'c-count': [{ c1: 100 }] })],
      },
    ],
    [
      'Does not exist, of something that is no leaf',
      {
        pattern: detail({ 'c-count': [{ exists: false }] }),
        yes: [detail({ 'c-count': { c1: 100 } }), detail({})],
        no: [ruler],
      },
    ],
    [
      'Does not exist, or is something',
      { pattern: { a: [{ exists: false }, 'x'] }, yes: [{}, { a: 'x' }], no: [{ a: 'y' }] },
    ],
    [
      'Or',
      {
        pattern: { PaymentType: ['Credit', 'Debit'] },
        yes: [{ PaymentType: 'Credit' }, { PaymentType: 'Debit' }],
        no: [{ PaymentType: 'Cash' }],
      },
    ],
    [
      'Or (several fields)',
      {
        pattern: { $or: [{ Location: ['New York'] }, { Day: ['Monday'] }] },
        yes: [{ Location: 'New York' }, { Day: 'Monday' }],
        no: [{ Location: 'Austin', Day: 'Sunday' }, {}],
      },
    ],
    [
      'Or over operators',
      {
        pattern: detail({
          $or: [
            { 'c-count': [{ numeric: ['>', 0, '<=', 5] }] },
            { 'd-count': [{ numeric: ['<', 10] }] },
            { 'x-limit': [{ numeric: ['=', 3.018e2] }] },
          ],
        }),
        yes: [ruler, detail({ 'd-count': 9 }), detail({ 'c-count': 7, 'x-limit': 301.8 })],
        no: [detail({ 'c-count': 7, 'd-count': 11 })],
      },
    ],
    [
      'Several operators for one field are alternatives',
      {
        pattern: { a: [{ prefix: 'x' }, { suffix: 'y' }, 3] },
        yes: [{ a: 'xa' }, { a: 'ay' }, { a: 3 }],
        no: [{ a: 'yx' }, { a: 4 }],
      },
    ],
    [
      'Wildcard: a folder',
      {
        pattern: { FileName: [{ wildcard: 'dir/*.png' }] },
        yes: [{ FileName: 'dir/a.png' }, { FileName: 'dir/.png' }, { FileName: 'dir/sub/a.png' }],
        no: [{ FileName: 'dir/a.jpg' }, { FileName: 'odir/a.png' }, { FileName: 'dir.png' }],
      },
    ],
    [
      'Wildcard: several',
      {
        pattern: { EventBusArn: [{ wildcard: 'arn:aws:events:us-east-1:*:event-bus/*' }] },
        yes: [{ EventBusArn: 'arn:aws:events:us-east-1:123456789012:event-bus/default' }],
        no: [
          { EventBusArn: 'arn:aws:events:us-west-1:123456789012:event-bus/default' },
          { EventBusArn: 'arn:aws:events:us-east-1:1:rule/r' },
        ],
      },
    ],
    [
      'Wildcard: beginning and end may not overlap',
      { pattern: { a: [{ wildcard: 'ab*ba' }] }, yes: [{ a: 'abba' }, { a: 'abxba' }], no: [{ a: 'aba' }] },
    ],
    [
      'Wildcard: everything',
      { pattern: { a: [{ wildcard: '*' }] }, yes: [{ a: '' }, { a: 'x' }], no: [{ a: 1 }, {}] },
    ],
    [
      'Wildcard without a wildcard',
      { pattern: { a: [{ wildcard: 'x' }] }, yes: [{ a: 'x' }], no: [{ a: 'xy' }] },
    ],
    [
      'Wildcard: escapes',
      {
        pattern: { a: [{ wildcard: 'a\\*b\\\\*' }] },
        yes: [{ a: 'a*b\\' }, { a: 'a*b\\c' }],
        no: [{ a: 'axb\\' }, { a: 'a*bc' }],
      },
    ],
    [
      'Complex example',
      {
        pattern: {
          time: [{ prefix: '2017-10-02' }],
          detail: {
            state: [{ 'anything-but': 'initializing' }],
            'c-count': [{ numeric: ['>', 0, '<=', 5] }],
            'd-count': [{ numeric: ['<', 10] }],
            'x-limit': [{ 'anything-but': [100, 200, 300] }],
            'source-ip': [{ cidr: '10.0.0.0/8' }],
          },
        },
        yes: [ruler],
        no: [
          { ...ruler, time: '2017-10-03T16:24:49Z' },
          { ...ruler, detail: { ...ruler.detail, state: 'initializing' } },
          { ...ruler, detail: { ...ruler.detail, 'x-limit': 200 } },
          { ...ruler, detail: { ...ruler.detail, 'source-ip': '11.0.0.1' } },
        ],
      },
    ],
  ];
  test.each(examples)('%s', (_, example) => check(example));
});

describe('the README of aws/event-ruler', () => {
  const [john, anna, peter] = [
    { firstName: 'John', lastName: 'Doe' },
    { firstName: 'Anna', lastName: 'Smith' },
    { firstName: 'Peter', lastName: 'Jones' },
  ];
  const employees = { employees: [john, anna, peter] };
  const nested = { employees: [[john, anna], [peter]] };
  const examples: [string, Example][] = [
    [
      'simple matching',
      {
        pattern: {
          'detail-type': ['EC2 Instance State-change Notification'],
          resources: ['arn:aws:ec2:us-east-1:123456789012:instance/i-000000aaaaaa00000'],
          detail: { state: ['initializing', 'running'] },
        },
        yes: [ruler, { ...ruler, detail: { state: 'initializing' } }],
        no: [{ ...ruler, detail: { state: 'stopped' } }],
      },
    ],
    ['suffix', { pattern: { source: [{ suffix: 'ec2' }] }, yes: [ruler], no: [autoScaling] }],
    [
      'equals-ignore-case is of the whole value',
      { pattern: { source: [{ 'equals-ignore-case': 'EC2' }] }, yes: [{ source: 'ec2' }], no: [ruler] },
    ],
    [
      'wildcard',
      {
        pattern: { source: [{ wildcard: 'Simple*Service' }] },
        yes: [{ source: 'SimpleQueueService' }],
        no: [{ source: 'Simple' }],
      },
    ],
    [
      'exists: false beside fields that match',
      {
        pattern: { source: ['aws.ec2'], detail: { nothing: [{ exists: false }] } },
        yes: [ruler],
        no: [{ ...ruler, detail: { nothing: 0 } }],
      },
    ],
    [
      'objects in an array',
      {
        pattern: { employees: { firstName: ['Anna'] } },
        yes: [employees, nested],
        no: [{ employees: [john] }],
      },
    ],
    [
      'fields of one element, not of two',
      {
        pattern: { employees: { firstName: ['Anna'], lastName: ['Smith'] } },
        yes: [employees, nested],
        no: [{ employees: [john, peter] }],
      },
    ],
    [
      'Anna is not Jones',
      { pattern: { employees: { firstName: ['Anna'], lastName: ['Jones'] } }, no: [employees, nested] },
    ],
    [
      'elements at different depths of arrays in arrays',
      {
        pattern: { team: { name: ['blue'], member: { name: ['Anna'] } } },
        yes: [{ team: [{ name: 'blue', member: [{ name: 'John' }, { name: 'Anna' }] }] }],
        no: [
          {
            team: [
              { name: 'blue', member: [{ name: 'John' }] },
              { name: 'red', member: [{ name: 'Anna' }] },
            ],
          },
        ],
      },
    ],
    [
      'several arrays are independent of each other',
      {
        pattern: { a: { x: [1] }, b: { x: [2] } },
        yes: [{ a: [{ x: 0 }, { x: 1 }], b: [{ x: 2 }, { x: 3 }] }],
      },
    ],
    [
      '"$or" beside a field',
      {
        pattern: {
          source: ['aws.cloudwatch'],
          $or: [{ metricName: ['CPUUtilization', 'ReadLatency'] }, { namespace: ['AWS/EC2', 'AWS/ES'] }],
        },
        yes: [
          { source: 'aws.cloudwatch', metricName: 'ReadLatency' },
          { source: 'aws.cloudwatch', namespace: 'AWS/ES' },
        ],
        no: [{ source: 'aws.cloudwatch' }, { source: 'x', namespace: 'AWS/ES' }],
      },
    ],
    [
      'two "$or" side by side',
      {
        pattern: {
          $or: [{ metricName: ['CPUUtilization', 'ReadLatency'] }, { namespace: ['AWS/EC2', 'AWS/ES'] }],
          detail: {
            $or: [{ source: ['aws.cloudwatch'] }, { 'detail-type': ['CloudWatch Alarm State Change'] }],
          },
        },
        yes: [
          { metricName: 'ReadLatency', detail: { source: 'aws.cloudwatch' } },
          { namespace: 'AWS/ES', detail: { 'detail-type': 'CloudWatch Alarm State Change' } },
        ],
        no: [{ metricName: 'ReadLatency', detail: {} }, { detail: { source: 'aws.cloudwatch' } }],
      },
    ],
    [
      '"and" inside "$or"',
      {
        pattern: {
          source: ['aws.cloudwatch'],
          $or: [
            { metricName: ['CPUUtilization', 'ReadLatency'] },
            { metricType: ['MetricType'], namespace: ['AWS/EC2', 'AWS/ES'] },
            { scope: ['Service'] },
          ],
        },
        yes: [
          { source: 'aws.cloudwatch', scope: 'Service' },
          { source: 'aws.cloudwatch', metricType: 'MetricType', namespace: 'AWS/EC2' },
        ],
        no: [
          { source: 'aws.cloudwatch', metricType: 'MetricType' },
          { source: 'aws.cloudwatch', namespace: 'AWS/EC2' },
        ],
      },
    ],
    [
      '"$or" inside "$or"',
      {
        pattern: {
          source: ['aws.cloudwatch'],
          $or: [
            { metricName: ['CPUUtilization', 'ReadLatency'] },
            {
              metricType: ['MetricType'],
              namespace: ['AWS/EC2'],
              $or: [{ metricId: [1234] }, { spaceId: [1000] }],
            },
            { scope: ['Service'] },
          ],
        },
        yes: [{ source: 'aws.cloudwatch', metricType: 'MetricType', namespace: 'AWS/EC2', spaceId: 1000 }],
        no: [
          { source: 'aws.cloudwatch', metricType: 'MetricType', namespace: 'AWS/EC2' },
          { source: 'aws.cloudwatch', spaceId: 1000 },
        ],
      },
    ],
    [
      '"$or" as an ordinary field',
      {
        pattern: {
          source: ['aws.cloudwatch'],
          $or: { metricType: ['MetricType'], namespace: ['AWS/EC2', 'AWS/ES'] },
        },
        yes: [{ source: 'aws.cloudwatch', $or: { metricType: 'MetricType', namespace: 'AWS/ES' } }],
        no: [{ source: 'aws.cloudwatch', metricType: 'MetricType', namespace: 'AWS/ES' }],
      },
    ],
    [
      '"$or" of operators is an ordinary field',
      {
        pattern: { $or: [{ numeric: ['=', 123] }, { prefix: 'abc' }] },
        yes: [{ $or: 123 }, { $or: 'abcd' }],
        no: [{ numeric: 123 }],
      },
    ],
    [
      'a dot in a key is a step',
      {
        pattern: detail({ 'state.status': ['running'] }),
        yes: [detail({ state: { status: 'running' } }), detail({ 'state.status': 'running' })],
        no: [detail({ status: 'running' })],
      },
    ],
  ];
  test.each(examples)('%s', (_, example) => check(example));
});

test('what is no object matches nothing', () => {
  const matches = compilePattern({ a: [{ exists: false }] });
  expect([null, undefined, 'text', 7, [], [{}]].map(matches)).toEqual([
    false,
    false,
    false,
    false,
    false,
    false,
  ]);
});

describe('patterns that AWS would refuse', () => {
  test.each([
    ['not an object', [], 'the top'],
    ['not JSON', '{', 'the top'],
    ['nothing', {}, 'the top'],
    ['an empty object', { detail: {} }, 'detail'],
    ['an empty array', { detail: { state: [] } }, 'detail.state'],
    ['a bare value', { source: 'aws.ec2' }, 'source'],
    ['a null for a field', { source: null }, 'source'],
    ['an array in an array', { source: [['aws.ec2']] }, 'source[0]'],
    ['an unknown operator', { source: [{ contains: 'x' }] }, 'source[0]'],
    ['no operator', { source: [{}] }, 'source[0]'],
    ['two operators in one', { source: [{ prefix: 'a', suffix: 'b' }] }, 'source[0]'],
    ['a prefix that is a number', { source: ['x', { prefix: 1 }] }, 'source[1].prefix'],
    ['a prefix in a prefix', { source: [{ prefix: { prefix: 'a' } }] }, 'source[0].prefix'],
    ['a list of prefixes', { source: [{ prefix: ['a', 'b'] }] }, 'source[0].prefix'],
    [
      'equals-ignore-case of null',
      { source: [{ 'equals-ignore-case': null }] },
      'source[0].equals-ignore-case',
    ],
    ['wildcards in a row', { source: [{ wildcard: 'a**b' }] }, 'source[0].wildcard'],
    ['an escape of something else', { source: [{ wildcard: 'a\\b' }] }, 'source[0].wildcard'],
    ['an escape of nothing', { source: [{ wildcard: 'a\\' }] }, 'source[0].wildcard'],
    ['anything-but nothing', { source: [{ 'anything-but': [] }] }, 'source[0].anything-but'],
    ['anything-but null', { source: [{ 'anything-but': null }] }, 'source[0].anything-but'],
    ['anything-but true', { source: [{ 'anything-but': true }] }, 'source[0].anything-but'],
    ['anything-but a mixed list', { source: [{ 'anything-but': ['a', 1] }] }, 'source[0].anything-but'],
    [
      'anything-but an empty prefix',
      { source: [{ 'anything-but': { prefix: '' } }] },
      'source[0].anything-but.prefix',
    ],
    [
      'anything-but a list of no prefixes',
      { source: [{ 'anything-but': { prefix: [] } }] },
      'source[0].anything-but.prefix',
    ],
    [
      'anything-but a numeric',
      { source: [{ 'anything-but': { numeric: ['=', 1] } }] },
      'source[0].anything-but',
    ],
    [
      'anything-but a wrong wildcard',
      { source: [{ 'anything-but': { wildcard: ['a', 'b**'] } }] },
      'source[0].anything-but.wildcard[1]',
    ],
    ['numeric that is no list', { n: [{ numeric: 5 }] }, 'n[0].numeric'],
    ['numeric without a number', { n: [{ numeric: ['>'] }] }, 'n[0].numeric'],
    ['numeric with a text', { n: [{ numeric: ['>', '5'] }] }, 'n[0].numeric[1]'],
    ['numeric with another operator', { n: [{ numeric: ['!=', 5] }] }, 'n[0].numeric[0]'],
    ['an upper bound first', { n: [{ numeric: ['<', 5, '>', 0] }] }, 'n[0].numeric'],
    ['a range upside down', { n: [{ numeric: ['>', 5, '<', 0] }] }, 'n[0].numeric'],
    ['an empty range', { n: [{ numeric: ['>=', 5, '<=', 5] }] }, 'n[0].numeric'],
    ['a number out of reach', { n: [{ numeric: ['>', 5.1e9] }] }, 'n[0].numeric[1]'],
    ['exists of a text', { n: [{ exists: 'true' }] }, 'n[0].exists'],
    ['cidr without a slash', { ip: [{ cidr: '10.0.0.0' }] }, 'ip[0].cidr'],
    ['cidr with too many bits', { ip: [{ cidr: '10.0.0.0/33' }] }, 'ip[0].cidr'],
    ['cidr of no address', { ip: [{ cidr: '10.0.0.256/24' }] }, 'ip[0].cidr'],
    ['cidr without bits', { ip: [{ cidr: '10.0.0.0/' }] }, 'ip[0].cidr'],
    ['one thing in $or', { $or: [{ a: [1] }] }, '$or[0]'],
    ['something empty in $or', { $or: [{ a: [1] }, {}] }, 'the top'],
    ['the same field beside and in $or', { a: [1], $or: [{ a: [2] }, { b: [3] }] }, 'at a'],
    [
      'more than 1000 combinations of $or',
      Object.fromEntries(
        ['p', 'q', 'r', 's'].map((part) => [
          part,
          { $or: ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ [name]: [1] })) },
        ]),
      ),
      'combinations',
    ],
  ])('%s', (_, pattern, where) => {
    expect(() => compilePattern(pattern)).toThrow(InvalidEventPattern);
    expect(() => compilePattern(pattern)).toThrow(where);
  });
});

describe('properties', () => {
  const properties = { seed: 20260302, numRuns: 300 };
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '*', '\\', '/', '客'), maxLength: 6 });
  const scalar = fc.oneof(word, fc.integer({ min: -3, max: 3 }), fc.boolean(), fc.constant(null));
  const escaped = (text: string): string => text.replaceAll(/[\\*]/g, '\\$&');

  test('a value matches itself and its anything-but is the opposite', () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(compilePattern({ f: [one] })({ f: other })).toBe(one === other);
        expect(compilePattern({ f: [{ 'anything-but': one }] })({ f: other })).toBe(one !== other);
      }),
      properties,
    );
  });

  test('a wildcard pattern is a prefix and a suffix, whatever has to be escaped', () => {
    fc.assert(
      fc.property(word, word, word, (start, middle, end) => {
        const matches = compilePattern({ f: [{ wildcard: `${escaped(start)}*${escaped(end)}` }] });
        expect(matches({ f: start + middle + end })).toBe(true);
        const longEnough = middle.length >= start.length + end.length;
        expect(matches({ f: middle })).toBe(middle.startsWith(start) && middle.endsWith(end) && longEnough);
        expect(compilePattern({ f: [{ wildcard: escaped(start) }] })({ f: middle })).toBe(start === middle);
      }),
      properties,
    );
  });

  test('exists true and exists false are opposites, and other fields change nothing', () => {
    const event = fc.dictionary(
      fc.constantFrom('f', 'g', 'h'),
      fc.oneof(scalar, fc.array(scalar), fc.dictionary(fc.constantFrom('x', 'y'), scalar)),
    );
    fc.assert(
      fc.property(event, scalar, (each, extra) => {
        const exists = compilePattern({ f: [{ exists: true }] });
        expect(compilePattern({ f: [{ exists: false }] })(each)).toBe(!exists(each));
        expect(exists({ ...each, elsewhere: extra })).toBe(exists(each));
      }),
      properties,
    );
  });

  test('fields of objects in an array match when one of the objects alone does', () => {
    const item = fc.record({ x: fc.integer({ min: 0, max: 2 }), y: fc.integer({ min: 0, max: 2 }) });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 5 }), item, (items, wanted) => {
        const matches = compilePattern({ list: { x: [wanted.x], y: [wanted.y] } });
        expect(matches({ list: items })).toBe(items.some((each) => matches({ list: each })));
      }),
      properties,
    );
  });

  test('$or is or', () => {
    fc.assert(
      fc.property(fc.record({ a: scalar, b: scalar }), scalar, scalar, (event, one, other) => {
        const either = compilePattern({ $or: [{ a: [one] }, { b: [other] }] })(event);
        expect(either).toBe(compilePattern({ a: [one] })(event) || compilePattern({ b: [other] })(event));
      }),
      properties,
    );
  });

  test('an address lies in the network of its own first bits', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(
        fc.tuple(octet, octet, octet, octet),
        fc.tuple(octet, octet, octet, octet),
        fc.integer({ min: 0, max: 32 }),
        (network, address, bits) => {
          const binary = (octets: number[]): string =>
            octets.map((each) => each.toString(2).padStart(8, '0')).join('');
          const matches = compilePattern({ ip: [{ cidr: `${network.join('.')}/${bits}` }] });
          expect(matches({ ip: address.join('.') })).toBe(
            binary(network).slice(0, bits) === binary(address).slice(0, bits),
          );
        },
      ),
      properties,
    );
  });
});
