import { describe, expect, it } from 'vitest';
import type { AwsCall } from '../../../../infra/local/contract.ts';
import { Permissions } from '../../../../infra/local/permissions/permissions.ts';
import type { Resource } from '../../../../infra/local/runtime/template.ts';
import { queueArn } from '../a-cloud.ts';
import {
  aFunction,
  allow,
  aMapping,
  anInvokeConfig,
  aQueue,
  aTemplate,
  streamArn,
  tableArn,
} from './a-template.ts';

const polling = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
const reading = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'];

/** What the template's permissions say of calls at the door, one after the other. */
function asking(...resources: readonly Resource[]) {
  const permissions = new Permissions(aTemplate(...resources));
  const answer = permissions.middleware(() => Promise.resolve('done'));
  const ask = (action: string, input: unknown, more: Partial<AwsCall> = {}) =>
    answer({ service: 'dynamodb', caller: 'book', action, input, ...more });
  return { ask, report: () => permissions.report() };
}
const ofTable = { TableName: 'visits' };

describe('a function', () => {
  it('is let through to what its role allows, and refused by name, action and resource', async () => {
    const { ask, report } = asking(...aFunction('book', allow('dynamodb:GetItem', tableArn)));
    expect(await ask('GetItem', ofTable)).toBe('done');
    expect(() => ask('PutItem', ofTable)).toThrow(
      'User: arn:aws:sts::123456789012:assumed-role/book-role/book is not authorized to perform: dynamodb:PutItem ' +
        `on resource: ${tableArn} because no identity-based policy allows the dynamodb:PutItem action`,
    );
    const use = { action: 'dynamodb:GetItem', resource: tableArn };
    expect(report()).toEqual({
      used: [{ function: 'book', ...use }],
      unused: [],
      refused: [{ caller: 'book', action: 'dynamodb:PutItem', resource: tableArn }],
      exempt: [],
    });
  });

  it('needs every part of a transaction to be allowed: none of it counts as used if one is not', () => {
    const { ask, report } = asking(...aFunction('book', allow('dynamodb:PutItem', tableArn)));
    const TransactItems = [{ Put: ofTable }, { Delete: ofTable }];
    expect(() => ask('TransactWriteItems', { TransactItems })).toThrow('dynamodb:DeleteItem');
    expect(report()).toMatchObject({ used: [], unused: [{ action: 'dynamodb:PutItem' }] });
  });

  it('is refused what is denied, whatever else allows it', () => {
    const deny = { Effect: 'Deny', Action: 'sns:Publish', Resource: 'arn:aws:sns:*:*:*' };
    const { ask } = asking(...aFunction('book', allow('sns:Publish', '*'), deny));
    const publish = (input: object) => ask('Publish', input, { service: 'sns' });
    expect(() => publish({ PhoneNumber: '+8613800138000' })).not.toThrow();
    expect(() => publish({ TopicArn: 'arn:aws:sns:eu-west-1:1:alarms' })).toThrow('with an explicit deny');
  });

  it('may write to a queue whose own policy lets it, though its role says nothing', async () => {
    const Principal = { AWS: 'arn:aws:iam::123456789012:role/book-role' };
    const own = allow('sqs:SendMessage', queueArn('work'), { Principal });
    const { ask } = asking(...aFunction('book'), ...aFunction('other'), ...aQueue('work', own));
    const send = (caller: string) =>
      ask('SendMessage', { QueueUrl: 'http://x/1/work' }, { service: 'sqs', caller });
    expect(await send('book')).toBe('done');
    expect(() => send('other')).toThrow('sqs:SendMessage');
  });

  it('is what is held to its role; operators may do everything, and none of it is kept', async () => {
    const { ask, report } = asking(...aFunction('book'));
    expect(await ask('DeleteTable', ofTable, { caller: 'operator' })).toBe('done');
    expect(report()).toEqual({ used: [], unused: [], refused: [], exempt: [] });
  });
});

