import * as v from 'valibot';

/** Says of an object what is wrong with its members: a misspelt one would else be passed over, and nothing go wrong. */
function wordsFor(members: readonly string[]) {
  return ({ expected, received }: { expected: string | null; received: string }): string => {
    if (expected === 'never') return `there is no such member; there are ${members.join(', ')}`;
    return received === 'undefined' ? 'is missing' : 'must be an object';
  };
}

function strict<Entries extends v.ObjectEntries>(entries: Entries) {
  return v.strictObject(entries, wordsFor(Object.keys(entries)));
}

function oneOf<const Options extends readonly string[]>(options: Options) {
  return v.picklist(options, `must be one of: ${options.join(', ')}`);
}

function wholeNumber(least: number, most = Infinity) {
  const words = most === Infinity ? `${least} or more` : `${least} to ${most}`;
  const message = `must be a whole number, ${words}`;
  return v.pipe(v.number(message), v.integer(message), v.minValue(least, message), v.maxValue(most, message));
}

const RATE = 'must be a number from 0 (never) to 1 (always)';
const count = wholeNumber(1);
const rate = v.pipe(v.number(RATE), v.minValue(0, RATE), v.maxValue(1, RATE));
const name = v.pipe(v.string('must be a text'), v.nonEmpty('must not be empty'));

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

/** The one action that a conflict can befall. */
export const TRANSACTION = 'TransactWriteItems';

const CallFaultSchema = v.pipe(
  strict({
    kind: oneOf(callFaultKinds),
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
  v.check(
    ({ kind, action = TRANSACTION }) => kind !== 'conflict' || action === TRANSACTION,
    `a conflict befalls ${TRANSACTION} only`,
  ),
);

const DeliveryFaultSchema = v.pipe(
  strict({
    /** Stream records and queue messages on their way to functions; events and customers' texts on their way to queues. */
    of: oneOf(['stream', 'queue', 'event', 'text']),
    kind: oneOf(['duplicated', 'reordered', 'delayed']),
    rate,
    /** The longest delay; what is delayed is overtaken by what comes later. */
    delaySeconds: v.optional(wholeNumber(1, 900), 60),
  }),
  v.check(
    ({ of, kind }) => (of === 'stream' || of === 'queue' ? kind !== 'delayed' : kind !== 'reordered'),
    'stream and queue know duplicated and reordered, event and text know duplicated and delayed',
  ),
);

const TIME = 'must be a time with its offset, such as 2026-03-03T09:55:00+08:00';
const moment = v.pipe(
  v.string(TIME),
  v.isoTimestamp(TIME),
  v.transform((text) => Date.parse(text)),
  v.number(TIME),
);

const OutageSchema = v.pipe(
  strict({
    service: oneOf([
      'dynamodb',
      'sqs',
      'sns',
      'sms-voice',
      'events',
      'secretsmanager',
      'cognito-idp',
      'lambda',
      's3',
    ]),
    /** Virtual time. */
    from: moment,
    until: moment,
  }),
  v.check(({ from, until }) => from < until, 'must begin before it ends'),
);

const LIST = 'must be a list';

/** The subject of calls that are due to none. */
export const NOBODY = 'nobody';

/** What goes wrong. The same plan in the same run goes wrong at the same places. */
export const FaultPlanSchema = v.pipe(
  strict({
    seed: v.optional(v.number('must be a number'), 1),
    calls: v.optional(v.array(CallFaultSchema, LIST), []),
    deliveries: v.optional(v.array(DeliveryFaultSchema, LIST), []),
    outages: v.optional(v.array(OutageSchema, LIST), []),
    /** By name: words (a phone, an order number) by which the first calls due to a subject are known. */
    subjects: v.optional(v.record(v.string(), v.array(name, LIST), 'must be an object'), {}),
    /** Queues hand over one message at a time, so that each invocation has one cause. */
    oneByOne: v.optional(v.boolean('must be true or false'), false),
    /** Keeps a list of all calls. */
    record: v.optional(v.boolean('must be true or false'), false),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const { calls, subjects } = dataset.value;
    const known = [...Object.keys(subjects), NOBODY];
    for (const { subject } of calls)
      if (subject !== undefined && !known.includes(subject))
        addIssue({ message: `${subject} is no subject of the plan; there are ${known.join(', ')}` });
  }),
);

export type FaultPlan = v.InferOutput<typeof FaultPlanSchema>;
export type FaultPlanInput = v.InferInput<typeof FaultPlanSchema>;
export type CallFault = v.InferOutput<typeof CallFaultSchema>;
export type CallFaultInput = v.InferInput<typeof CallFaultSchema>;
export type DeliveryFault = v.InferOutput<typeof DeliveryFaultSchema>;

/** The plan by which nothing goes wrong. */
export const noFaults: FaultPlan = v.parse(FaultPlanSchema, {});
