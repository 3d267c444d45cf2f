import * as v from 'valibot';

/** Capacity units of one call at one table or one of its indexes. */
export interface Consumed {
  readonly table: string;
  /** Undefined for the table itself. */
  readonly index: string | undefined;
  readonly units: number;
}

const Units = v.object({ CapacityUnits: v.number() });
const Indexes = v.optional(v.record(v.string(), Units), {});
const OfTable = v.object({
  TableName: v.string(),
  Table: v.optional(Units),
  GlobalSecondaryIndexes: Indexes,
  LocalSecondaryIndexes: Indexes,
});
const Answered = v.looseObject({
  ConsumedCapacity: v.optional(
    v.union([
      v.array(OfTable),
      v.pipe(
        OfTable,
        v.transform((one) => [one]),
      ),
    ]),
    [],
  ),
});
const Asking = v.looseObject({ ReturnConsumedCapacity: v.optional(v.string(), 'NONE') });
const Reading = v.looseObject({ ConsistentRead: v.optional(v.boolean(), false) });

const ASKED = '"ReturnConsumedCapacity"';

/** A table's request that asks for its units by index, and whether it is the caller who asked for any. */
export function askingForUnits(body: Buffer): { body: Buffer; asked: boolean } {
  // The words may also be a customer's, so a request that holds them is read.
  if (body.includes(ASKED)) {
    const given = v.parse(Asking, JSON.parse(body.toString()));
    const asking = Buffer.from(JSON.stringify({ ...given, ReturnConsumedCapacity: 'INDEXES' }));
    return { body: asking, asked: given.ReturnConsumedCapacity !== 'NONE' };
  }
  const rest = body.subarray(body.indexOf('{') + 1).toString();
  const comma = rest.trimStart().startsWith('}') ? '' : ',';
  return { body: Buffer.from(`{${ASKED}:"INDEXES"${comma}${rest}`), asked: false };
}

/**
 * What the answer to a request says that was consumed, and the answer without it, as whoever did not ask expects it.
 */
export function unitsOf(request: Buffer, body: Buffer): { consumed: Consumed[]; without: Buffer } {
  const { ConsumedCapacity, ...answer } = v.parse(Answered, JSON.parse(body.toString()));
  const consumed = ConsumedCapacity.flatMap((of) => [
    { table: of.TableName, index: undefined, units: of.Table?.CapacityUnits ?? 0 },
    ...Object.entries({ ...of.GlobalSecondaryIndexes, ...of.LocalSecondaryIndexes }).map(
      ([index, { CapacityUnits }]) => ({ table: of.TableName, index, units: CapacityUnits }),
    ),
  ]);
  return { consumed: atLeast(consumed, request), without: Buffer.from(JSON.stringify(answer)) };
}

/** A query that finds nothing is billed like one that finds little; DynamoDB Local says nothing. */
function atLeast(consumed: Consumed[], request: Buffer): Consumed[] {
  const [last, ...others] = consumed.toReversed();
  if (!last || consumed.some(({ units }) => units > 0)) return consumed;
  const { ConsistentRead } = v.parse(Reading, JSON.parse(request.toString()));
  return [...others.reverse(), { ...last, units: ConsistentRead ? 1 : 0.5 }];
}
