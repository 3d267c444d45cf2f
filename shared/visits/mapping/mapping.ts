import * as v from 'valibot';
import type { Change } from '../../events/aggregate.ts';
import { InstantSchema } from '../../platform/time.ts';

const largestExpression = 32 * 1024; // characters

export const MappingNameSchema = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9-]{1,40}$/, 'must be 1 to 40 small letters, digits and hyphens'),
);
export const ExpressionSchema = v.pipe(
  v.string(),
  v.minLength(1, 'must not be empty'),
  v.maxLength(largestExpression, `must have at most ${largestExpression} characters`),
);

/** How a dealer's own format becomes a visit: a JSONata expression, by name and version. */
export const MappingSchema = v.object({
  dealerId: v.string(),
  name: MappingNameSchema,
  version: v.number(),
  expression: v.string(),
  storedBy: v.string(),
  storedAt: InstantSchema,
});
export type Mapping = v.InferOutput<typeof MappingSchema>;

/** A mapping is stored as its next version, unless it already says the same; earlier versions stay. */
export function storeMapping(
  known: Mapping | undefined,
  told: Omit<Mapping, 'version'>,
): Change<Mapping> | undefined {
  if (known?.expression === told.expression) return undefined;
  const mapping = { ...told, version: (known?.version ?? 0) + 1 };
  const { dealerId, name, version } = mapping;
  return {
    state: mapping,
    events: [{ name: 'mapping.stored', dealerId, facts: { mapping: name, version } }],
    attached: [{ pk: mappingsOf(dealerId), sk: versionKey(name, version), content: { mapping } }],
  };
}

/** The collection of a dealer's mappings, every version of each. */
export function mappingsOf(dealerId: string): string {
  return `mappings_${dealerId}`;
}

function versionKey(name: string, version: number): string {
  return `${name}#${String(version).padStart(6, '0')}`;
}
