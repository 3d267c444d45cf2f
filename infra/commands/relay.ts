import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { Table } from '../../shared/platform/table.ts';
import { instantFrom } from '../../shared/platform/time.ts';
import { relayAgain } from './relay-again.ts';

const usage = `npm run relay -- --dealer ID --from TIME --until TIME --table TABLE --function NAME [--endpoint URL]

Relays a dealer's events once more from the table to the bus, for when they did not get there within the stream's 24
hours. Times are RFC 3339. TABLE and NAME are the outputs TableName and RelayFunction of the group's stacks. Whoever
hears an event twice does nothing, so it is safe to repeat.`;

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    dealer: text,
    from: text,
    until: text,
    table: text,
    function: text,
    endpoint: text,
    help: { type: 'boolean', short: 'h' },
  },
});
const { dealer, from, until, table, function: relayFunction, endpoint } = values;

if (values.help || !dealer || !from || !until || !table || !relayFunction) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}
const span = { dealerId: dealer, from: instantFrom(from), until: instantFrom(until) };
const relayed = await relayAgain(span, {
  table: new Table(new DynamoDBClient({ endpoint }), table),
  lambda: new LambdaClient({ endpoint }),
  relayFunction,
  progress: (count) => process.stdout.write(`\r${count} events relayed`),
});
console.log(`\r${relayed} events of ${dealer} relayed again.`);