describe('what is granted and never used', () => {
  it('is told one action on one resource each, until it is used', async () => {
    const { ask, report } = asking(
      ...aFunction(
        'book',
        allow(['dynamodb:GetItem', 'dynamodb:Query'], [tableArn, `${tableArn}/index/due`]),
      ),
    );
    await ask('Query', { ...ofTable, IndexName: 'due' });
    await ask('GetItem', ofTable);
    expect(report().unused.map(({ action, resource }) => `${action} ${resource}`)).toEqual([
      `dynamodb:GetItem ${tableArn}/index/due`,
      `dynamodb:Query ${tableArn}`,
    ]);
  });

  it('is no matter of what another function used', async () => {
    const { ask, report } = asking(
      ...aFunction('book', allow('dynamodb:GetItem', tableArn)),
      ...aFunction('other', allow('dynamodb:GetItem', tableArn)),
    );
    await ask('GetItem', ofTable);
    expect(report().unused.map((unused) => unused.function)).toEqual(['other']);
  });

  it('whose phone a text goes to is not kept', async () => {
    const { ask, report } = asking(...aFunction('book', allow('sns:Publish', '*')));
    await ask('Publish', { PhoneNumber: '+8613800138000' }, { service: 'sns' });
    expect(report()).toMatchObject({ used: [{ resource: 'a phone number' }], unused: [] });
  });

  it('is exempt with a reason where Lambda uses it, and only there', () => {
    const { report } = asking(
      ...aFunction('book', allow(polling, queueArn('work')), allow('logs:PutLogEvents', '*')),
      ...aFunction('other', allow('sqs:ReceiveMessage', queueArn('work'))),
      aMapping('book', queueArn('work')),
    );
    const { exempt, unused } = report();
    expect(exempt.map(({ action, reason }) => [action, reason])).toEqual([
      ['logs:PutLogEvents', "Lambda writes the function's log"],
      ...polling.toSorted().map((action) => [action, 'Lambda polls the queue in front of the function']),
    ]);
    expect(unused).toEqual([{ function: 'other', action: 'sqs:ReceiveMessage', resource: queueArn('work') }]);
  });
});

describe('a template does not start', () => {
  const start = (...resources: readonly Resource[]) => new Permissions(aTemplate(...resources));
  const fromStream = allow(reading, streamArn);
  const listing = allow('dynamodb:ListStreams', '*');
  const parking = allow('sqs:SendMessage', queueArn('dead'));

  it('but for these lacks, it does', () => {
    expect(() => start(...aFunction('book', allow(polling, queueArn('work'))), aMapping('book', queueArn('work')))).not.toThrow(); // prettier-ignore
    expect(() =>
      start(
        ...aFunction('book', fromStream, listing, parking),
        aMapping('book', streamArn, queueArn('dead')),
      ),
    ).not.toThrow();
  });

  it.each(polling)('whose function polls a queue without %s', (lacking) => {
    const granted = polling.filter((action) => action !== lacking);
    expect(() =>
      start(...aFunction('book', allow(granted, queueArn('work'))), aMapping('book', queueArn('work'))),
    ).toThrow(
      `book: its role does not allow ${lacking} on ${queueArn('work')} (Lambda polls the queue in front of the function)`,
    );
  });

  it('whose function may poll another queue only', () => {
    expect(() =>
      start(...aFunction('book', allow(polling, queueArn('other'))), aMapping('book', queueArn('work'))),
    ).toThrow(`sqs:ReceiveMessage on ${queueArn('work')}`);
  });

  it.each(reading)('whose function reads a stream without %s', (lacking) => {
    const granted = reading.filter((action) => action !== lacking);
    expect(() =>
      start(...aFunction('book', allow(granted, streamArn), listing), aMapping('book', streamArn)),
    ).toThrow(`book: its role does not allow ${lacking} on ${streamArn}`);
  });

  it('whose function may not list the streams, or not park what fails', () => {
    expect(() => start(...aFunction('book', fromStream), aMapping('book', streamArn))).toThrow(
      'book: its role does not allow dynamodb:ListStreams on *',
    );
    expect(() =>
      start(...aFunction('book', fromStream, listing), aMapping('book', streamArn, queueArn('dead'))),
    ).toThrow(`book: its role does not allow sqs:SendMessage on ${queueArn('dead')}`);
    expect(() => start(...aFunction('book'), anInvokeConfig('book', queueArn('dead')))).toThrow(
      `book: its role does not allow sqs:SendMessage on ${queueArn('dead')}`,
    );
    expect(() =>
      start(...aFunction('book', parking), anInvokeConfig('book', queueArn('dead'))),
    ).not.toThrow();
  });

  it('that maps a source to a function it does not have, or to one with a role of elsewhere', () => {
    expect(() => start(aMapping('nobody', queueArn('work')))).toThrow(
      'nobody is no function of the template',
    );
    const [book] = aFunction('book');
    expect(() => start(...(book ? [book] : []))).toThrow('book: its role arn:aws:iam::');
  });

  it('with a policy that cannot be evaluated here: it is named with whose it is', () => {
    const Condition = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['x'] } };
    const byKey = allow('dynamodb:GetItem', tableArn, { Condition });
    expect(() => start(...aFunction('book', byKey))).toThrow(
      'book-role: the condition operator ForAllValues:StringEquals cannot be evaluated on one machine',
    );
  });
});
