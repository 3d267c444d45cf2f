import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { startEngine } from '../../infra/local/runtime/engine.ts';
import { createTables } from '../../infra/local/runtime/tables.ts';
import { loadTemplate } from '../../infra/local/runtime/template.ts';
import { generateCallbacks } from '../../shared/callbacks/generate.ts';
import { Table } from '../../shared/platform/table.ts';
import { shanghai } from '../builders/times.ts';
import { openDealer } from '../store/a-group.ts';
import { aSecret } from '../store/a-secret.ts';
import { metered } from '../store/meter.ts';
import { copyVisit, oldVisit, planVisit } from '../store/old-visits.ts';

export interface Generation {
  /** Visits that were asked after before. */
  readonly stored: number;
  readonly due: number;
  readonly readUnits: number;
  readonly calls: number;
}

/**
 * What one generation run reads for so many due callbacks, half of them texts and half calls, behind so many stored visits
 * that were asked after before; on a table of its own for each size.
 */
export async function generation(
  assembly: string,
  sizes: readonly number[],
  due: number,
): Promise<Generation[]> {
  const engine = await startEngine();
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const client = new DynamoDBClient({ endpoint: engine.url, region: 'us-east-1', credentials });
  const { secret } = aSecret();
  try {
    const [resource] = loadTemplate(assembly, engine.url).ofType('AWS::DynamoDB::Table');
    if (!resource) throw new Error('the template holds no table');
    // Nobody reads its stream, and the engine takes ever longer to write one.
    const { StreamSpecification: _, ...properties } = resource.properties;
    const meter = metered(client);
    const runs: Generation[] = [];
    for (const stored of sizes) {
      const name = `stored-${stored}`;
      await createTables(engine.url, [{ ...resource, properties, ref: name }]);
      const table = new Table(client, name);
      await openDealer(table);
      await copyVisit({ client, name }, await oldVisit({ table, secret }), 1, stored);
      for (let n = 0; n < due; n += 1)
        await planVisit({ table, secret }, '2026-03-02', 2000 + n, n % 2 === 0 ? 'call' : undefined);
      meter.reset();
      const { handled, failed } = await generateCallbacks(shanghai('2026-03-03T10:00'), table);
      if (handled !== due || failed.length > 0)
        throw new Error(`${handled} callbacks were opened, not ${due}`);
      runs.push({ stored, due, readUnits: meter.readUnits, calls: meter.calls.length });
    }
    return runs;
  } finally {
    client.destroy();
    await engine.stop();
  }
}
