import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../infra/local/rules/event-pattern.ts';
import { EventSchema } from '../../shared/events/catalogue.ts';
import { deployDemo } from './deployment.ts';
import { FunctionSchema, MappingSchema, nameOf, RuleSchema } from './parts.ts';

const house = deployDemo();
const eventNames: readonly string[] = EventSchema.options.map(({ entries }) => entries.name.literal);

const PatternSchema = v.strictObject({
  source: v.array(v.string()),
  'detail-type': v.optional(v.array(v.string())),
  detail: v.optional(v.record(v.string(), v.unknown()), {}),
});

const functions = new Map(
  house.all('AWS::Lambda::Function', FunctionSchema).map(({ id, properties }) => [id, nameOf(properties)]),
);
const functionBehind = new Map(
  house
    .all('AWS::Lambda::EventSourceMapping', MappingSchema)
    .map(({ properties }) => [
      house.target(properties.EventSourceArn),
      functions.get(house.target(properties.FunctionName)),
    ]),
);

/** The rules that hear events, by the function that hears. */
const hearing = house.all('AWS::Events::Rule', RuleSchema).flatMap(({ properties }) =>
  properties.EventPattern === undefined
    ? []
    : [
        {
          name: functionBehind.get(house.target(properties.Targets[0]?.Arn)) ?? 'nobody',
          bus: properties.EventBusName && house.target(properties.EventBusName),
          targets: properties.Targets.length,
          isEnabled: properties.State === 'ENABLED',
          pattern: v.parse(PatternSchema, properties.EventPattern),
          hears: compilePattern(properties.EventPattern),
        },
      ],
);

const BranchesSchema = v.array(v.record(v.string(), v.unknown()));

/** The fields that a pattern looks at, each with its alternatives: `facts.score` → `[{ numeric: … }]`. */
function fieldsOf(
  detail: Readonly<Record<string, unknown>>,
  path: readonly string[] = [],
): [string[], unknown[]][] {
  return Object.entries(detail).flatMap(([key, value]): [string[], unknown[]][] => {
    const here = [...path, key];
    if (key === '$or') return v.parse(BranchesSchema, value).flatMap((branch) => fieldsOf(branch, path));
    if (Array.isArray(value)) return [[here, v.parse(v.array(v.unknown()), value)]];
    return fieldsOf(v.parse(v.record(v.string(), v.unknown()), value), here);
  });
}

const WrapperSchema = v.object({ wrapped: v.unknown() });
const ObjectSchema = v.object({ entries: v.record(v.string(), v.unknown()) });
const PicklistSchema = v.object({ options: v.array(v.union([v.string(), v.number()])) });

const BooleanSchema = v.object({ type: v.literal('boolean') });

/** What an optional schema holds. */
function unwrapped(schema: unknown): unknown {
  const wrapper = v.safeParse(WrapperSchema, schema);
  return wrapper.success ? unwrapped(wrapper.output.wrapped) : schema;
}

/** The schema of a field within a schema; undefined where there is no such field. */
function schemaAt(schema: unknown, path: readonly string[]): unknown {
  const wrapper = v.safeParse(WrapperSchema, schema);
  if (wrapper.success) return schemaAt(wrapper.output.wrapped, path);
  const [key, ...rest] = path;
  if (key === undefined) return schema;
  const object = v.safeParse(ObjectSchema, schema);
  return object.success && key in object.output.entries
    ? schemaAt(object.output.entries[key], rest)
    : undefined;
}

