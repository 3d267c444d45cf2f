import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GroupSecret } from '../../shared/platform/secrets.ts';
import { wallClock } from '../../shared/platform/clock.ts';
import { Problem } from '../../shared/platform/problem.ts';
import { Table } from '../../shared/platform/table.ts';
import { dealerCommands, runDealerCommand } from './dealer-commands.ts';

const usage = `npm run dealer -- COMMAND [ARGUMENTS] --table TABLE [--secret ARN] [--endpoint URL] [--file JSON]

${Object.entries(dealerCommands)
  .map(([name, meaning]) => `  ${name.padEnd(30)}${meaning}`)
  .join('\n')}

With the AWS credentials and region of this shell. TABLE is the output TableName of the stack huifang-NAME-state, ARN its
output SecretArn. A file holds what the API takes as the body of the same change. On the one machine: --endpoint URL, the
AWS endpoint that npm start prints.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    table: { type: 'string' },
    secret: { type: 'string' },
    endpoint: { type: 'string' },
    file: { type: 'string' },
    url: { type: 'string' },
    hours: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});

if (values.help || !values.table || positionals.length === 0) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}
const { endpoint, secret } = values;
const world = {
  table: new Table(new DynamoDBClient({ endpoint }), values.table),
  secret: secret ? new GroupSecret(new SecretsManagerClient({ endpoint }), secret) : undefined,
  now: wallClock.now(),
};
try {
  const told = await runDealerCommand(positionals, values, world);
  console.log(typeof told === 'string' ? told : JSON.stringify(told, undefined, 2));
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(`${error.title}: ${error.detail}`);
  for (const { pointer, detail } of error.errors) console.error(`  ${pointer} ${detail}`);
  process.exitCode = 1;
}
