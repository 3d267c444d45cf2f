import { Stack } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { acknowledge } from './acknowledge.ts';
import type { HouseFunction } from './house-function.ts';

/** The seals of all dealers, each under its key. */
const folder = 'seals/*';
/** As the stack that has the bucket exports its ARN: a finding names the resource by it. */
const exported = 'ExportsOutputFnGetAttSeals7EBF2A19ArnB5107462';

/** Lets a function read the seals, and one that writes them add to them; nobody may delete one or end its lock. */
export function grantSeals(fn: HouseFunction, bucket: IBucket, use: 'reads' | 'writes'): void {
  const { region, urlSuffix } = Stack.of(fn);
  fn.addEnvironment('BUCKET_NAME', bucket.bucketName);
  fn.addEnvironment('BUCKET_ENDPOINT', `https://s3.${region}.${urlSuffix}`);
  fn.allow(['s3:ListBucketVersions'], [bucket.bucketArn]);
  fn.allow(
    ['s3:GetObjectVersion', ...(use === 'writes' ? ['s3:PutObject'] : [])],
    [bucket.arnForObjects(folder)],
  );
  const finding = `${Stack.of(bucket).stackName}:${exported}/${folder}`;
  acknowledge(fn.role ?? fn, {
    [`AwsSolutions-IAM5[Resource::${finding}]`]:
      'Seals are named by dealer and day, so that a grant can only name their folder.',
  });
}
