import type { Locale } from '../../events/text-request.ts';
import type { Fault } from '../../platform/problem.ts';
import type { Zone } from '../../platform/time.ts';
import type { Assumption } from './assumption.ts';

/** What of a dealer decides how its files are read. */
export interface FormatContext {
  readonly zone: Zone;
  /** ISO 3166, for phones as dialled there. */
  readonly country: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly locale: Locale;
}

/** What was read of one visit: a body in our own shape, still to be checked, and how it came about. */
export interface Reading {
  readonly body: unknown;
  readonly assumed: readonly Assumption[];
  /** What could not be read, by its place in what was sent. */
  readonly faults: readonly Fault[];
  /** Where each member of the body comes from, or should have come from: our pointer to theirs. */
  readonly from: ReadonlyMap<string, string>;
}

/** A format: how one visit is read that some system wrote. Pure, and total: whatever is no such visit is a fault. */
export type Format = (input: unknown, context: FormatContext) => Reading;
