import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startEngine } from '../../infra/local/runtime/engine.ts';
import { createTables } from '../../infra/local/runtime/tables.ts';
import { loadTemplate } from '../../infra/local/runtime/template.ts';
import { generateCallbacks } from '../../shared/callbacks/generate.ts';
import { callbacks } from '../../shared/callbacks/store.ts';
import { registerDealer } from '../../shared/dealers/dealers.ts';
import type { Occasion } from '../../shared/events/occasion.ts';
import { Table } from '../../shared/platform/table.ts';
import type { Instant } from '../../shared/platform/time.ts';
import { aCallback } from '../builders/callback.ts';
import { aDealer } from '../builders/dealer.ts';
import { monday, shanghai } from '../builders/times.ts';
import { metered } from '../store/meter.ts';

export interface Generation {
  readonly history: number;
  readonly due: number;
  readonly readUnits: number;
  readonly calls: number;
}

const due = 5;
const occasion: Occasion = {
  cause: { kind: 'command', id: 'bench' },
  actor: { kind: 'system' },
  happenedAt: monday,
  now: monday,
};

/** What one generation run reads for five due callbacks, behind it ever more that were opened before. */
export async function generation(assembly: string, histories: readonly number[]): Promise<Generation[]> {
  const engine = await startEngine();
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const client = new DynamoDBClient({ endpoint: engine.url, region: 'us-east-1', credentials });
  try {
    const [resource] = loadTemplate(assembly, engine.url).ofType('AWS::DynamoDB::Table');
    if (!resource) throw new Error('the template holds no table');
    const meter = metered(client);
    const runs: Generation[] = [];
    for (const history of histories) {
      const name = `history-${history}`;
      await createTables(engine.url, [{ ...resource, ref: name }]);
      const table = new Table(client, name);
      await registerDealer(table, aDealer(), occasion);
      await plan(table, 'past', history, shanghai('2026-03-03T10:00'));
      await generateCallbacks(shanghai('2026-03-03T10:00'), table);
      await plan(table, 'present', due, shanghai('2026-03-04T10:00'));
      meter.reset();
      const { handled } = await generateCallbacks(shanghai('2026-03-04T10:00'), table);
      if (handled !== due) throw new Error(`${handled} callbacks were opened instead of ${due}`);
      runs.push({ history, due, readUnits: meter.readUnits, calls: meter.calls.length });
    }
    return runs;
  } finally {
    client.destroy();
    await engine.stop();
  }
}

async function plan(table: Table, when: string, count: number, dueAt: Instant): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    const state = aCallback({ dueAt, customerId: `customer_${number}`, visitId: `visit_${when}_${number}` });
    const facts = {
      visitId: `visit_${when}_${number}`,
      channel: 'text',
      rule: 'day-after-delivery',
      dueAt,
    } as const;
    await callbacks(table).change(`callback_${when}_${number}`, occasion, () => ({
      state,
      events: [{ name: 'callback.planned', dealerId: state.dealerId, facts }],
    }));
  }
}
