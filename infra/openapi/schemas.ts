import {
  type ConversionConfig,
  type JsonSchema,
  toJsonSchema,
  toJsonSchemaDefs,
} from '@valibot/to-json-schema';
import { operations, sharedSchemas } from '../../shared/console/api.ts';
import type { AnySchema, Body } from '../../shared/console/api/operation.ts';

/** A part of the document. */
export type Part = Readonly<Record<string, unknown>>;

/** The schemas that have a name of their own in the document. */
export type SchemaNames = ReadonlyMap<AnySchema, string>;

/** Names shared schemas as they are named, bodies and answers by the operation that first uses them. */
export function schemaNames(): SchemaNames {
  const names = new Map(Object.entries(sharedSchemas).map(([name, schema]) => [schema, name]));
  for (const { operationId, body, answer, otherAnswer } of operations) {
    const name = operationId.charAt(0).toUpperCase() + operationId.slice(1);
    if (body && !names.has(body.schema)) names.set(body.schema, `${name}Body`);
    if (!names.has(answer.schema)) names.set(answer.schema, `${name}Answer`);
    if (otherAnswer && !names.has(otherAnswer.schema)) names.set(otherAnswer.schema, `${name}OtherAnswer`);
  }
  return names;
}

/** Branded strings whose format has a name in JSON Schema. */
const formats: Readonly<Record<string, string>> = { Instant: 'date-time', LocalDate: 'date' };

const conversion: ConversionConfig = {
  target: 'draft-2020-12',
  typeMode: 'input',
  // What these do to a value or ask of several of its fields is told in the notes.
  ignoreActions: ['trim', 'to_upper_case', 'check'],
  overrideAction: ({ valibotAction: action, jsonSchema }) => {
    if (action.type !== 'brand') return undefined;
    const format = 'name' in action ? formats[String(action.name)] : undefined;
    return format ? { type: 'string', format } : jsonSchema;
  },
  overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
};

/** Every named schema as JSON Schema. */
export function componentsOf(names: SchemaNames): Part {
  const definitions = Object.fromEntries([...names].map(([schema, name]) => [name, schema]));
  const rendered: Record<string, JsonSchema> = toJsonSchemaDefs(definitions, conversion);
  for (const { body } of operations) {
    const component = body && rendered[names.get(body.schema) ?? ''];
    if (component) annotate(component, body);
  }
  return rendered;
}

/** Writes a body's notes into its rendered schema. Throws when a note speaks of a field that is not there. */
function annotate(component: JsonSchema, { notes }: Body): void {
  for (const [path, note] of Object.entries(notes)) {
    const field = path.split('.').reduce<JsonSchema | undefined>(fieldOf, component);
    if (!field) throw new Error(`the notes speak of ${path}, but there is no such field`);
    field.description = note;
  }
}

/** A field of an object, or of the objects that an array holds. */
function fieldOf(schema: JsonSchema | undefined, name: string): JsonSchema | undefined {
  const { items } = schema ?? {};
  const holder = typeof items === 'object' && !Array.isArray(items) ? items : schema;
  const field = holder?.properties?.[name];
  return typeof field === 'object' ? field : undefined;
}

/** A schema without a name, as JSON Schema. */
export function inlined(schema: AnySchema): Part {
  const { $schema: _, ...rendered } = toJsonSchema(schema, conversion);
  return rendered;
}

/** A named schema by reference. */
export function reference(names: SchemaNames, schema: AnySchema): Part {
  const name = names.get(schema);
  if (!name) throw new Error('a schema of an operation has no name');
  return { $ref: `#/components/schemas/${name}` };
}
