import { createServer } from 'node:http';
import { AwsClient } from 'aws4fetch';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { AwsError } from '../../infra/local/contract.ts';
import { listening } from '../../infra/local/runtime/listening.ts';
import { wholeBody } from '../../infra/local/runtime/whole-body.ts';
import { s3Answer, s3Call, s3Error } from '../../infra/local/services/aws-s3.ts';
import { LockedBuckets } from '../../infra/local/services/locked-buckets.ts';
import { LockedFiles } from '../../shared/platform/locked-files.ts';

/** A bucket with Object Lock that is reached by S3's own calls; each test begins with an empty one. */
export function useBucket(): { readonly files: LockedFiles; readonly calls: string[] } {
  const calls: string[] = [];
  const world: { buckets?: LockedBuckets; port?: number } = {};
  const server = createServer((request, response) => {
    void (async () => {
      const { action, input } = s3Call(request)?.(await wholeBody(request)) ?? { action: 'none', input: {} };
      calls.push(action);
      const { status, headers, body } = answerTo(action, input);
      response.writeHead(status, headers).end(body);
    })();
  });

  function answerTo(action: string, input: unknown) {
    try {
      return s3Answer(action, 'test', world.buckets?.call(action, input));
    } catch (error) {
      if (error instanceof AwsError) return s3Error('test', error);
      throw error;
    }
  }

  beforeAll(async () => {
    world.port = await listening(server, 0);
  });
  beforeEach(() => {
    world.buckets?.close();
    calls.length = 0;
    const properties = { ObjectLockEnabled: true };
    const bucket = {
      stack: 's',
      logicalId: 'Seals',
      type: 'AWS::S3::Bucket',
      ref: 'seals',
      attributes: {},
      properties,
    };
    world.buckets = new LockedBuckets([bucket], undefined);
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
    world.buckets?.close();
  });
  return {
    calls,
    get files() {
      const client = new AwsClient({
        accessKeyId: 'test',
        secretAccessKey: 'test',
        region: 'us-east-1',
        service: 's3',
      });
      return new LockedFiles(client, { endpoint: `http://127.0.0.1:${world.port}`, bucket: 'seals' });
    },
  };
}
