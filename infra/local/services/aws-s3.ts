import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import type { AwsCall, AwsError } from '../contract.ts';
import type { WireAnswer } from './aws-json.ts';

/** What S3's REST calls ask for, as far as buckets of this cloud answer it. */
export const S3Input = v.object({
  Bucket: v.string(),
  Key: v.optional(v.string(), ''),
  VersionId: v.optional(v.string()),
  Prefix: v.optional(v.string(), ''),
  Body: v.optional(v.string(), ''),
  ContentMD5: v.optional(v.string()),
  IfNoneMatch: v.optional(v.string()),
});

/** Recognises a REST call of S3 by the service that it is signed for; answers how to read its body. */
export function s3Call(request: IncomingMessage) {
  if (!/Credential=[^,]*\/s3\/aws4_request/.test(request.headers.authorization ?? '')) return undefined;
  const url = new URL(request.url ?? '/', 'http://localhost');
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/.exec(url.pathname) ?? [];
  const action = actionOf(request.method ?? '', url, key);
  return (body: Buffer): Pick<AwsCall, 'service' | 'action' | 'input'> => ({
    service: 's3',
    action,
    input: {
      Bucket: bucket,
      ...(key && { Key: decodeURIComponent(key) }),
      VersionId: url.searchParams.get('versionId') ?? undefined,
      Prefix: url.searchParams.get('prefix') ?? undefined,
      Body: body.toString(),
      ContentMD5: request.headers['content-md5'],
      IfNoneMatch: request.headers['if-none-match'],
    },
  });
}

/** What a call is named, by which permissions and errors know it. */
function actionOf(method: string, { searchParams }: URL, key: string): string {
  if (method === 'GET' && !key && searchParams.has('versions')) return 'ListObjectVersions';
  return `${{ GET: 'Get', PUT: 'Put', DELETE: 'Delete', HEAD: 'Head' }[method] ?? method}Object`;
}

const Output = v.variant('kind', [
  v.object({ kind: v.literal('written'), versionId: v.string() }),
  v.object({ kind: v.literal('read'), body: v.string(), versionId: v.string() }),
  v.object({
    kind: v.literal('listed'),
    versions: v.array(v.object({ key: v.string(), versionId: v.string() })),
  }),
]);

export function s3Answer(_action: string, requestId: string, output: unknown): WireAnswer {
  const answer = v.parse(Output, output);
  const headers = { 'x-amz-request-id': requestId };
  switch (answer.kind) {
    case 'written':
      return { status: 200, headers: { ...headers, 'x-amz-version-id': answer.versionId }, body: '' };
    case 'read':
      return {
        status: 200,
        headers: { ...headers, 'x-amz-version-id': answer.versionId },
        body: answer.body,
      };
    case 'listed':
      return xml(
        200,
        requestId,
        `<ListVersionsResult><IsTruncated>false</IsTruncated>${answer.versions.map(versionOf).join('')}</ListVersionsResult>`,
      );
  }
}

function versionOf({ key, versionId }: { key: string; versionId: string }): string {
  return `<Version><Key>${key}</Key><VersionId>${versionId}</VersionId><IsLatest>true</IsLatest></Version>`;
}

export function s3Error(requestId: string, { queryCode, message, status }: AwsError): WireAnswer {
  return xml(status, requestId, `<Error><Code>${queryCode}</Code><Message>${message}</Message></Error>`);
}

function xml(status: number, requestId: string, body: string): WireAnswer {
  const headers = { 'content-type': 'application/xml', 'x-amz-request-id': requestId };
  return { status, headers, body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}` };
}
