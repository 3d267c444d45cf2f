import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import * as v from 'valibot';
import { wholeBody } from './whole-body.ts';

/** An answer as it goes over the wire. */
export interface WireAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

const EngineError = v.object({ __type: v.string(), message: v.optional(v.string()) });

/** The engine refused a call; `code` is AWS's name of the error without its namespace. */
export class EngineRefusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'EngineRefusal';
    this.code = code;
  }
}

// The engine takes letters and digits only for an access key, and does not look at signatures.
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=cloud/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=none';

/** Connections to the engine that stay open between calls. */
export class EngineConnection {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 32 });
  private readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  /** Passes a request on and the answer back, byte for byte; only who calls is no business of the engine's. */
  async forward(headers: IncomingHttpHeaders, body: Buffer): Promise<WireAnswer> {
    const { promise, resolve, reject } = Promise.withResolvers<WireAnswer>();
    const {
      host: _,
      connection: __,
      'transfer-encoding': ___,
      'x-amz-security-token': ____,
      ...passed
    } = headers;
    const out = request(this.url, {
      method: 'POST',
      agent: this.agent,
      headers: { ...passed, authorization: AUTHORIZATION, 'content-length': String(body.length) },
    });
    out.on('error', reject);
    out.on('response', (answer) => {
      wholeBody(answer).then(
        (content) => resolve({ status: answer.statusCode ?? 500, headers: answer.headers, body: content }),
        reject,
      );
    });
    out.end(body);
    return promise;
  }

  /** One call of the cloud itself, in the wire's own JSON. `target` is such as `DynamoDBStreams_20120810.GetRecords`. */
  async call(target: string, input: object): Promise<unknown> {
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': target,
    };
    const answer = await this.forward(headers, Buffer.from(JSON.stringify(input)));
    const content: unknown = JSON.parse(answer.body.toString());
    if (answer.status < 300) return content;
    const { __type, message } = v.parse(EngineError, content);
    throw new EngineRefusal(__type.replace(/^.*#/, ''), message ?? __type);
  }

  close(): void {
    this.agent.destroy();
  }
}
