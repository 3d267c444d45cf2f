import * as v from 'valibot';
import { ItemSchema, sizeOf } from '../../infra/local/meter/item-size.ts';
import type { MeterReading } from '../../infra/local/play.ts';

/** What it costs to accept one visit, in units. */
export interface Acceptance {
  /** The items of the visit, each written once by itself, and what the indexes hold of them. */
  readonly least: number;
  /** The same in one transaction, which prepares and commits each item. */
  readonly transaction: number;
  /** Beside it: the count of the dealer's rate, and the delivery that is kept for seven days. */
  readonly beside: number;
  readonly reads: number;
}

const puts = v.object({ TransactItems: v.array(v.object({ Put: v.object({ Item: ItemSchema }) })) });

/** Of a day in which one visit was posted: what its acceptance used. `input` is the transaction that it made. */
export function acceptanceIn({ functions }: MeterReading, input: unknown): Acceptance {
  const usage = Object.entries(functions).find(([name]) => name.includes('VisitsIngest'))?.[1];
  if (usage?.calls['dynamodb:TransactWriteItems'] !== 1) throw new Error('not one visit was accepted');
  const items = v.parse(puts, input).TransactItems;
  const once = items.reduce((sum, { Put }) => sum + Math.ceil(sizeOf(Put.Item) / 1024), 0);
  const all = Object.entries(usage.units);
  const sum = (units: typeof all, of: 'write' | 'read') =>
    units.reduce((total, [, each]) => total + each[of], 0);
  const indexes = sum(
    all.filter(([where]) => where.includes('/')),
    'write',
  );
  return {
    least: once + indexes,
    transaction: 2 * once + indexes,
    beside: sum(all, 'write') - 2 * once - indexes,
    reads: sum(all, 'read'),
  };
}
