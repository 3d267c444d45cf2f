import type { DynamoDBClient, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { Table } from '../../shared/platform/table.ts';

/** The process was killed here. */
export class Killed extends Error {}

/** Throws as if the process were killed. */
export function kill(): Promise<never> {
  return Promise.reject(new Killed('killed'));
}

/** What happens around the n-th commit (the first, unless said otherwise), before every commit, before a removal, or after a read. */
export interface Interruption {
  readonly commit?: number;
  readonly everyCommit?: () => Promise<unknown>;
  readonly beforeCommit?: () => Promise<unknown>;
  readonly afterCommit?: () => Promise<unknown>;
  readonly beforeRemove?: () => Promise<unknown>;
  readonly afterGet?: (pk: string) => Promise<unknown>;
}

/** The one table, to whose user something happens at a chosen moment: killed, overtaken by somebody else. */
export class InterruptedTable extends Table {
  readonly #interruption: Interruption;
  #commits = 0;

  constructor(client: DynamoDBClient, name: string, interruption: Interruption) {
    super(client, name);
    this.#interruption = interruption;
  }

  override async commit(writes: readonly TransactWriteItem[]): Promise<void> {
    this.#commits += 1;
    const { commit = 1, beforeCommit, afterCommit } = this.#interruption;
    const isIt = this.#commits === commit;
    await this.#interruption.everyCommit?.();
    if (isIt) await beforeCommit?.();
    await super.commit(writes);
    if (isIt) await afterCommit?.();
  }

  override async get(pk: string, sk: string): Promise<Record<string, unknown> | undefined> {
    const item = await super.get(pk, sk);
    await this.#interruption.afterGet?.(pk);
    return item;
  }

  override async remove(pk: string, sk: string): Promise<void> {
    await this.#interruption.beforeRemove?.();
    await super.remove(pk, sk);
  }
}
