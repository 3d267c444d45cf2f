import * as v from 'valibot';
import type { Problem } from '../../platform/problem.ts';

export type AnySchema = v.BaseSchema<unknown, unknown, v.BaseIssue<unknown>>;

/** The rooms as readers of the document find them. */
export type Tag =
  'visits' | 'worklist' | 'callbacks' | 'complaints' | 'customers' | 'events' | 'administration' | 'console';

/** Parameters in one place of a request, each with what it means and an example that its schema accepts. */
export interface Parameters {
  readonly place: 'path' | 'query' | 'header';
  readonly schema: v.ObjectSchema<v.ObjectEntries, undefined>;
  readonly notes: Readonly<Record<string, Note>>;
}

interface Note {
  readonly description: string;
  readonly example: string;
}

/** A request's body: the schema it is parsed with, what its fields mean (`items.outcome`), and bodies it accepts. */
export interface Body {
  readonly schema: AnySchema;
  readonly notes: Readonly<Record<string, string>>;
  readonly examples: Readonly<Record<string, Example>>;
}

export interface Example<T = unknown> {
  readonly summary: string;
  readonly value: T;
}

/** What an operation answers when it succeeds. */
export interface Answer {
  readonly status: 200 | 201 | 202 | 207;
  readonly description: string;
  readonly schema: AnySchema;
  readonly example: unknown;
}

/** One method of one path: all that the document says of it. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: `/v1/${string}`;
  readonly operationId: string;
  readonly tag: Tag;
  readonly summary: string;
  readonly description: string;
  /** How the sender shows who it is: a sign-in token, a signature, or not at all. */
  readonly security: 'staff' | 'webhook' | 'none';
  readonly parameters?: readonly Parameters[];
  readonly body?: Body;
  readonly answer: Answer;
  /** How it answers a request of another kind, with another status. */
  readonly otherAnswer?: Answer;
  /** The refusals of its function, as a sender reads them. */
  readonly problems: readonly Problem[];
}

/** Parameters of which none is left without a note. */
export function parameters<const E extends v.ObjectEntries>(
  place: Parameters['place'],
  schema: v.ObjectSchema<E, undefined>,
  notes: { readonly [K in keyof E & string]: Note },
): Parameters {
  return { place, schema, notes };
}

/** A body whose examples are of its type. */
export function body<const S extends AnySchema>(
  schema: S,
  notes: Body['notes'],
  examples: Readonly<Record<string, Example<v.InferInput<S>>>>,
): Body {
  return { schema, notes, examples };
}

/** An answer whose example is of its type. */
export function answer<const S extends AnySchema>(
  status: Answer['status'],
  description: string,
  schema: S,
  example: v.InferInput<S>,
): Answer {
  return { status, description, schema, example };
}

/** A schema with what its values mean. */
export function told<const S extends AnySchema>(schema: S, meaning: string) {
  return v.pipe(schema, v.description(meaning));
}
