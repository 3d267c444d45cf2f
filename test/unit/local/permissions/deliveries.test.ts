import { describe, expect, it } from 'vitest';
import { Permissions } from '../../../../infra/local/permissions/permissions.ts';
import type { Resource } from '../../../../infra/local/runtime/template.ts';
import { aCloud, BUS, functionArn, queue, queueArn, ruleArn } from '../a-cloud.ts';
import { aFunction, aPermission, aQueue, aRule, aTemplate, inbound, letsIn } from './a-template.ts';

const events = 'events.amazonaws.com';
const sns = 'sns.amazonaws.com';
const entry = { EventBusName: BUS.name, Source: 'shop', DetailType: 'sold', Detail: '{}' };

/** Services whose targets let in whom a template's resources let in. */
function setup(...resources: readonly Resource[]) {
  const permissions = new Permissions(aTemplate(...resources));
  const cloud = aCloud({ queues: [queue('work'), queue('dead')], admit: permissions.admit });
  return {
    ...cloud,
    refused: () => permissions.report().refused,
    bodies: (name: string) => cloud.queues.receive(queueArn(name), 10).map(({ body }) => body),
    sell: async () => {
      cloud.bus.call('PutEvents', { Entries: [entry] });
      await cloud.pump.quiet();
    },
    publish: async () => {
      cloud.topics.publish({ topicArn: inbound, message: 'hello' });
      await cloud.pump.quiet();
    },
  };
}
const refusal = (caller: string, source: string, resource: string) => ({
  caller,
  source,
  resource,
  action: resource.includes(':lambda:') ? 'lambda:InvokeFunction' : 'sqs:SendMessage',
});

describe('a rule', () => {
  it('reaches a function that lets that rule in', async () => {
    const { bus, sell, invoked, refused } = setup(
      ...aFunction('book'),
      aPermission('book', events, ruleArn('sold')),
    );
    bus.defineRule(aRule('sold', functionArn('book')));
    await sell();
    expect(invoked).toMatchObject([{ functionName: 'book' }]);
    expect(refused()).toEqual([]);
  });

  it.each([
    ['nobody', []],
    ['another rule', [aPermission('book', events, ruleArn('bought'))]],
    ['another service', [aPermission('book', sns, ruleArn('sold'))]],
    [
      'the rule into another function',
      [...aFunction('other'), aPermission('other', events, ruleArn('sold'))],
    ],
  ])('is refused by a function that lets in %s', async (_, permissions) => {
    const { bus, sell, invoked, refused } = setup(...aFunction('book'), ...permissions);
    bus.defineRule(aRule('sold', functionArn('book')));
    await sell();
    expect(invoked).toEqual([]);
    expect(refused()).toEqual([refusal(events, ruleArn('sold'), functionArn('book'))]);
  });

  it('that is refused leaves the event with its dead letters, if those let it in', async () => {
    const mayPark = aQueue('dead', letsIn(events, 'dead', ruleArn('sold')));
    const { bus, sell, queues, refused } = setup(...aFunction('book'), ...mayPark);
    bus.defineRule(aRule('sold', functionArn('book'), queueArn('dead')));
    await sell();
    const [letter] = queues.receive(queueArn('dead'), 1);
    expect(letter?.attributes['ERROR_CODE']?.StringValue).toBe('NO_PERMISSIONS');
    expect(letter?.attributes['ERROR_MESSAGE']?.StringValue).toBe(
      `${functionArn('book')} does not let ${events} in on behalf of ${ruleArn('sold')}`,
    );
    expect(refused()).toHaveLength(1);
  });

  it('that may not even park loses the event, as in AWS, and both refusals show', async () => {
    const { bus, sell, bodies, refused } = setup(...aFunction('book'), ...aQueue('dead'));
    bus.defineRule(aRule('sold', functionArn('book'), queueArn('dead')));
    await sell();
    expect(bodies('dead')).toEqual([]);
    expect(refused()).toEqual([
      refusal(events, ruleArn('sold'), functionArn('book')),
      refusal(events, ruleArn('sold'), queueArn('dead')),
    ]);
  });

  it('reaches a queue whose policy names it, and no other', async () => {
    const { bus, sell, bodies, refused } = setup(...aQueue('work', letsIn(events, 'work', ruleArn('sold'))));
    bus.defineRule(aRule('sold', queueArn('work')));
    bus.defineRule(aRule('again', queueArn('work')));
    await sell();
    expect(bodies('work')).toHaveLength(1);
    expect(refused()).toEqual([refusal(events, ruleArn('again'), queueArn('work'))]);
  });
});

