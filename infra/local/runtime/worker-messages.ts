/** What a function's worker is told once, before it loads the function. */
export interface Setup {
  /** One double: the virtual time in epoch milliseconds. */
  clock: SharedArrayBuffer;
  /** `file:` address of the bundle and the name under which it exports the handler. */
  module: string;
  handler: string;
  functionName: string;
  invokedFunctionArn: string;
  memoryMegabytes: number;
  logGroupName: string;
  seed: string;
}

/** One event for a worker. `payload` is JSON; the seconds are real ones. */
export interface Invocation {
  requestId: string;
  payload: string;
  seed: string;
  timeoutSeconds: number;
}

/** What a worker answers: once that the function is loaded (or cannot be), then once per invocation. `result` is JSON. */
export type Reply =
  | { kind: 'ready' }
  | { kind: 'succeeded'; result: string }
  | { kind: 'failed'; errorType: string; errorMessage: string; trace: string };
