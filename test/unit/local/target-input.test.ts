import { describe, expect, it } from 'vitest';
import { targetInput, valueAt } from '../../../infra/local/services/target-input.ts';

const event = {
  version: '0' as const,
  id: '7bf73129',
  'detail-type': 'EC2 Instance State-change Notification',
  source: 'aws.ec2',
  account: '123456789012',
  time: '2015-11-11T21:29:54Z',
  region: 'us-east-1',
  resources: ['arn:aws:ec2:us-east-1:123456789012:instance/i-abcd1111'],
  detail: { 'instance-id': 'i-0123456789', state: 'RUNNING', count: 2, tags: [{ k: 'a' }, { k: 'b' }] },
};
const rule = { arn: 'arn:rule', name: 'rule', receivedAt: '2015-11-11T21:29:55.000Z' };
const inputPathsMap = {
  instance: '$.detail.instance-id',
  state: '$.detail.state',
  count: '$.detail.count',
  tags: '$.detail.tags',
  none: '$.detail.none',
};
const transformed = (inputTemplate: string) =>
  targetInput({ inputTransformer: { inputPathsMap, inputTemplate } }, event, rule);

describe('the input of a target', () => {
  it('is the event, a constant or a part of the event', () => {
    expect(targetInput({}, event, rule)).toBe(JSON.stringify(event));
    expect(targetInput({ input: '{"a":1}' }, event, rule)).toBe('{"a":1}');
    expect(targetInput({ inputPath: '$.detail.state' }, event, rule)).toBe('"RUNNING"');
    expect(targetInput({ inputPath: '$.detail' }, event, rule)).toBe(JSON.stringify(event.detail));
    expect(targetInput({ inputPath: '$.nowhere' }, event, rule)).toBe('null');
  });

  // The examples of the EventBridge user guide.
  it.each([
    ['"instance <instance> is in <state>"', '"instance i-0123456789 is in RUNNING"'],
    ['"instance \\"<instance>\\" is in <state>"', '"instance \\"i-0123456789\\" is in RUNNING"'],
    ['<instance> is in state <state>', 'i-0123456789 is in state RUNNING'],
    ['{"instance": <instance>, "state": <state>}', '{"instance": "i-0123456789", "state": "RUNNING"}'],
    [
      '{"instance": <instance>, "state": "<state>", "s": "instance \\"<instance>\\" is in <state>"}',
      '{"instance": "i-0123456789", "state": "RUNNING", "s": "instance \\"i-0123456789\\" is in RUNNING"}',
    ],
    ['{"state": [9, <state>, true], "n": <count>}', '{"state": [9, "RUNNING", true], "n": 2}'],
    ['{"tags": <tags>, "text": "<tags>"}', '{"tags": [{"k":"a"},{"k":"b"}], "text": "[{k:a},{k:b}]"}'],
    [
      '{"none": <none>, "text": "<none>!", "other": "<unknown>"}',
      '{"none": "", "text": "!", "other": "<unknown>"}',
    ],
    ['<count>', '2'],
    ['<instance>', '"i-0123456789"'],
    [
      '{"rule": <aws.events.rule-arn>, "name": "<aws.events.rule-name>", "at": <aws.events.event.ingestion-time>}',
      '{"rule": "arn:rule", "name": "rule", "at": "2015-11-11T21:29:55.000Z"}',
    ],
    ['{"all": <aws.events.event.json>}', `{"all": ${JSON.stringify(event)}}`],
  ])('by the template %s', (template, expected) => {
    expect(transformed(template)).toBe(expected);
  });

  it('leaves the detail out of aws.events.event', () => {
    expect(JSON.parse(transformed('{"e": <aws.events.event>}'))).toEqual({
      e: { ...event, detail: undefined },
    });
  });
});

describe('a path', () => {
  it.each([
    ['$', event],
    ['$.detail-type', event['detail-type']],
    ['$.resources[0]', event.resources[0]],
    ['$.detail.tags[1].k', 'b'],
    ['$.detail.tags[*].k', ['a', 'b']],
    ['$.detail.tags[7]', undefined],
    ['$.detail.state.length', undefined],
  ])('%s', (path, expected) => {
    expect(valueAt(event, path)).toEqual(expected);
  });
});
