import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { wallClock } from '../../shared/platform/clock.ts';
import { Table } from '../../shared/platform/table.ts';
import { groupOf } from '../groups/groups.ts';
import { registerGroup } from './register-group.ts';

const usage = `npm run register -- --group NAME --table TABLE [--endpoint URL] [--overwrite]

Registers the dealers and staff of infra/groups/NAME.ts in the group's table, with the AWS credentials and region of
this shell. TABLE is the output TableName of the stack huifang-NAME-state. What is registered already stays
untouched, since it may have been changed by the API or by npm run dealer; --overwrite makes it again what the file says.`;

const { values } = parseArgs({
  options: {
    group: { type: 'string' },
    table: { type: 'string' },
    endpoint: { type: 'string' },
    overwrite: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  },
});

if (values.help || !values.group || !values.table) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}
const group = groupOf(values.group);
const client = new DynamoDBClient({ endpoint: values.endpoint });
await registerGroup(group, new Table(client, values.table), wallClock.now(), values);
console.log(
  `${group.dealers.length} dealers and ${group.staff.length} staff of ${group.name} are registered.`,
);