describe('a topic', () => {
  const toQueue = { topicArn: inbound, protocol: 'sqs', endpointArn: queueArn('work') } as const;
  const toFunction = { topicArn: inbound, protocol: 'lambda', endpointArn: functionArn('book') } as const;

  it('reaches the queues and functions that let it in', async () => {
    const { topics, publish, bodies, invoked, refused } = setup(
      ...aFunction('book'),
      aPermission('book', sns, inbound),
      ...aQueue('work', letsIn(sns, 'work', inbound)),
    );
    topics.subscribe(toQueue);
    topics.subscribe(toFunction);
    await publish();
    expect(bodies('work')).toHaveLength(1);
    expect(invoked).toMatchObject([{ functionName: 'book' }]);
    expect(refused()).toEqual([]);
  });

  it('is refused by those that do not, and each refusal shows', async () => {
    const { topics, publish, bodies, invoked, refused } = setup(
      ...aFunction('book'),
      aPermission('book', sns, `${inbound}-other`),
      ...aQueue('work', letsIn(events, 'work', inbound)),
    );
    topics.subscribe(toQueue);
    topics.subscribe(toFunction);
    await publish();
    expect(bodies('work')).toEqual([]);
    expect(invoked).toEqual([]);
    expect(refused()).toEqual([
      refusal(sns, inbound, queueArn('work')),
      refusal(sns, inbound, functionArn('book')),
    ]);
  });

  it('that is refused leaves what it has with the subscription’s dead letters', async () => {
    const { topics, publish, bodies } = setup(
      ...aFunction('book'),
      ...aQueue('dead', letsIn(sns, 'dead', inbound)),
    );
    topics.subscribe({ ...toFunction, deadLetterArn: queueArn('dead') });
    await publish();
    expect(bodies('dead')).toEqual([expect.stringContaining('hello')]);
  });
});

describe('an API', () => {
  const route = (key: string) => ({
    key,
    functionName: 'book',
    timeoutMilliseconds: 1,
    authorizer: undefined,
    scopes: [],
  });
  const api = (...keys: readonly string[]) => ({
    account: '123456789012',
    apiId: 'api1',
    domainName: 'x',
    routes: keys.map(route),
  });
  const mayBy = (place: string) =>
    new Permissions(
      aTemplate(
        ...aFunction('book'),
        aPermission(
          'book',
          'apigateway.amazonaws.com',
          `arn:aws:execute-api:eu-west-1:123456789012:${place}`,
        ),
      ),
    );

  it.each([
    ['api1/*/*/v1/visits/{id}', 'GET /v1/visits/{id}'],
    ['api1/*/GET/v1/visits/{id}', 'GET /v1/visits/{id}'],
    ['api1/*/*', 'ANY /{proxy+}'],
    ['api1/*/*', '$default'],
  ])('that a function lets in by %s has the route %s', (place, key) => {
    expect(() => mayBy(place).checkRoutes(api(key))).not.toThrow();
  });

  it.each([
    ['api1/*/*/v1/other', 'GET /v1/visits/{id}'],
    ['api1/*/POST/v1/visits/{id}', 'GET /v1/visits/{id}'],
    ['api2/*/*/v1/visits/{id}', 'GET /v1/visits/{id}'],
  ])('let in by %s only, it cannot start with the route %s, and says so', (place, key) => {
    expect(() => mayBy(place).checkRoutes(api(key))).toThrow(
      `The API may not invoke book for the route ${key}: no permission allows it`,
    );
  });
});
