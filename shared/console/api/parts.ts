import * as v from 'valibot';
import { ActorSchema } from '../../events/envelope.ts';
import { InstantSchema } from '../../platform/time.ts';
import { type AnySchema, parameters, told } from './operation.ts';
import { sample } from './sample.ts';

/** An event as histories show it. */
export const StepSchema = v.object({
  id: told(v.string(), 'The event: the aggregate it happened to and its number there.'),
  name: told(v.string(), 'What happened, `visit.recorded`.'),
  at: told(InstantSchema, 'When it happened.'),
  actor: told(ActorSchema, 'Who did it; `id` names staff or a dealer.'),
});

/** An event with its facts. */
export const HappeningSchema = v.object({
  ...StepSchema.entries,
  facts: told(
    v.record(v.string(), v.unknown()),
    'What else is known of it, by kind of event: ids and figures.',
  ),
});

/** Somebody's words, verbatim. */
export const SpokenSchema = v.object({
  text: v.string(),
  at: told(InstantSchema, 'When they were said or written.'),
  by: told(v.string(), '`customer`, or the id of a member of staff.'),
});

/** The customer of some work: ids and names are absent where nobody knows them or they were erased. */
export const NamedCustomerSchema = v.object({ id: v.optional(v.string()), name: v.optional(v.string()) });

export const AssigneeSchema = told(v.string(), 'Staff id of the person whose work it is.');

/** A page of a list. */
export function listOf<const S extends AnySchema>(item: S) {
  return v.object({
    items: v.array(item),
    next: v.optional(
      told(v.string(), 'Leads to the next page, as parameter `next`; absent on the last one.'),
    ),
  });
}

/** `{id}` in a path. */
export function idInPath(description: string, example: string) {
  return parameters('path', v.object({ id: v.string() }), { id: { description, example } });
}

export const nextNote = {
  description: 'The `next` of the page before; without it the first page is answered.',
  example: sample.cursor,
};

/** `next` of a list that takes no other parameter. */
export const nextInQuery = parameters('query', v.object({ next: v.optional(v.string()) }), {
  next: nextNote,
});

/** By which staff may send a POST again without its being done twice. */
export const idempotencyKey = parameters(
  'header',
  v.object({ 'idempotency-key': v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(255))) }),
  {
    'idempotency-key': {
      description:
        'Names the request, such as a UUID. Sent again by the same person with the same path and body it changes nothing twice and answers how the thing now stands; with another body it is another request.',
      example: '8e03978e-40d5-43e8-bc93-6894a57f9324',
    },
  },
);

export const VersionSchema = told(
  v.pipe(v.number(), v.integer(), v.minValue(0)),
  'Counts the changes; the header `etag` has it too.',
);

/** The version that a writer has seen. */
export const versionWanted = parameters('header', v.object({ 'if-match': v.optional(v.string()) }), {
  'if-match': {
    description:
      'The version that you have seen: where somebody has changed it since, nothing happens and 412 is answered. Without it the last writer wins.',
    example: '"2"',
  },
});
