import { invalid, Problem } from './problem.ts';

/** The version that a writer has seen, from the header `if-match`; undefined without one. Throws a 400 problem for another text. */
export function expectedVersion(headers: Readonly<Record<string, string | undefined>>): number | undefined {
  const given = headers['if-match'];
  if (given === undefined) return undefined;
  const version = /^"?(\d{1,9})"?$/.exec(given.trim())?.[1];
  if (version !== undefined) return Number(version);
  throw invalid('The header if-match is not valid.', [
    { pointer: '', detail: 'if-match must be the version that was shown, such as "3"' },
  ]);
}

/** Refuses (412) a change by somebody who has seen another version: they would undo what they do not know of. */
export function mustMatch(version: number, expected: number | undefined): void {
  if (expected === undefined || expected === version) return;
  throw new Problem({
    status: 412,
    type: 'changed-since',
    title: 'Somebody has changed this since',
    detail: `You have seen version ${expected}, but now it is ${version}. Read it again and repeat your change on it.`,
  });
}

/** A version as the header `etag`. */
export function etagOf(version: number): { readonly etag: string } {
  return { etag: `"${version}"` };
}
