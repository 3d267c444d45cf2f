import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AwsClient } from 'aws4fetch';
import { verifyComplaints } from '../../shared/complaints/verify.ts';
import { LockedFiles } from '../../shared/platform/locked-files.ts';
import { Table } from '../../shared/platform/table.ts';
import { Misuse, readOptions, run } from './command.ts';
import { connectionTo } from './connection.ts';
import { toldOf } from './verify-log/told.ts';

const usage = `npm run verify-log -- --dealer ID --table TABLE --bucket BUCKET [--month 2026-03] [--endpoint URL]

Proves the record of a dealer's complaints: every event and all words of each are chained, and a seal in a bucket that
nobody can change says every day where each chain ended. Names the first link that does not hold, and ends with 1 then.
TABLE and BUCKET are the outputs TableName and SealsBucket of the group's stacks. --month takes only complaints that were
opened or sealed in that month, by UTC.`;

const text = { type: 'string' } as const;
const { values } = readOptions(usage, {
  dealer: text,
  table: text,
  bucket: text,
  month: text,
  endpoint: text,
});

await run(usage, async () => {
  const { dealer, table, bucket, month, endpoint } = values;
  if (!dealer || !table || !bucket) throw new Misuse('The command needs --dealer, --table and --bucket.');
  if (month !== undefined && !/^\d{4}-(?:0[1-9]|1[0-2])$/.test(month))
    throw new Misuse(`--month takes a month such as 2026-03, not ${month}.`);
  const client = new DynamoDBClient(connectionTo(endpoint));
  // The table's client has found credentials and region; the bucket is reached with the same.
  const [credentials, region] = await Promise.all([client.config.credentials(), client.config.region()]);
  const urlSuffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const files = new LockedFiles(new AwsClient({ ...credentials, region, service: 's3', retries: 4 }), {
    endpoint: endpoint ?? `https://s3.${region}.${urlSuffix}`,
    bucket,
  });
  const verification = await verifyComplaints(dealer, month, { table: new Table(client, table), files });
  console.log(toldOf(verification));
  if (!verification.whole) process.exitCode = 1;
});
