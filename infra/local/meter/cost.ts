import type { Usage } from './meter.ts';
import { prices, type Prices } from './prices.ts';
import type { TextCounts } from './texts.ts';

/** Money in US dollars. Storage, logs, alarms and what is polled in vain are not in it. */
export interface Cost {
  region: string;
  asOf: string;
  table: number;
  functions: number;
  /** The bus, queues, the HTTP API and secrets. */
  others: number;
  /** All of the above: everything but texts. */
  withoutTexts: number;
  texts: number;
}

/** What usage would cost at list prices. */
export function costOf(
  functions: Readonly<Record<string, Usage>>,
  texts: TextCounts,
  at: Prices = prices,
): Cost {
  const usages = Object.values(functions);
  const sum = (of: (usage: Usage) => number) => usages.reduce((all, usage) => all + of(usage), 0);
  const table = sum(({ units }) =>
    Object.values(units).reduce((all, { write, read }) => all + write * at.writeUnit + read * at.readUnit, 0),
  );
  const run = sum(
    (usage) => usage.invocations * at.lambdaRequest + usage.gigabyteSeconds * at.lambdaGigabyteSecond,
  );
  const others = sum(
    (usage) =>
      usage.events * at.busEvent +
      usage.queueRequests * at.queueRequest +
      usage.httpRequests * at.httpRequest +
      (usage.calls['secretsmanager:GetSecretValue'] ?? 0) * at.secretCall,
  );
  return {
    region: at.region,
    asOf: at.asOf,
    table,
    functions: run,
    others,
    withoutTexts: table + run + others,
    texts: texts.toCustomers.parts * at.textPartOut + texts.fromCustomers.parts * at.textPartIn,
  };
}
