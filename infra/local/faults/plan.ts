import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const rate = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const name = v.pipe(v.string(), v.nonEmpty());

/**
 * How a call fails. `timed out` and `killed` come before or after the effect: before, nothing was done; after, all was
 * done and nobody heard of it. `killed` ends the function's thread, as between two calls. `conflict` is a transaction
 * that met another one.
 */
export const callFaultKinds = [
  'throttled',
  'timed out before',
  'timed out after',
  'killed before',
  'killed after',
  'conflict',
] as const;

const CallFaultSchema = v.pipe(
  v.object({
    kind: v.picklist(callFaultKinds),
    /** The function's path in the deployment or its name; any function without it. */
    function: v.optional(name),
    action: v.optional(name),
    /** Only calls that are due to this subject of the plan; `nobody` for those due to none. */
    subject: v.optional(name),
    /** The n-th such call; */
    nth: v.optional(count),
    /** or each with this probability. */
    rate: v.optional(rate),
    /** How many attempts of the SDK fail, the first included; it makes three. */
    times: v.optional(count, 1),
  }),
  v.check(
    ({ nth, rate: often }) => (nth === undefined) !== (often === undefined),
    'needs either nth or rate',
  ),
);

const DeliveryFaultSchema = v.pipe(
  v.object({
    /** Stream records and queue messages on their way to functions; events and customers' texts on their way to queues. */
    of: v.picklist(['stream', 'queue', 'event', 'text']),
    kind: v.picklist(['duplicated', 'reordered', 'delayed']),
    rate,
    /** The longest delay; what is delayed is overtaken by what comes later. */
    delaySeconds: v.optional(v.pipe(count, v.maxValue(900)), 60),
  }),
  v.check(
    ({ of, kind }) => (of === 'stream' || of === 'queue' ? kind !== 'delayed' : kind !== 'reordered'),
    'stream and queue know duplicated and reordered, event and text know duplicated and delayed',
  ),
);

const moment = v.pipe(
  v.string(),
  v.check((text) => !Number.isNaN(Date.parse(text)), 'is no time'),
  v.transform((text) => Date.parse(text)),
);

const OutageSchema = v.object({
  service: v.picklist(['dynamodb', 'sqs', 'sns', 'events', 'secretsmanager', 'lambda']),
  /** Virtual time. */
  from: moment,
  until: moment,
});

/** What goes wrong. The same plan in the same run goes wrong at the same places. */
export const FaultPlanSchema = v.object({
  seed: v.optional(v.number(), 1),
  calls: v.optional(v.array(CallFaultSchema), []),
  deliveries: v.optional(v.array(DeliveryFaultSchema), []),
  outages: v.optional(v.array(OutageSchema), []),
  /** By name: words (a phone, an order number) by which the first calls due to a subject are known. */
  subjects: v.optional(v.record(v.string(), v.array(name)), {}),
  /** Queues hand over one message at a time, so that each invocation has one cause. */
  oneByOne: v.optional(v.boolean(), false),
  /** Keeps a list of all calls. */
  record: v.optional(v.boolean(), false),
});

export type FaultPlan = v.InferOutput<typeof FaultPlanSchema>;
export type FaultPlanInput = v.InferInput<typeof FaultPlanSchema>;
export type CallFault = v.InferOutput<typeof CallFaultSchema>;
export type CallFaultInput = v.InferInput<typeof CallFaultSchema>;
export type DeliveryFault = v.InferOutput<typeof DeliveryFaultSchema>;

/** The plan by which nothing goes wrong. */
export const noFaults: FaultPlan = v.parse(FaultPlanSchema, {});
