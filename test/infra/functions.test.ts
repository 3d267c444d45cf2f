import { globSync } from 'node:fs';
import path from 'node:path';
import { Cron } from 'croner';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { deployDemo } from './deployment.ts';
import { AlarmSchema, FunctionSchema, MappingSchema, nameOf, RuleSchema } from './parts.ts';

const house = deployDemo();
const functions = house.all('AWS::Lambda::Function', FunctionSchema);
const mappings = house.all('AWS::Lambda::EventSourceMapping', MappingSchema);
const rules = house.all('AWS::Events::Rule', RuleSchema);
const alarms = house.all('AWS::CloudWatch::Alarm', AlarmSchema);
const names = new Map(functions.map(({ id, properties }) => [id, nameOf(properties)]));

function functionsWhere(test: (properties: v.InferOutput<typeof FunctionSchema>) => boolean): string[] {
  return functions.filter(({ properties }) => test(properties)).map(({ properties }) => nameOf(properties));
}

describe('functions', () => {
  it('each file under functions/ is exactly one function', () => {
    const root = path.resolve(import.meta.dirname, '../../functions');
    const files = globSync('**/*', { cwd: root, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
    const expected = files.map((file) => `${file.replaceAll(path.sep, '/').replace(/\.ts$/, '')}.handler`);
    expect(functions.map(({ properties }) => properties.Handler).sort()).toEqual(expected.sort());
  });

  it('each runs on the runtime of the tests', () => {
    expect(functionsWhere(({ Runtime }) => Runtime !== 'nodejs24.x')).toEqual([]);
    expect(process.version).toMatch(/^v24\./);
  });

  it('none may call back to its own machine: only the one-machine cloud lets them', () => {
    const loud = house.all(
      'AWS::Lambda::Function',
      v.object({ Environment: v.object({ Variables: v.record(v.string(), v.unknown()) }) }),
    );
    expect(loud.filter(({ properties }) => 'LOOPBACK_ENDPOINTS' in properties.Environment.Variables)).toEqual(
      [],
    );
  });

  it('each says what it does', () => {
    expect(functionsWhere(({ Description }) => Description.length < 15)).toEqual([]);
  });

  it('each has a role of its own', () => {
    const roles = functions.map(({ properties }) => house.target(properties.Role));
    expect(new Set(roles).size).toBe(functions.length);
  });

  it('each has a log group of its own', () => {
    const groups = functions.map(({ properties }) => house.target(properties.LoggingConfig.LogGroup));
    expect(new Set(groups).size).toBe(functions.length);
  });

  it('each log group, of functions, of the API and of texts, has a retention', () => {
    const groups = house.all('AWS::Logs::LogGroup', v.object({ RetentionInDays: v.optional(v.number()) }));
    expect(groups.filter(({ properties }) => properties.RetentionInDays === undefined)).toEqual([]);
    // Besides, that of the API and the two of SNS.
    expect(groups.length).toBe(functions.length + 3);
  });
});

describe('triggers', () => {
  const integrations = house.all(
    'AWS::ApiGatewayV2::Integration',
    v.object({ IntegrationUri: v.unknown(), PayloadFormatVersion: v.string() }),
  );
  const routes = house.all(
    'AWS::ApiGatewayV2::Route',
    v.object({
      RouteKey: v.string(),
      AuthorizationType: v.string(),
      AuthorizerId: v.optional(v.unknown()),
      Target: v.object({
        'Fn::Join': v.tuple([v.literal(''), v.tuple([v.literal('integrations/'), v.unknown()])]),
      }),
    }),
  );
  const behindRoutes = routes.map(({ properties }) => {
    const integration = house.target(properties.Target['Fn::Join'][1][1]);
    const uri = integrations.find(({ id }) => id === integration)?.properties.IntegrationUri;
    return { route: properties.RouteKey, access: properties.AuthorizationType, id: house.target(uri) };
  });

  const logs = house.all('AWS::Logs::SubscriptionFilter', v.object({ DestinationArn: v.unknown() }));

  it('each function has exactly one', () => {
    const triggered = [
      ...behindRoutes.map(({ id }) => id),
      ...mappings.map(({ properties }) => house.target(properties.FunctionName)),
      ...rules.flatMap(({ properties }) => properties.Targets.map(({ Arn }) => house.target(Arn))),
      ...new Set(logs.map(({ properties }) => house.target(properties.DestinationArn))),
    ].filter((id) => names.has(id));
    expect(triggered.map((id) => names.get(id)).sort()).toEqual([...names.values()].sort());
  });

  it('each route but the open ones asks for a sign-in token', () => {
    const open = behindRoutes.filter(({ access }) => access !== 'JWT').map(({ id }) => names.get(id));
    // A DMS signs its requests, anybody may complain, and answer whose address they were sent; the description of the API and a 404 are for everybody.
    expect(open.sort()).toEqual([
      'complaints/page',
      'complaints/submit',
      'console/describe',
      'console/not-found',
      'surveys/page',
      'surveys/submit',
      'visits/import',
      'visits/ingest',
      'visits/look-up',
      'visits/look-up-deliveries',
      'visits/show-import',
    ]);
    const unsigned = routes.filter(
      ({ properties }) => properties.AuthorizationType === 'JWT' && !properties.AuthorizerId,
    );
    expect(unsigned).toEqual([]);
  });

  it('each service may start a function only from one named source', () => {
    const permissions = house.all(
      'AWS::Lambda::Permission',
      v.object({ Principal: v.string(), SourceArn: v.optional(v.unknown()) }),
    );
    expect(permissions.filter(({ properties }) => !properties.SourceArn)).toEqual([]);
    const principals = new Set(permissions.map(({ properties }) => properties.Principal));
    expect([...principals].sort()).toEqual([
      'apigateway.amazonaws.com',
      'events.amazonaws.com',
      'logs.amazonaws.com',
    ]);
  });
});

/** The shortest time between two firings of a schedule, in seconds, looking at a month of them. */
function shortestGap(expression: string): number {
  const cron = /^cron\((.*)\)$/.exec(expression)?.[1];
  if (!cron) throw new Error(`${expression} is no cron expression`);
  const schedule = new Cron(`0 ${cron}`, { timezone: 'UTC', alternativeWeekdays: true, sloppyRanges: true });
  const firings = schedule.nextRuns(3000, '2026-02-28T00:00:00').map((date) => date.getTime() / 1000);
  return Math.min(...firings.slice(1).map((at, index) => at - (firings[index] ?? 0)));
}

describe('schedules', () => {
  const scheduled = rules.flatMap(({ properties }) =>
    properties.ScheduleExpression === undefined
      ? []
      : properties.Targets.map((target) => ({
          gap: shortestGap(properties.ScheduleExpression ?? ''),
          targetAge: target.RetryPolicy?.MaximumEventAgeInSeconds ?? Infinity,
          id: house.target(target.Arn),
        })),
  );
  const ages = new Map(
    house
      .all(
        'AWS::Lambda::EventInvokeConfig',
        v.object({ FunctionName: v.unknown(), MaximumEventAgeInSeconds: v.number() }),
      )
      .map(({ properties }) => [house.target(properties.FunctionName), properties.MaximumEventAgeInSeconds]),
  );

  it('there are some', () => {
    expect(scheduled.map(({ id }) => names.get(id)).sort()).toEqual([
      'callbacks/generate',
      'callbacks/pursue',
      'callbacks/renew-scripts',
      'complaints/escalate',
      'complaints/seal',
      'events/deliver',
      'messages/release',
      'staff/tell-overdue',
      'surveys/expire',
    ]);
  });

  it('none is finer than five minutes', () => {
    expect(scheduled.filter(({ gap }) => gap < 300)).toEqual([]);
  });

  it('a firing that could not be delivered is dropped before the next one', () => {
    expect(scheduled.filter(({ gap, targetAge }) => !(targetAge < gap))).toEqual([]);
  });

  it('a firing that the function could not take is dropped before the next one', () => {
    expect(scheduled.filter(({ gap, id }) => !((ages.get(id) ?? Infinity) < gap))).toEqual([]);
  });

  it('a sweep that fails rings an alarm', () => {
    const watched = alarms
      .filter(({ properties }) => properties.Namespace === 'AWS/Lambda' && properties.MetricName === 'Errors')
      .flatMap(({ properties }) => properties.Dimensions.map(({ Value }) => house.target(Value)));
    expect(watched.sort()).toEqual(scheduled.map(({ id }) => id).sort());
  });
});

describe('the stream', () => {
  const relay = functions.find(({ properties }) => nameOf(properties) === 'events/relay');
  const stream = mappings.find(({ properties }) => house.target(properties.FunctionName) === relay?.id);

  it('tries again for as long as the stream remembers, then says which span is missing', () => {
    expect(stream?.properties.MaximumRetryAttempts ?? -1).toBe(-1);
    expect(stream?.properties.MaximumRecordAgeInSeconds).toBeGreaterThan(12 * 3600);
    expect(stream?.properties.MaximumRecordAgeInSeconds).toBeLessThan(24 * 3600);
    expect(stream?.properties.BisectBatchOnFunctionError).toBe(true);
    expect(stream?.properties.DestinationConfig).toBeDefined();
  });

  it('rings an alarm when it is an hour late, long before it forgets', () => {
    const late = alarms.filter(({ properties }) => properties.MetricName === 'IteratorAge');
    expect(late.map(({ properties }) => properties.Threshold)).toEqual([3_600_000]);
    expect(
      late.flatMap(({ properties }) => properties.Dimensions.map((one) => house.target(one.Value))),
    ).toEqual([relay?.id]);
  });
});
