import { gzipSync } from 'node:zlib';
import { AwsError, type AsyncInvocation } from '../contract.ts';
import type { Admission } from '../contract.ts';
import { functionNameOf } from './arn.ts';
import { uuidOf } from './state.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** A subscription of a function to a log group; only those without a filter can be played. */
export interface LogSubscription {
  readonly name: string;
  readonly logGroup: string;
  readonly logGroupArn: string;
  readonly functionArn: string;
}

/** CloudWatch Logs as far as subscriptions go: what is written goes to the functions that subscribe, and is not kept. */
export class LogGroups {
  readonly #clock: VirtualClock;
  readonly #account: string;
  readonly #takers: { invokeAsync: (invocation: AsyncInvocation) => void; admit: Admission };
  readonly #subscriptions: LogSubscription[] = [];

  constructor(
    clock: VirtualClock,
    account: string,
    takers: { invokeAsync: (invocation: AsyncInvocation) => void; admit: Admission },
  ) {
    this.#clock = clock;
    this.#account = account;
    this.#takers = takers;
  }

  subscribe(subscription: LogSubscription): void {
    this.#subscriptions.push(subscription);
  }

  /** Writes one line; `id` tells it from others. */
  write(logGroup: string, id: string, message: string): void {
    for (const { name, logGroupArn, functionArn } of this.#subscriptions.filter(
      (each) => each.logGroup === logGroup,
    )) {
      try {
        this.#takers.admit({
          principal: 'logs.amazonaws.com',
          sourceArn: logGroupArn,
          targetArn: functionArn,
        });
      } catch (error) {
        // As on AWS, a subscriber that lets nobody in hears nothing; the permissions' ledger tells of it.
        if (error instanceof AwsError) continue;
        throw error;
      }
      const told = {
        messageType: 'DATA_MESSAGE',
        owner: this.#account,
        logGroup,
        logStream: uuidOf(id),
        subscriptionFilters: [name],
        logEvents: [{ id: uuidOf(`${id} line`), timestamp: this.#clock.now(), message }],
      };
      const data = gzipSync(JSON.stringify(told)).toString('base64');
      this.#takers.invokeAsync({ functionName: functionNameOf(functionArn), payload: { awslogs: { data } } });
    }
  }
}
