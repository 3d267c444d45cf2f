import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import { AwsError } from '../contract.ts';
import type { Resource } from '../runtime/template.ts';
import { S3Input } from './aws-s3.ts';
import { parseInput } from './parse-input.ts';

const BucketProperties = v.object({
  ObjectLockEnabled: v.literal(true, 'only buckets with Object Lock can run on one machine'),
});

/** What the one version of a file is called: it is never written again. */
const onlyVersion = 'first';

/**
 * S3 as far as buckets with Object Lock need it: each bucket is a folder, each object a file that is written once.
 * Whatever would change or delete one is refused, and more strictly than by AWS, which would keep it as an older version.
 */
export class LockedBuckets {
  private readonly names: ReadonlySet<string>;
  private readonly directory: string;
  private readonly isScratch: boolean;

  /** Throws when a bucket of the template has no Object Lock. */
  constructor(buckets: readonly Resource[], directory: string | undefined) {
    for (const { logicalId, properties } of buckets)
      v.parse(BucketProperties, properties, { message: (issue) => `${logicalId}: ${issue.message}` });
    this.names = new Set(buckets.map(({ ref }) => ref));
    this.isScratch = directory === undefined;
    this.directory = directory ?? mkdtempSync(path.join(tmpdir(), 'huifang-buckets-'));
  }

  /** One call of S3. Throws AwsError. */
  call(action: string, input: unknown): unknown {
    const given = parseInput(S3Input, input, 'InvalidArgument');
    if (!this.names.has(given.Bucket))
      throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', { status: 404 });
    switch (action) {
      case 'PutObject':
        return this.put(given);
      case 'GetObject':
        return this.get(given);
      case 'ListObjectVersions':
        return this.list(given);
      default:
        throw new AwsError('AccessDenied', `${action}: what is locked stays as it is`, { status: 403 });
    }
  }

  /** Removes what was kept for this run only. */
  close(): void {
    if (this.isScratch) rmSync(this.directory, { recursive: true, force: true });
  }

  private put({ Bucket, Key, Body, ContentMD5 }: v.InferOutput<typeof S3Input>) {
    if (ContentMD5 === undefined)
      throw new AwsError(
        'InvalidRequest',
        'Content-MD5 is required for Put Object with Object Lock parameters',
      );
    if (createHash('md5').update(Body).digest('base64') !== ContentMD5)
      throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
    const file = this.fileOf(Bucket, Key);
    if (existsSync(file))
      throw new AwsError(
        'PreconditionFailed',
        'At least one of the pre-conditions you specified did not hold',
        {
          status: 412,
        },
      );
    mkdirSync(path.dirname(file), { recursive: true });
    // Whole or not at all, as S3 has it.
    writeFileSync(`${file}.part`, Body);
    renameSync(`${file}.part`, file);
    return { kind: 'written', versionId: onlyVersion };
  }

  private get({ Bucket, Key }: v.InferOutput<typeof S3Input>) {
    const file = this.fileOf(Bucket, Key);
    if (!existsSync(file))
      throw new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404 });
    return { kind: 'read', body: readFileSync(file, 'utf8'), versionId: onlyVersion };
  }

  private list({ Bucket, Prefix }: v.InferOutput<typeof S3Input>) {
    const bucket = path.join(this.directory, Bucket);
    const files = globSync('**/*', { cwd: bucket, withFileTypes: true }).filter((entry) => entry.isFile());
    const keys = files.map((entry) =>
      path.relative(bucket, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'),
    );
    const versions = keys.filter((key) => key.startsWith(Prefix) && !key.endsWith('.part')).toSorted();
    return { kind: 'listed', versions: versions.map((key) => ({ key, versionId: onlyVersion })) };
  }

  private fileOf(bucket: string, key: string): string {
    const file = path.join(this.directory, bucket, key);
    if (!/^[\w./-]+$/.test(key) || path.relative(path.join(this.directory, bucket), file).startsWith('..'))
      throw new AwsError(
        'InvalidArgument',
        'On one machine keys hold letters, digits, dots, dashes and slashes.',
      );
    return file;
  }
}
