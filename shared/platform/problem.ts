/** One thing that is wrong with a request: where (JSON pointer, RFC 6901) and what. */
export interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

/**
 * An answer that refuses a request, as RFC 9457 problem details. `detail` says what to do about it; it may be read by
 * the sender, so it never holds personal data or secrets.
 */
export class Problem extends Error {
  readonly status: number;
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly Fault[];
  /** Headers that go with it, such as `retry-after`. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(problem: {
    status: number;
    type: string;
    title: string;
    detail: string;
    errors?: readonly Fault[];
    headers?: Readonly<Record<string, string>>;
  }) {
    super(`${problem.type}: ${problem.title}`);
    this.name = 'Problem';
    this.status = problem.status;
    this.type = problem.type;
    this.title = problem.title;
    this.detail = problem.detail;
    this.errors = problem.errors ?? [];
    this.headers = problem.headers ?? {};
  }
}

/** 400 with the faults of a body or query. */
export function invalid(detail: string, errors: readonly Fault[]): Problem {
  return new Problem({
    status: 400,
    type: 'invalid-request',
    title: 'The request is not valid',
    detail,
    errors,
  });
}

/** 404 for a thing that is not there, or that the asker may not know of. */
export function notFound(what: string): Problem {
  return new Problem({
    status: 404,
    type: 'not-found',
    title: `No such ${what}`,
    detail: `There is no such ${what}, or it belongs to a dealer that is not yours. Check the id.`,
  });
}

/** 409 for a command that is not possible in the present state; `detail` says what is. */
export function notPossible(detail: string): Problem {
  return new Problem({
    status: 409,
    type: 'not-possible-now',
    title: 'Not possible in the present state',
    detail,
  });
}
