/**
 * What the parts of the one-machine cloud promise each other. Nothing here knows what the cloud is used for.
 *
 * Time is virtual: epoch milliseconds of the `VirtualClock`, which stands still and moves only when turned.
 */

/** Something that has work to do by itself: a queue's consumer, a bus, a stream, pending retries. */
export interface WorkSource {
  readonly name: string;
  /** Does one piece of what is ready at the present virtual time; false when nothing was ready. */
  work(): Promise<boolean>;
  /** The next virtual time (epoch ms) at which something becomes ready by itself; undefined if nothing waits. */
  nextAt(): number | undefined;
}

/** How one invocation of a function ended. `errorType` and `errorMessage` as Lambda puts them into an error's payload. */
export type Outcome =
  { status: 'succeeded'; result: unknown } | { status: 'failed'; errorType: string; errorMessage: string };

/**
 * Runs a function once (synchronously, like `RequestResponse`). Never rejects. All attempts of an asynchronous invocation
 * come with the same request id; without one the function's `awsRequestId` is the runtime's choice.
 */
export type Invoke = (functionName: string, payload: unknown, requestId?: string) => Promise<Outcome>;

/** How often and how long an asynchronous delivery is tried again. What is absent is AWS's default. */
export interface RetryPolicy {
  maximumRetryAttempts?: number;
  maximumEventAgeSeconds?: number;
}

/** One piece of work for a function that nobody waits for (Lambda's invocation type `Event`). */
export interface AsyncInvocation {
  functionName: string;
  payload: unknown;
  retry?: RetryPolicy;
  /** The queue that gets the payload when every attempt has failed or the event has grown too old. */
  deadLetterArn?: string;
}

export type AwsService =
  'dynamodb' | 'sqs' | 'sns' | 'sms-voice' | 'events' | 'secretsmanager' | 'cognito-idp' | 'lambda' | 's3';

/** One AWS call as the door understands it, whatever wire format it came in. */
export interface AwsCall {
  service: AwsService;
  action: string;
  /** The name of the calling function: the access key of its credentials. */
  caller: string;
  /** The request, parsed but not yet checked. */
  input: unknown;
  /** The worker that it came from, where it came from one. */
  session?: string | undefined;
  /** By the SDK: the id that all attempts of one call share, and which of them this is. */
  sdkCall?: string | undefined;
  attempt?: number | undefined;
}

/** What a service of AWS is about to hand over by itself: to a queue or a function, on behalf of a rule or topic. */
export interface Delivery {
  /** `events.amazonaws.com`, `sns.amazonaws.com`. */
  principal: string;
  sourceArn: string;
  targetArn: string;
}

/** Throws an AwsError `NO_PERMISSIONS` when the target's own policy does not let the service in. */
export type Admission = (delivery: Delivery) => void;

/** The one pipeline of the door: meters, permissions and faults wrap an `Answer` in another. */
export type Answer = (call: AwsCall) => Promise<unknown>;

/** Nobody answers: the connection breaks, and whoever called cannot know what came of the call. */
export class BrokenConnection extends Error {
  constructor() {
    super('the connection broke');
    this.name = 'BrokenConnection';
  }
}

/**
 * An error of an AWS service, which the wire formats (`aws-json.ts`, `aws-query.ts`) turn into the service's own words.
 *
 * `code` is the name the SDK throws it under (`QueueDoesNotExist`); `queryCode` is the older name that the
 * query protocol knows it by, where that differs (`AWS.SimpleQueueService.NonExistentQueue`);
 * `details` are further members of the error's body (`CancellationReasons`).
 */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  readonly queryCode: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    more: { status?: number; queryCode?: string; details?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.status = more.status ?? 400;
    this.queryCode = more.queryCode ?? code;
    this.details = more.details ?? {};
  }

  /** Whose fault it was, as AWS's older wire formats say it. */
  get fault(): 'Sender' | 'Receiver' {
    return this.status < 500 ? 'Sender' : 'Receiver';
  }
}
