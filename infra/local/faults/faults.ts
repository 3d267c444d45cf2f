import * as v from 'valibot';
import { AwsError, BrokenConnection, type Answer, type AwsCall, type Invoke } from '../contract.ts';
import type { Queues } from '../services/queues.ts';
import type { Middleware } from '../runtime/door.ts';
import { isWrite } from '../runtime/door-call.ts';
import { noFaults, NOBODY, TRANSACTION, type CallFault, type DeliveryFault, type FaultPlan } from './plan.ts';
import { randomFrom, shuffled } from './random.ts';
import { Subjects } from './subjects.ts';

/** What faults must know of the cloud and may do to it. */
interface Surroundings {
  now(): number;
  /** The name of a function as the template's authors know it. */
  pathOf(functionName: string): string;
  /** The payload that a worker is busy with. */
  workOf(session: string): string | undefined;
  /** Ends a worker as if the machine below it had died; resolves when it runs no more. */
  kill(session: string): Promise<void>;
}

/** One call that was made, or that a fault has struck. */
export interface CallMade {
  function: string;
  action: string;
  subject: string;
  /** Which of the calls with the same function, action and subject it was. */
  nth: number;
  kind?: CallFault['kind'];
}

type Takers = Pick<Queues, 'send' | 'watchDeadLetters'>;

/** Makes calls and deliveries go wrong as a plan says; without a plan nothing does. */
export class Faults {
  readonly #around: Surroundings;
  #plan: FaultPlan = noFaults;
  #random = randomFrom(1);
  #subjects = new Subjects({});
  #counts = new Map<string, number>();
  /** By the SDK's own id of a call: its fault, since what befalls the first attempt befalls the next ones. */
  #fates = new Map<string, CallFault>();
  #made: CallMade[] = [];
  #struck: CallMade[] = [];
  #deliveriesSpoilt = 0;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** Takes the place of the plan before; counting begins anew. */
  set(plan: FaultPlan): void {
    this.#plan = plan;
    this.#random = randomFrom(this.#plan.seed);
    this.#subjects = new Subjects(this.#plan.subjects);
    this.#counts = new Map();
    this.#fates = new Map();
    this.#made = [];
    this.#struck = [];
    this.#deliveriesSpoilt = 0;
  }

