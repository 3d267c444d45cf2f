import * as v from 'valibot';
import { ExpressionSchema, MappingNameSchema } from './mapping.ts';

/** A mapping as staff store it. */
export const MappingBodySchema = v.object({ name: MappingNameSchema, expression: ExpressionSchema });

/** A mapping as staff try it: an expression, or the name of a stored one, and a visit as the DMS writes it. */
export const TrialBodySchema = v.pipe(
  v.object({
    expression: v.optional(ExpressionSchema),
    name: v.optional(MappingNameSchema),
    visit: v.unknown(),
  }),
  v.check(
    ({ expression, name }) => (expression === undefined) !== (name === undefined),
    'must have either an expression or the name of a stored mapping',
  ),
);
