import { AwsClient } from 'aws4fetch';
import * as v from 'valibot';
import { environment } from './environment.ts';
import { LockedFiles } from './locked-files.ts';

/** The bucket of what may not change, as a function's environment names it. Call it once, at load. */
export function connectLockedFiles(): LockedFiles {
  const given = environment({
    BUCKET_NAME: v.string(),
    BUCKET_ENDPOINT: v.string(),
    AWS_REGION: v.string(),
    AWS_ACCESS_KEY_ID: v.string(),
    AWS_SECRET_ACCESS_KEY: v.string(),
    AWS_SESSION_TOKEN: v.optional(v.string()),
    /** On one machine every service is there. */
    AWS_ENDPOINT_URL: v.optional(v.string()),
  });
  const client = new AwsClient({
    accessKeyId: given.AWS_ACCESS_KEY_ID,
    secretAccessKey: given.AWS_SECRET_ACCESS_KEY,
    ...(given.AWS_SESSION_TOKEN !== undefined && { sessionToken: given.AWS_SESSION_TOKEN }),
    region: given.AWS_REGION,
    service: 's3',
    retries: 4,
  });
  return new LockedFiles(client, {
    endpoint: given.AWS_ENDPOINT_URL ?? given.BUCKET_ENDPOINT,
    bucket: given.BUCKET_NAME,
  });
}