  /** The plan, which of its faults have struck so far, and all calls if the plan asks for them. */
  report() {
    return {
      plan: this.#plan,
      struck: this.#struck,
      deliveriesSpoilt: this.#deliveriesSpoilt,
      ...(this.#plan.record && { calls: this.#made }),
    };
  }

  /** How many messages a queue hands over at once. */
  mostAtOnce(): number {
    return this.#plan.oneByOne ? 1 : Infinity;
  }

  readonly middleware: Middleware = (next) => async (call) => {
    const { session } = call;
    // Commands and tests are not what is put to the test.
    if (session === undefined || this.#isIdle()) return next(call);
    this.#refuseInOutage(call);
    const fault = this.#faultOf(call, session);
    return fault ? this.#strike(fault, call, session, next) : next(call);
  };

  /** Delivers stream records or queue messages twice, or in another order. */
  delivering(of: 'stream' | 'queue', invoke: Invoke): Invoke {
    return async (functionName, payload, requestId) => {
      const given = this.#reordered(of, payload);
      const isDuplicated = this.#befalls(of, 'duplicated');
      if (isDuplicated) await invoke(functionName, given, requestId);
      return invoke(functionName, given, requestId);
    };
  }

  /** Puts events or texts into queues twice, or later than what follows them. */
  sending(of: 'event' | 'text', queues: Takers): Takers {
    const send: Takers['send'] = (arn, body, more = {}) => {
      const again = this.#befalls(of, 'duplicated');
      const late = this.#befalls(of, 'delayed');
      if (again) queues.send(arn, body, { ...more, ...this.#delay(again) });
      return queues.send(arn, body, { ...more, ...(late && this.#delay(late)) });
    };
    return { send, watchDeadLetters: (arn) => queues.watchDeadLetters(arn) };
  }

  #isIdle(): boolean {
    const { calls, outages, record } = this.#plan;
    return calls.length === 0 && outages.length === 0 && !record;
  }

  #refuseInOutage({ service }: AwsCall): void {
    const now = this.#around.now();
    const isDown = this.#plan.outages.some(
      (outage) => outage.service === service && outage.from <= now && now < outage.until,
    );
    if (isDown) throw new AwsError('ServiceUnavailable', `${service} is down`, { status: 503 });
  }

  #faultOf(call: AwsCall, session: string): CallFault | undefined {
    const { sdkCall = '', attempt = 1 } = call;
    if (attempt > 1) {
      const fate = this.#fates.get(sdkCall);
      return fate && attempt <= fate.times ? fate : undefined;
    }
    const made = this.#note(call, session);
    const fault = this.#plan.calls.find((each) => this.#strikes(each, call, made));
    const [first] = made;
    if (!fault || !first) return undefined;
    this.#struck.push({
      ...(made.find(({ subject }) => subject === fault.subject) ?? first),
      kind: fault.kind,
    });
    this.#fates.set(sdkCall, fault);
    return fault;
  }

  /** Counts a call once for each subject that it is due to. */
  #note(call: AwsCall, session: string): CallMade[] {
    const work = this.#around.workOf(session) ?? '';
    const about = { input: JSON.stringify(call.input) ?? '', isWrite: isWrite(call.action) };
    const subjects = this.#subjects.of(about, session, work);
    const made = [...(subjects.size > 0 ? subjects : [NOBODY])].map((subject) => {
      const path = this.#around.pathOf(call.caller);
      const key = `${path} ${call.action} ${subject}`;
      const nth = (this.#counts.get(key) ?? 0) + 1;
      this.#counts.set(key, nth);
      return { function: path, action: call.action, subject, nth };
    });
    if (this.#plan.record) this.#made.push(...made);
    return made;
  }

  #strikes(fault: CallFault, call: AwsCall, made: readonly CallMade[]): boolean {
    if (fault.kind === 'conflict' && call.action !== TRANSACTION) return false;
    if (fault.action !== undefined && fault.action !== call.action) return false;
    const meant = made.filter(
      ({ function: path, subject }) =>
        [undefined, path, call.caller].includes(fault.function) &&
        [undefined, subject].includes(fault.subject),
    );
    // A call that is due to several subjects is one call: it is not struck more often for that.
    if (fault.rate !== undefined) return meant.length > 0 && this.#random() < fault.rate;
    return meant.some(({ nth }) => nth === fault.nth);
  }

  async #strike({ kind }: CallFault, call: AwsCall, session: string, next: Answer): Promise<never> {
    if (kind === 'throttled') throw throttling(call);
    if (kind === 'conflict') throw conflict(call);
    if (kind.endsWith('after')) await unheard(next(call));
    if (kind.startsWith('killed')) await this.#around.kill(session);
    throw new BrokenConnection();
  }

  #befalls(of: DeliveryFault['of'], kind: DeliveryFault['kind']): DeliveryFault | undefined {
    const fault = this.#plan.deliveries.find((each) => each.of === of && each.kind === kind);
    if (!fault || this.#random() >= fault.rate) return undefined;
    this.#deliveriesSpoilt += 1;
    return fault;
  }

  #delay({ delaySeconds }: DeliveryFault): { delaySeconds: number } {
    return { delaySeconds: Math.ceil(this.#random() * delaySeconds) };
  }

  #reordered(of: DeliveryFault['of'], payload: unknown): unknown {
    const batch = v.safeParse(v.looseObject({ Records: v.array(v.unknown()) }), payload);
    // One record has no order that could be spoilt.
    if (!batch.success || batch.output.Records.length < 2 || !this.#befalls(of, 'reordered')) return payload;
    return { ...batch.output, Records: shuffled(batch.output.Records, this.#random) };
  }
}

/** What a service answers, be it a refusal, reaches nobody; what is wrong with the cloud itself does. */
async function unheard(answer: Promise<unknown>): Promise<void> {
  try {
    await answer;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}

/** As each service says that it is asked too often. */
function throttling({ service }: AwsCall): AwsError {
  if (service === 'sns')
    return new AwsError('ThrottledException', 'Rate exceeded', { status: 429, queryCode: 'Throttled' });
  const code = service === 'cognito-idp' ? 'TooManyRequestsException' : 'ThrottlingException';
  return new AwsError(code, 'Rate exceeded', { status: 400 });
}

function conflict({ input }: AwsCall): AwsError {
  const parsed = v.safeParse(v.object({ TransactItems: v.array(v.unknown()) }), input);
  const items = parsed.success ? parsed.output.TransactItems : [];
  const CancellationReasons = items.map((_, index) =>
    index === 0
      ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }
      : { Code: 'None' },
  );
  const codes = CancellationReasons.map(({ Code }) => Code).join(', ');
  return new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { details: { CancellationReasons } },
  );
}