describe('rules', () => {
  it('each hears our bus for exactly one function', () => {
    const buses = house.all('AWS::Events::EventBus', v.object({})).map(({ id }) => id);
    expect(hearing.filter(({ name, targets }) => name === 'nobody' || targets !== 1)).toEqual([]);
    expect(new Set(hearing.map(({ bus }) => bus))).toEqual(new Set(buses));
    expect(new Set(hearing.map(({ name }) => name)).size).toBe(hearing.length);
  });

  it('each is on, and hears only what our relay tells', () => {
    const odd = hearing.filter(({ isEnabled, pattern }) => !isEnabled || pattern.source.join() !== 'huifang');
    expect(odd).toEqual([]);
  });

  it.each(hearing)('$name waits for events that there are', ({ pattern }) => {
    const unknown = (pattern['detail-type'] ?? []).filter((name) => !eventNames.includes(name));
    expect(unknown).toEqual([]);
  });

  it.each(hearing)('$name filters by fields and values that those events have', ({ pattern }) => {
    const heard = EventSchema.options.filter(
      ({ entries }) => pattern['detail-type']?.includes(entries.name.literal) ?? true,
    );
    expect(heard).not.toEqual([]);
    for (const [path, alternatives] of fieldsOf(pattern.detail)) {
      // Where it has a choice, a field need not be one of every event.
      const having = heard.filter((event) => schemaAt(event, path) !== undefined);
      for (const event of '$or' in pattern.detail && having.length > 0 ? having : heard) {
        const field = schemaAt(event, path);
        expect(field, `${event.entries.name.literal} has ${path.join('.')}`).toBeDefined();
        const known = v.safeParse(PicklistSchema, field);
        const values = alternatives.filter((value) => typeof value !== 'object');
        const possible = known.success
          ? values.filter((value) => known.output.options.some((o) => o === value))
          : values.filter((value) => typeof value === 'boolean' && v.is(BooleanSchema, unwrapped(field)));
        expect(possible, `${event.entries.name.literal}: ${path.join('.')}`).toEqual(values);
      }
    }
  });
});

const inSurvey = { conversation: { kind: 'survey', id: 'survey_1' }, asks: 'rating' };
const inComplaint = { conversation: { kind: 'complaint', id: 'complaint_1' }, asks: 'yes-no' };

