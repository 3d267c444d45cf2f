import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GroupSecret } from '../../shared/platform/secrets.ts';
import { Table } from '../../shared/platform/table.ts';
import { Misuse, readOptions, run } from './command.ts';
import { connectionTo, timeOf } from './connection.ts';
import { dealerCommands, runDealerCommand } from './dealer-commands.ts';

const usage = `npm run dealer -- COMMAND [ARGUMENTS] --table TABLE [--secret ARN] [--file JSON] [--endpoint URL]

${Object.entries(dealerCommands)
  .map(([name, meaning]) => `  ${name.padEnd(33)}${meaning}`)
  .join('\n')}

With the AWS credentials and region of this shell. TABLE is the output TableName of the stack huifang-NAME-state, ARN its
output SecretArn. A file holds what the API takes as the body of the same change. For the one-machine cloud npm start
prints TABLE, ARN and the URL of --endpoint.`;

const text = { type: 'string' } as const;
const { values, positionals } = readOptions(
  usage,
  { table: text, secret: text, endpoint: text, file: text, url: text, hours: text },
  { positionals: true },
);

await run(usage, async () => {
  const { table, secret, endpoint } = values;
  if (positionals.length === 0) throw new Misuse('What is to be done? Name a command.');
  if (!table) throw new Misuse('The command needs --table.');
  const connection = connectionTo(endpoint);
  const told = await runDealerCommand(positionals, values, {
    table: new Table(new DynamoDBClient(connection), table),
    secret: secret ? new GroupSecret(new SecretsManagerClient(connection), secret) : undefined,
    now: await timeOf(endpoint),
  });
  console.log(typeof told === 'string' ? told : JSON.stringify(told, undefined, 2));
});
