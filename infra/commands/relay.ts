import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { Table } from '../../shared/platform/table.ts';
import { type Instant, instantFrom } from '../../shared/platform/time.ts';
import { Misuse, readOptions, run } from './command.ts';
import { connectionTo } from './connection.ts';
import { relayAgain } from './relay-again.ts';

const usage = `npm run relay -- --dealer ID --from TIME --until TIME --table TABLE --function NAME [--endpoint URL]

Relays a dealer's events once more from the table to the bus, for when they did not get there within the stream's 24
hours. Times are RFC 3339. TABLE and NAME are the outputs TableName and RelayFunction of the group's stacks. Whoever
hears an event twice does nothing, so it is safe to repeat.`;

const text = { type: 'string' } as const;
const { values } = readOptions(usage, {
  dealer: text,
  from: text,
  until: text,
  table: text,
  function: text,
  endpoint: text,
});

await run(usage, async () => {
  const { dealer, from, until, table, function: relayFunction, endpoint } = values;
  if (!dealer || !from || !until || !table || !relayFunction)
    throw new Misuse('The command needs --dealer, --from, --until, --table and --function.');
  const connection = connectionTo(endpoint);
  const relayed = await relayAgain(
    { dealerId: dealer, from: timeIn('--from', from), until: timeIn('--until', until) },
    {
      table: new Table(new DynamoDBClient(connection), table),
      lambda: new LambdaClient(connection),
      relayFunction,
      progress: (count) => process.stdout.write(`\r${count} events relayed`),
    },
  );
  console.log(`\r${relayed} events of ${dealer} relayed again.`);
});

function timeIn(option: string, value: string): Instant {
  try {
    return instantFrom(value);
  } catch {
    throw new Misuse(`${option} takes a time such as 2026-03-02T09:00:00+08:00, not ${value}.`);
  }
}
