import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { monthsOf } from '../../shared/events/ledger.ts';
import type { Table } from '../../shared/platform/table.ts';
import type { Instant } from '../../shared/platform/time.ts';

/** Which events to relay again: a dealer's, recorded between two moments. */
export interface Span {
  readonly dealerId: string;
  readonly from: Instant;
  readonly until: Instant;
}

const batchSize = 100;
const answerSchema = v.object({ batchItemFailures: v.array(v.unknown()) });

/**
 * Relays a dealer's events again from the table, in the order in which they were recorded: they are shown to
 * events/relay as the stream would show them, so nothing else ever puts events on the bus. Whoever hears one twice does
 * nothing. Answers how many were relayed; throws when the relay did not take all of a batch.
 */
export async function relayAgain(
  span: Span,
  deps: { table: Table; lambda: LambdaClient; relayFunction: string; progress: (relayed: number) => void },
): Promise<number> {
  let relayed = 0;
  for (const month of monthsOf(span)) {
    const items = await deps.table.all({
      index: 'ledger',
      key: `${span.dealerId}#${month}`,
      from: span.from,
      upTo: `${span.until}~`,
    });
    for (let start = 0; start < items.length; start += batchSize) {
      const batch = items.slice(start, start + batchSize);
      await showToRelay(batch, deps.lambda, deps.relayFunction);
      relayed += batch.length;
      deps.progress(relayed);
    }
  }
  return relayed;
}

/** Shows items to events/relay as the stream would. Throws when it did not take all of them. */
export async function showToRelay(
  items: readonly Record<string, unknown>[],
  lambda: LambdaClient,
  name: string,
): Promise<void> {
  const payload = {
    Records: items.map((item, index) => ({
      eventName: 'INSERT',
      dynamodb: { SequenceNumber: String(index), NewImage: marshall(item) },
    })),
  };
  const answer = await lambda.send(
    new InvokeCommand({ FunctionName: name, Payload: Buffer.from(JSON.stringify(payload)) }),
  );
  const text = Buffer.from(answer.Payload ?? []).toString();
  if (answer.FunctionError) throw new Error(`${name} failed: ${text}`);
  const { batchItemFailures } = v.parse(v.pipe(v.string(), v.parseJson(), answerSchema), text);
  if (batchItemFailures.length > 0) {
    throw new Error(
      `${name} did not relay ${batchItemFailures.length} of ${items.length} events; run this again`,
    );
  }
}
