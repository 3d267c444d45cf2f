/** An item beside a state: personal data or words, by sort key; by a whole key where it lies elsewhere. */
export interface Attachment {
  readonly pk?: string;
  readonly sk: string;
  readonly content: Readonly<Record<string, unknown>>;
  /** It is never changed again: where events are chained, its salted digest is proven with them. */
  readonly proven?: true;
}
