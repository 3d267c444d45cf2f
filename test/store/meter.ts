import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';

/** What was asked of the table since it was last reset. */
export interface Meter {
  /** Names of the calls in their order, such as `Query`. */
  readonly calls: readonly string[];
  /** Capacity units that the engine counted for reads. */
  readonly readUnits: number;
  /** Capacity units that the engine counted for single writes; those of transactions it counts otherwise than AWS. */
  readonly writeUnits: number;
  reset(): void;
}

const units = v.object({ CapacityUnits: v.number() });
const answered = v.object({
  ConsumedCapacity: v.optional(
    v.union([
      v.array(units),
      v.pipe(
        units,
        v.transform((one) => [one]),
      ),
    ]),
    [],
  ),
});

/** Counts the calls of a client. A scan fails at once: nothing here may read a table from end to end. */
export function metered(client: DynamoDBClient): Meter {
  const calls: string[] = [];
  const meter = { calls, readUnits: 0, writeUnits: 0, reset };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const name = context.commandName?.replace(/Command$/, '') ?? '';
      calls.push(name);
      if (name === 'Scan') throw new Error('somebody scans the table');
      const { output, response } = await next({
        ...args,
        input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' },
      });
      if (name === 'GetItem' || name === 'Query') {
        const consumed = v.parse(answered, output).ConsumedCapacity;
        meter.readUnits += consumed.reduce((sum, each) => sum + each.CapacityUnits, 0);
      }
      if (name === 'PutItem' || name === 'UpdateItem') {
        const consumed = v.parse(answered, output).ConsumedCapacity;
        meter.writeUnits += consumed.reduce((sum, each) => sum + each.CapacityUnits, 0);
      }
      return { output, response };
    },
    { step: 'initialize', name: 'meter' },
  );
  function reset() {
    calls.length = 0;
    meter.readUnits = 0;
    meter.writeUnits = 0;
  }
  return meter;
}
