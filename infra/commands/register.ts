import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Table } from '../../shared/platform/table.ts';
import { groupOf } from '../groups/groups.ts';
import { Misuse, readOptions, run } from './command.ts';
import { connectionTo, timeOf } from './connection.ts';
import { registerGroup } from './register-group.ts';

const usage = `npm run register -- --group NAME --table TABLE [--endpoint URL] [--overwrite]

Registers the dealers and staff of infra/groups/NAME.ts in the group's table, with the AWS credentials and region of
this shell. TABLE is the output TableName of the stack huifang-NAME-state. What is registered already stays
untouched, since it may have been changed by the API or by npm run dealer; --overwrite makes it again what the file says.`;

const text = { type: 'string' } as const;
const { values } = readOptions(usage, {
  group: text,
  table: text,
  endpoint: text,
  overwrite: { type: 'boolean', default: false },
});

await run(usage, async () => {
  const { group: name, table, endpoint } = values;
  if (!name || !table) throw new Misuse('The command needs --group and --table.');
  const group = groupOf(name);
  const client = new DynamoDBClient(connectionTo(endpoint));
  await registerGroup(group, new Table(client, table), await timeOf(endpoint), values);
  console.log(
    `${group.dealers.length} dealers and ${group.staff.length} staff of ${group.name} are registered.`,
  );
});