/** What happens, and the functions that must hear of it. */
const happenings: readonly { event: string; facts?: object; text?: object; heardBy: readonly string[] }[] = [
  { event: 'visit.recorded', heardBy: ['callbacks/plan', 'customers/learn', 'customers/trace'] },
  { event: 'visit.voided', heardBy: ['callbacks/plan', 'customers/trace'] },
  { event: 'customer.updated', heardBy: ['customers/recognise'] },
  { event: 'vehicle.reworked', heardBy: ['customers/distinguish'] },
  { event: 'vehicle.rework-withdrawn', heardBy: ['customers/distinguish'] },
  { event: 'vehicle.updated', heardBy: [] },
  { event: 'vehicle.updated', facts: { safety: true }, heardBy: ['callbacks/remind'] },
  { event: 'callback.opened', facts: { channel: 'text' }, heardBy: ['surveys/ask'] },
  { event: 'callback.opened', facts: { channel: 'call' }, heardBy: [] },
  { event: 'message.received', facts: inSurvey, heardBy: ['surveys/answer'] },
  { event: 'message.received', facts: inComplaint, heardBy: ['complaints/hear'] },
  { event: 'message.received', facts: { unasked: true }, heardBy: ['callbacks/receive'] },
  { event: 'message.received', facts: { keyword: 'opt-out' }, heardBy: [] },
  {
    event: 'message.received',
    facts: { keyword: 'opt-out', unasked: true },
    heardBy: ['callbacks/receive'],
  },
  {
    event: 'survey.answered',
    facts: { score: 3, remark: true },
    heardBy: ['callbacks/conclude', 'callbacks/heed', 'events/notify'],
  },
  { event: 'survey.remarked', facts: { score: 5, remark: true }, heardBy: ['callbacks/heed'] },
  { event: 'message.withheld', facts: inSurvey, heardBy: ['callbacks/rescue'] },
  { event: 'message.unconfirmed', facts: inComplaint, heardBy: ['complaints/rescue'] },
  { event: 'message.withheld', facts: { conversation: inSurvey.conversation }, heardBy: [] },
  { event: 'message.sent', facts: inSurvey, heardBy: [] },
  {
    event: 'message.undelivered',
    facts: { ...inSurvey, reason: 'invalid-number' },
    heardBy: ['customers/doubt-number'],
  },
  { event: 'message.undelivered', facts: { ...inSurvey, reason: 'unreachable' }, heardBy: [] },
  { event: 'message.delivered', facts: inSurvey, heardBy: [] },
  {
    event: 'message.released',
    facts: inSurvey,
    text: { template: 'survey.overall' },
    heardBy: ['messages/send'],
  },
  { event: 'survey.asked', text: { template: 'survey.overall' }, heardBy: ['messages/send'] },
  { event: 'survey.answered', facts: { score: 3 }, heardBy: ['callbacks/conclude', 'events/notify'] },
  {
    event: 'survey.answered',
    facts: { score: 2 },
    heardBy: ['callbacks/conclude', 'complaints/raise', 'events/notify'],
  },
  { event: 'survey.remarked', facts: { score: 1 }, heardBy: ['complaints/raise'] },
  { event: 'survey.remarked', facts: { score: 5 }, heardBy: [] },
  { event: 'survey.silent', heardBy: ['callbacks/conclude'] },
  { event: 'survey.unclear', heardBy: ['callbacks/conclude'] },
  {
    event: 'complaint.opened',
    text: { template: 'complaint.opened' },
    heardBy: ['customers/distinguish', 'events/notify', 'messages/send'],
  },
  { event: 'complaint.closed', heardBy: ['events/notify'] },
  { event: 'complaint.reopened', heardBy: [] },
  { event: 'callback.closed', heardBy: ['events/notify'] },
  {
    event: 'callback.closed',
    facts: { outcome: 'wrong-number' },
    heardBy: ['customers/doubt-number', 'events/notify'],
  },
  { event: 'callback.closed', facts: { outcome: 'refused' }, heardBy: ['events/notify'] },
  { event: 'callback.attempted', facts: { score: 2 }, heardBy: ['surveys/note'] },
  { event: 'callback.attempted', facts: { agreed: true }, heardBy: ['callbacks/carry-out'] },
  { event: 'callback.attempted', facts: { outcome: 'reached' }, heardBy: [] },
  { event: 'callback.attempted', facts: { safety: true }, heardBy: ['callbacks/remind'] },
  { event: 'promise.broken', heardBy: ['staff/tell'] },
  { event: 'complaint.alarmed', heardBy: ['staff/tell'] },
  { event: 'complaint.escalated', heardBy: ['events/notify', 'staff/tell'] },
  { event: 'staff.told', text: { template: 'staff.overdue' }, heardBy: ['messages/send'] },
  { event: 'endpoint.replay-requested', heardBy: ['events/notify'] },
  { event: 'endpoint.delivery-failed', heardBy: [] },
  { event: 'staff.registered', heardBy: ['staff/admit'] },
  { event: 'staff.removed', heardBy: ['callbacks/reassign', 'complaints/reassign', 'staff/admit'] },
  { event: 'staff.absences-changed', heardBy: ['callbacks/reassign'] },
];

describe('the thread', () => {
  it.each(happenings)('$event with $facts is heard by $heardBy', ({ event, facts = {}, text, heardBy }) => {
    const told = {
      source: 'huifang',
      'detail-type': event,
      detail: { name: event, facts, ...(text && { text }) },
    };
    expect(eventNames).toContain(event);
    expect(
      hearing
        .filter(({ hears }) => hears(told))
        .map(({ name }) => name)
        .sort(),
    ).toEqual(heardBy);
  });

  it('each rule is heard in one of these at least', () => {
    const heard = new Set(happenings.flatMap(({ heardBy }) => heardBy));
    expect(hearing.map(({ name }) => name).filter((name) => !heard.has(name))).toEqual([]);
  });
});
