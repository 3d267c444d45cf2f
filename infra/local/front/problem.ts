/** A refusal of one of the `/local` endpoints, answered as `application/problem+json`: `detail` says what to do instead. */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;
  readonly errors: readonly { pointer: string; detail: string }[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    title: string,
    detail: string,
    more: { errors?: { pointer: string; detail: string }[]; headers?: Record<string, string> } = {},
  ) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.title = title;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
  }

  /** The members of RFC 9457. */
  toJSON(): object {
    return {
      type: 'about:blank',
      title: this.title,
      status: this.status,
      detail: this.message,
      ...(this.errors.length > 0 && { errors: this.errors }),
    };
  }
}
