import { AwsError } from '../contract.ts';
import type { WireAnswer } from './aws-json.ts';

/** A form's names taken apart at their dots. */
interface Branch {
  value?: string;
  readonly branches: Map<string, Branch>;
}

const NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';

/**
 * A request of SNS's query protocol (a form): `Action`, and the rest as one nested input. `X.member.1` becomes a list,
 * `X.entry.1.Name` with `X.entry.1.Value` a record. Throws InvalidAction when no action is named.
 */
export function queryCall(body: string): { action: string; input: unknown } {
  const { Action: action, Version: _version, ...fields } = Object.fromEntries(new URLSearchParams(body));
  if (action === undefined)
    throw new AwsError('MissingAction', 'The request must contain the parameter Action.');
  const root: Branch = { branches: new Map() };
  for (const [path, value] of Object.entries(fields)) {
    let branch = root;
    for (const name of path.split('.')) {
      const next = branch.branches.get(name) ?? { branches: new Map() };
      branch.branches.set(name, next);
      branch = next;
    }
    branch.value = value;
  }
  return { action, input: valueOf(root) };
}

function valueOf(branch: Branch): unknown {
  if (branch.value !== undefined) return branch.value;
  const list = branch.branches.get('member');
  if (list !== undefined) return inOrder(list).map(valueOf);
  const entries = branch.branches.get('entry');
  if (entries !== undefined) {
    return Object.fromEntries(
      inOrder(entries).map(({ branches }) => {
        const name = branches.get('Name') ?? branches.get('key');
        const value = branches.get('Value') ?? branches.get('value');
        return [name?.value ?? '', value && valueOf(value)];
      }),
    );
  }
  return Object.fromEntries([...branch.branches].map(([name, below]) => [name, valueOf(below)]));
}

function inOrder({ branches }: Branch): Branch[] {
  return [...branches].sort(([a], [b]) => Number(a) - Number(b)).map(([, branch]) => branch);
}

export function queryAnswer(action: string, requestId: string, output: unknown): WireAnswer {
  return xml(
    200,
    requestId,
    `<${action}Response xmlns="${NAMESPACE}"><${action}Result>${xmlOf(output)}</${action}Result>` +
      `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`,
  );
}

export function queryError(requestId: string, error: AwsError): WireAnswer {
  const { fault: Type, queryCode: Code, message: Message } = error;
  return xml(
    error.status,
    requestId,
    `<ErrorResponse xmlns="${NAMESPACE}"><Error>${xmlOf({ Type, Code, Message })}</Error>` +
      `<RequestId>${requestId}</RequestId></ErrorResponse>`,
  );
}

function xml(status: number, requestId: string, body: string): WireAnswer {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body };
}

function xmlOf(value: unknown): string {
  if (Array.isArray(value)) return value.map((each) => `<member>${xmlOf(each)}</member>`).join('');
  if (typeof value === 'object' && value !== null) {
    const entries: [string, unknown][] = Object.entries(value);
    return entries.map(([name, each]) => `<${name}>${xmlOf(each)}</${name}>`).join('');
  }
  if (value === undefined || value === null) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
