import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, inject } from 'vitest';
import { type Engine, startEngine } from '../../infra/local/runtime/engine.ts';
import { createTables } from '../../infra/local/runtime/tables.ts';
import { loadTemplate, type Resource } from '../../infra/local/runtime/template.ts';
import { Table } from '../../shared/platform/table.ts';
import { InterruptedTable, type Interruption } from './interrupted-table.ts';
import { type Meter, metered } from './meter.ts';

/** The template's table on an engine of this file's own; each test begins with an empty one. */
export interface Store {
  readonly table: Table;
  readonly meter: Meter;
  /** Where another process finds it. */
  readonly place: { readonly endpoint: string; readonly name: string; readonly client: DynamoDBClient };
  /** The same table as a process sees it to whom something happens on the way. */
  interrupted(interruption: Interruption): Table;
}

/** Starts DynamoDB Local for a file's tests and gives each of them the table as the template describes it. */
export function useTable(): Store {
  const world: Partial<{ engine: Engine; client: DynamoDBClient; resource: Resource; meter: Meter }> = {};
  let tables = 0;

  beforeAll(async () => {
    world.engine = await startEngine();
    const { url } = world.engine;
    [world.resource] = loadTemplate(inject('assembly'), url).ofType('AWS::DynamoDB::Table');
    const credentials = { accessKeyId: 'store', secretAccessKey: 'store' };
    world.client = new DynamoDBClient({ endpoint: url, region: 'us-east-1', credentials });
    world.meter = metered(world.client);
  });
  beforeEach(async () => {
    tables += 1;
    await createTables(started('engine').url, [{ ...started('resource'), ref: name() }]);
    started('meter').reset();
  });
  afterAll(async () => {
    world.client?.destroy();
    await world.engine?.stop();
  });

  function started<K extends keyof typeof world>(part: K): NonNullable<(typeof world)[K]> {
    const there = world[part];
    if (!there) throw new Error(`the table's ${part} has not started`);
    return there;
  }
  const name = () => `table-${tables}`;
  return {
    get table() {
      return new Table(started('client'), name());
    },
    get meter() {
      return started('meter');
    },
    get place() {
      return { endpoint: started('engine').url, name: name(), client: started('client') };
    },
    interrupted: (interruption) => new InterruptedTable(started('client'), name(), interruption),
  };
}
