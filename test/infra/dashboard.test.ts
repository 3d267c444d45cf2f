import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { EventSchema } from '../../shared/events/catalogue.ts';
import { countedEvents } from '../../shared/events/counted.ts';
import { deployDemo } from './deployment.ts';
import { FunctionSchema, nameOf } from './parts.ts';

const house = deployDemo();
const JoinSchema = v.object({ 'Fn::Join': v.tuple([v.literal(''), v.array(v.unknown())]) });

/** The text of a dashboard's body, each reference in it replaced by the id of its resource. */
function bodyText(value: unknown): string {
  const join = v.safeParse(JoinSchema, value);
  if (join.success) return join.output['Fn::Join'][1].map(bodyText).join('');
  return typeof value === 'string' ? value : house.target(value);
}

const RenderingSchema = v.record(v.string(), v.unknown());
const BodySchema = v.object({
  widgets: v.array(
    v.object({
      properties: v.object({
        title: v.string(),
        alarms: v.optional(v.array(v.string()), []),
        metrics: v.optional(v.array(v.array(v.union([v.string(), RenderingSchema]))), []),
      }),
    }),
  ),
});

/** The graphs of each dashboard. */
const dashboards = house
  .all('AWS::CloudWatch::Dashboard', v.object({ DashboardName: v.string(), DashboardBody: v.unknown() }))
  .map(({ properties }) => {
    const body = v.parse(v.pipe(v.string(), v.parseJson(), BodySchema), bodyText(properties.DashboardBody));
    return { name: properties.DashboardName, widgets: body.widgets };
  });
const widgets = dashboards.flatMap((dashboard) => dashboard.widgets);

/** Every line of every graph. */
const lines = widgets.flatMap(({ properties: { title, metrics } }) =>
  metrics.map((metric) => {
    const texts = metric.filter((part) => typeof part === 'string');
    const [namespace = '', name = '', ...dimensions] = texts;
    const valueOf = (dimension: string) => dimensions[dimensions.indexOf(dimension) + 1];
    return { title, namespace, name, dimensions, valueOf };
  }),
);

/** The metrics of AWS that the house looks at, each with a dimension that it must have. */
const ofAws: readonly (readonly [namespace: string, name: string, dimension: string])[] = [
  ['AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'QueueName'],
  ['AWS/SQS', 'ApproximateAgeOfOldestMessage', 'QueueName'],
  ['AWS/Lambda', 'Errors', 'FunctionName'],
  ['AWS/Lambda', 'Throttles', 'FunctionName'],
  ['AWS/Lambda', 'Duration', 'FunctionName'],
  ['AWS/Lambda', 'IteratorAge', 'FunctionName'],
  ['AWS/ApiGateway', 'Count', 'ApiId'],
  ['AWS/ApiGateway', '4xx', 'ApiId'],
  ['AWS/ApiGateway', '5xx', 'ApiId'],
  ['AWS/ApiGateway', 'Latency', 'ApiId'],
  ['AWS/DynamoDB', 'ReadThrottleEvents', 'TableName'],
  ['AWS/DynamoDB', 'WriteThrottleEvents', 'TableName'],
];

function shownFor(namespace: string, name: string, dimension: string): (string | undefined)[] {
  return lines
    .filter((line) => line.namespace === namespace && line.name === name)
    .map((line) => line.valueOf(dimension));
}

function idsOf(type: string): string[] {
  return house.all(type, v.object({})).map(({ id }) => id);
}

describe('the dashboards', () => {
  it('show every alarm', () => {
    const shown = widgets.flatMap(({ properties }) => properties.alarms);
    expect(shown.sort()).toEqual(idsOf('AWS::CloudWatch::Alarm').sort());
  });

  it.each(['ApproximateNumberOfMessagesVisible', 'ApproximateAgeOfOldestMessage'])(
    'show every queue, dead letters too: %s',
    (name) => {
      expect(shownFor('AWS/SQS', name, 'QueueName').sort()).toEqual(idsOf('AWS::SQS::Queue').sort());
    },
  );

  it('show the errors of every function', () => {
    expect(shownFor('AWS/Lambda', 'Errors', 'FunctionName').sort()).toEqual(
      idsOf('AWS::Lambda::Function').sort(),
    );
  });

  it('show throttling of the table and of every index', () => {
    const [table] = house.all(
      'AWS::DynamoDB::Table',
      v.object({ GlobalSecondaryIndexes: v.array(v.object({ IndexName: v.string() })) }),
    );
    const indexes = table?.properties.GlobalSecondaryIndexes.map(({ IndexName }) => IndexName) ?? [];
    const shown = lines
      .filter(({ name }) => name === 'WriteThrottleEvents')
      .map((line) => (line.dimensions.includes('GlobalSecondaryIndexName') ? line.dimensions : []))
      .map((dimensions) => dimensions[dimensions.indexOf('GlobalSecondaryIndexName') + 1]);
    expect(shown.sort()).toEqual([...indexes, undefined].sort());
  });

  it.each(dashboards)('$name has a title in plain words on every graph, and no two alike', ({ widgets }) => {
    const titles = widgets.map(({ properties }) => properties.title);
    expect(titles.filter((title) => !/^[A-Z][\w ,.:?()%/-]{3,}$/.test(title))).toEqual([]);
    expect(new Set(titles).size).toBe(titles.length);
  });
});

describe('every metric of the dashboard', () => {
  const ours = lines.filter(({ namespace }) => namespace === 'Huifang');
  const handlers = house
    .all('AWS::Lambda::Function', FunctionSchema)
    .map(({ properties }) => nameOf(properties));
  const root = path.resolve(import.meta.dirname, '../..');

  it('is one of AWS, with the dimension that AWS gives it, or one of ours', () => {
    const unknown = lines.filter(
      ({ namespace, name, dimensions }) =>
        namespace !== 'Huifang' &&
        !ofAws.some((one) => one[0] === namespace && one[1] === name && dimensions.includes(one[2])),
    );
    expect(unknown).toEqual([]);
    expect(new Set(lines.map(({ name, namespace }) => `${namespace} ${name}`)).size).toBeGreaterThan(
      ofAws.length,
    );
  });

  it('of ours belongs to a function, which counts it', () => {
    const silent = ours.filter(({ name, valueOf }) => {
      const fn = valueOf('service') ?? '';
      if (!handlers.includes(fn)) return true;
      const source = readFileSync(path.join(root, 'functions', `${fn}.ts`), 'utf8');
      if (fn === 'events/relay') return !countedEvents.some((each) => each === name);
      if (name === 'DueHandled') return !source.includes('scheduledFunction(');
      return !source.includes(`count('${name}'`);
    });
    expect(silent.map(({ name }) => name)).toEqual([]);
    expect(ours.length).toBeGreaterThan(10);
  });

  it('that is an event is an event of the catalogue, and each event that is counted is shown', () => {
    const shown = ours.filter(({ valueOf }) => valueOf('service') === 'events/relay');
    expect(shown.map(({ name }) => name).sort()).toEqual([...countedEvents].sort());
    const known = EventSchema.options.map((option) => option.entries.name.literal);
    expect(countedEvents.filter((name) => !known.includes(name))).toEqual([]);
  });
});
