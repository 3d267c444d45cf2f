import { createHash } from 'node:crypto';
import type { AwsClient } from 'aws4fetch';

/** A file by its key and the version that was written first: whatever was written over it later does not count. */
export interface LockedFile {
  readonly key: string;
  readonly version: string;
}

/**
 * A bucket in which files are written once and kept: Object Lock lets nobody change or delete what was written. It speaks
 * S3's REST calls itself, since the SDK's client would be larger than all else that a function loads.
 */
export class LockedFiles {
  readonly #client: Pick<AwsClient, 'fetch'>;
  readonly #url: string;

  /** `endpoint` is the one of S3 in the region, without a path. */
  constructor(client: Pick<AwsClient, 'fetch'>, { endpoint, bucket }: { endpoint: string; bucket: string }) {
    this.#client = client;
    this.#url = `${endpoint.replace(/\/$/, '')}/${bucket}`;
  }

  /** Writes a file that is not there yet; false where it is, and then it stays as it was. */
  async write(key: string, body: string): Promise<boolean> {
    const answer = await this.#client.fetch(`${this.#url}/${key}`, {
      method: 'PUT',
      body,
      headers: {
        'content-type': 'application/json',
        'content-md5': createHash('md5').update(body).digest('base64'),
        'if-none-match': '*',
      },
    });
    const text = await answer.text();
    // 409: another one is writing it at this moment.
    if (answer.status === 412 || answer.status === 409) return false;
    if (!answer.ok) throw new Error(`${key} could not be written: ${answer.status} ${text}`);
    return true;
  }

  /** The files whose key begins so, in the order of their keys, each in its first version. */
  async list(prefix: string): Promise<LockedFile[]> {
    const first = new Map<string, string>();
    let marker: Record<string, string> | undefined = {};
    while (marker) {
      const query = new URLSearchParams({ versions: '', prefix, ...marker });
      const page = await this.#get(`${this.#url}?${query.toString()}`);
      // The newest version of a key comes first, so that the last one seen is the oldest.
      for (const [, version = ''] of page.matchAll(/<Version>(.*?)<\/Version>/gs))
        first.set(element(version, 'Key') ?? '', element(version, 'VersionId') ?? '');
      marker = markerOf(page);
    }
    return [...first].map(([key, version]) => ({ key, version }));
  }

  /** The text of a file. */
  read({ key, version }: LockedFile): Promise<string> {
    return this.#get(`${this.#url}/${key}?versionId=${encodeURIComponent(version)}`);
  }

  async #get(url: string): Promise<string> {
    const answer = await this.#client.fetch(url);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${url} could not be read: ${answer.status} ${text}`);
    return text;
  }
}

/** Where the next page of a list begins; undefined where there is none. */
function markerOf(page: string): Record<string, string> | undefined {
  const key = element(page, 'NextKeyMarker');
  if (element(page, 'IsTruncated') !== 'true' || key === undefined) return undefined;
  const version = element(page, 'NextVersionIdMarker');
  return { 'key-marker': key, ...(version && { 'version-id-marker': version }) };
}

/** The text of an element; keys and versions hold nothing that XML would spell otherwise. */
function element(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
}
