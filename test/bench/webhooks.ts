import {
  type DynamoDBClient,
  TransactWriteItemsCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import type { Middleware } from '../../infra/local/runtime/door.ts';
import { Play } from '../../infra/local/play.ts';
import { visitInAustin } from '../journey/a-visit.ts';
import { median } from './median.ts';

const ROUNDS = 5;
const PER_ROUND = 60;
const AT_ONCE = 4;

export interface Rates {
  /** Webhooks accepted per second, the median of the rounds. */
  readonly webhooks: number;
  /** Bare transactions per second. */
  readonly transactions: number;
  readonly ratio: number;
}

const Body = v.object({
  TransactItems: v.array(
    v.object({ Put: v.looseObject({ TableName: v.string(), Item: v.record(v.string(), v.unknown()) }) }),
  ),
});
const Value = v.union([
  v.object({ S: v.string() }),
  v.object({ N: v.string() }),
  v.object({ BOOL: v.boolean() }),
]);

/** Sees what a webhook writes on its way through the door. */
export function transactionWatch(): { middleware: Middleware; seen: () => v.InferOutput<typeof Body> } {
  let last: v.InferOutput<typeof Body> | undefined;
  return {
    middleware: (next) => (call) => {
      const body =
        call.action === 'TransactWriteItems' && call.caller !== 'operator' ? call.input : undefined;
      const parsed = v.safeParse(Body, body);
      if (last === undefined && parsed.success) last = parsed.output;
      return next(call);
    },
    seen: () => {
      if (!last) throw new Error('no webhook has written anything yet');
      return last;
    },
  };
}

/** Webhooks at the cloud and transactions of the same size at an engine, in turns. */
export async function webhookRates(
  url: string,
  bare: { client: DynamoDBClient; table: string; seen: () => v.InferOutput<typeof Body> },
): Promise<Rates> {
  const play = new Play(url);
  let posted = 0;
  const timestamp = Date.parse(await play.now()) / 1000;
  const post = async () => {
    posted += 1;
    const phone = `+1512555${String(1000 + (posted % 9000))}`;
    const { status, body } = await play.postVisit(
      'austin-north',
      visitInAustin('2026-02-28', phone, { repairOrder: { number: `B-${posted}` } }),
      { timestamp },
    );
    if (status !== 202) throw new Error(`a webhook was answered with ${status}: ${JSON.stringify(body)}`);
  };
  // The first ones start the workers; the very first is the model of the transactions.
  await perSecond(post);
  await play.quiet();
  let written = 0;
  const transact = async () => {
    written += 1;
    await bare.client.send(new TransactWriteItemsCommand({ TransactItems: sameSize(bare, written) }));
  };
  await perSecond(transact);
  const rounds: Rates[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const transactions = await perSecond(transact);
    const webhooks = await perSecond(post);
    await play.quiet();
    rounds.push({ webhooks, transactions, ratio: webhooks / transactions });
  }
  return {
    webhooks: median(rounds.map((round) => round.webhooks)),
    transactions: median(rounds.map((round) => round.transactions)),
    ratio: median(rounds.map((round) => round.ratio)),
  };
}

/** As many items as a webhook writes, with the same index keys. */
function sameSize(
  { table, seen }: { table: string; seen: () => v.InferOutput<typeof Body> },
  number: number,
): TransactWriteItem[] {
  return seen().TransactItems.map(({ Put }) => {
    const flat = Object.entries(Put.Item).flatMap(([name, value]) => {
      const simple = v.safeParse(Value, value);
      // What is nested becomes text of the same length.
      const kept = simple.success ? simple.output : { S: JSON.stringify(value) };
      return name === 'pk' ? [] : [[name, kept] as const];
    });
    return {
      Put: {
        TableName: table,
        Item: { ...Object.fromEntries(flat), pk: { S: `bare_${String(number).padStart(21, '0')}` } },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    };
  });
}

async function perSecond(one: () => Promise<void>): Promise<number> {
  const began = performance.now();
  let begun = 0;
  const lane = async () => {
    while (begun < PER_ROUND) {
      begun += 1;
      await one();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return PER_ROUND / ((performance.now() - began) / 1000);
}
