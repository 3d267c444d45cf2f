import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../../infra/local/permissions/decide.ts';
import { compileStatement, StatementSchema } from '../../../../infra/local/permissions/statement.ts';

const table = 'arn:aws:dynamodb:us-east-1:123456789012:table/visits';
const role = { kind: 'AWS', id: 'arn:aws:iam::123456789012:role/reader' } as const;
const context = { 'aws:securetransport': 'true', 'aws:sourcearn': 'arn:aws:events:us-east-1:1:rule/a' };

/** What statements, as a template has them, decide about an action on a resource. */
function decided(statements: readonly object[], action: string, resource: string, principal: object = role) {
  const compiled = statements.map((each) => compileStatement(v.parse(StatementSchema, each)));
  const who = v.parse(v.object({ kind: v.picklist(['AWS', 'Service']), id: v.string() }), principal);
  return decide(compiled, who, { action, resource, context });
}

const allow = (Action: unknown, Resource: unknown, more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const deny = (Action: unknown, Resource: unknown) => ({ Effect: 'Deny', Action, Resource });

describe('allow and deny', () => {
  it('nothing is allowed that no statement allows', () => {
    expect(decided([], 'dynamodb:GetItem', table)).toBe('not allowed');
    expect(decided([allow('dynamodb:PutItem', table)], 'dynamodb:GetItem', table)).toBe('not allowed');
    expect(decided([allow('dynamodb:GetItem', table)], 'dynamodb:GetItem', `${table}s`)).toBe('not allowed');
    expect(decided([allow('dynamodb:GetItem', table)], 'dynamodb:GetItem', table)).toBe('allowed');
  });

  it('a deny outweighs every allow, in whatever order they come', () => {
    const arn = fc.constantFrom(table, `${table}/index/due`, '*', 'arn:aws:dynamodb:*:*:table/*');
    const statement = fc.tuple(fc.boolean(), arn).map(([allows, each]) => {
      return allows ? allow('dynamodb:*', each) : deny('dynamodb:*', each);
    });
    fc.assert(
      fc.property(fc.array(statement), fc.nat(8), (statements, place) => {
        const all = statements.toSpliced(place, 0, deny('dynamodb:Scan', table));
        expect(decided(all, 'dynamodb:Scan', table)).toBe('denied');
        expect(decided([...all, allow('*', '*')].reverse(), 'dynamodb:Scan', table)).toBe('denied');
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  it('whoever may text any phone and publish to no topic can only text', () => {
    const statements = [allow('sns:Publish', '*'), deny('sns:Publish', 'arn:aws:sns:*:*:*')];
    expect(decided(statements, 'sns:Publish', '+8613800138000')).toBe('allowed');
    expect(decided(statements, 'sns:Publish', 'arn:aws:sns:us-east-1:1:alarms')).toBe('denied');
    expect(decided([allow('sns:Publish', 'arn:aws:sns:*:*:*')], 'sns:Publish', '+8613800138000')).toBe(
      'not allowed',
    );
  });
});

describe('what a pattern covers', () => {
  it.each([
    ['dynamodb:*', 'dynamodb:Scan', 'allowed'],
    ['dynamodb:*Item', 'dynamodb:GetItem', 'allowed'],
    ['dynamodb:*Item', 'dynamodb:Query', 'not allowed'],
    ['dynamodb:Get????', 'dynamodb:GetItem', 'allowed'],
    ['dynamodb:getitem', 'dynamodb:GetItem', 'allowed'],
    ['dynamodb:Get', 'dynamodb:GetItem', 'not allowed'],
    ['*', 'sns:Publish', 'allowed'],
  ])('action %s: %s is %s', (pattern, action, decision) => {
    expect(decided([allow(pattern, '*')], action, table)).toBe(decision);
  });

  it.each([
    [table, `${table}/index/due`, 'not allowed'],
    [`${table}/index/*`, table, 'not allowed'],
    [`${table}/index/*`, `${table}/index/due`, 'allowed'],
    ['arn:aws:dynamodb:*:*:table/*', table, 'allowed'],
    ['arn:aws:dynamodb:us-*-1:*:table/visit?', table, 'allowed'],
    ['arn:aws:dynamodb:us-east-1', table, 'not allowed'],
    ['arn:aws:sqs:*:visits', 'arn:aws:sqs:us-east-1:1:visits', 'not allowed'],
  ])('resource %s: %s is %s', (pattern, resource, decision) => {
    expect(decided([allow('*', pattern)], 'dynamodb:Query', resource)).toBe(decision);
  });

  it('NotAction and NotResource cover all the rest', () => {
    const allBut = { Effect: 'Allow', NotAction: ['dynamodb:Scan'], NotResource: [`${table}/index/*`] };
    expect(decided([allBut], 'dynamodb:Query', table)).toBe('allowed');
    expect(decided([allBut], 'dynamodb:Scan', table)).toBe('not allowed');
    expect(decided([allBut], 'dynamodb:Query', `${table}/index/due`)).toBe('not allowed');
  });

  it('a text without wildcards covers exactly itself', () => {
    const word = fc.stringMatching(/^[\w.+$^()[\]{}|/-]{1,12}$/).filter((each) => !each.includes('${'));
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(decided([allow('a:B', one)], 'a:B', other)).toBe(one === other ? 'allowed' : 'not allowed');
      }),
      { seed: 4, numRuns: 200 },
    );
  });
});

describe('conditions', () => {
  const service = { kind: 'Service', id: 'events.amazonaws.com' };
  const queue = 'arn:aws:sqs:us-east-1:1:work';
  const onlyFor = (Condition: unknown, more: object = {}) => [
    allow('sqs:SendMessage', queue, { Principal: { Service: service.id }, Condition, ...more }),
  ];
  const sends = (statements: readonly object[], principal: object = service) =>
    decided(statements, 'sqs:SendMessage', queue, principal);

  it('a service is let in only by its name and on behalf of the source that is named', () => {
    const source = { ArnEquals: { 'aws:SourceArn': 'arn:aws:events:us-east-1:1:rule/a' } };
    expect(sends(onlyFor(source))).toBe('allowed');
    expect(sends(onlyFor(source), { kind: 'Service', id: 'sns.amazonaws.com' })).toBe('not allowed');
    const another = { ArnEquals: { 'aws:SourceArn': 'arn:aws:events:us-east-1:1:rule/b' } };
    expect(sends(onlyFor(another))).toBe('not allowed');
    expect(sends(onlyFor({ StringEquals: { 'aws:SourceAccount': '1' } }))).toBe('not allowed');
  });

  it('every operator and key must hold, each for one of its values', () => {
    const both = (transport: unknown) => ({
      Bool: { 'aws:SecureTransport': transport },
      ArnLike: { 'AWS:sourceArn': ['arn:aws:sns:*:*:*', 'arn:aws:events:*:*:rule/*'] },
    });
    expect(sends(onlyFor(both(true)))).toBe('allowed');
    expect(sends(onlyFor(both('false')))).toBe('not allowed');
  });

  it.each([
    ['DateLessThan', { DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } }],
    ['ForAllValues:StringEquals', { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': 'x' } }],
    ['dynamodb:LeadingKeys', { StringEquals: { 'dynamodb:LeadingKeys': 'x' } }],
  ])('%s, which cannot be evaluated, is named instead of passed over', (name, condition) => {
    expect(() => sends(onlyFor(condition))).toThrow(name);
  });

  it('so is a member of a statement that is not known', () => {
    expect(() => sends(onlyFor({}, { NotPrincipal: '*' }))).toThrow('NotPrincipal');
    expect(() => decided([allow('*', 'arn:aws:s3:::${aws:username}')], 'a:B', 'arn:aws:s3:::x')).toThrow(
      'policy variables',
    );
  });
});
