import { description, operations, tags, title, version } from '../shared/console/api.ts';
import type { Operation, Parameters } from '../shared/console/api/operation.ts';
import { responsesOf, sharedResponses } from './openapi/responses.ts';
import {
  componentsOf,
  inlined,
  type Part,
  reference,
  schemaNames,
  type SchemaNames,
} from './openapi/schemas.ts';

/** The OpenAPI 3.1 document of the API, made of the schemas with which requests are parsed. */
export function openApiDocument(): Part {
  const names = schemaNames();
  return {
    openapi: '3.1.0',
    info: {
      title,
      version,
      description,
      license: { name: 'Apache License 2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'Where this document was fetched from.' }],
    tags: Object.entries(tags).map(([name, meaning]) => ({ name, description: meaning })),
    paths: pathsOf(names),
    components: { schemas: componentsOf(names), responses: sharedResponses(names), securitySchemes },
  };
}

const securitySchemes = {
  staff: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      "The access token of the group's sign-in. It proves only who asks; role and dealers are looked up.",
  },
  webhook: {
    type: 'apiKey',
    in: 'header',
    name: 'webhook-signature',
    description:
      "Standard Webhooks, v1: HMAC-SHA256 with the dealer's secret over `webhook-id.webhook-timestamp.body`.",
  },
};

function pathsOf(names: SchemaNames): Part {
  const paths: Record<string, Record<string, Part>> = {};
  for (const operation of operations) {
    const methods = (paths[operation.path] ??= {});
    methods[operation.method.toLowerCase()] = operationOf(operation, names);
  }
  return paths;
}

function operationOf(operation: Operation, names: SchemaNames): Part {
  const { operationId, tag, summary, security, body } = operation;
  const parameters = (operation.parameters ?? []).flatMap(parametersOf);
  return {
    operationId,
    tags: [tag],
    summary,
    description: operation.description,
    security: security === 'none' ? [] : [{ [security]: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: reference(names, body.schema), examples: body.examples } },
      },
    }),
    responses: responsesOf(operation, names),
  };
}

function parametersOf({ place, schema, notes }: Parameters): Part[] {
  return Object.entries(schema.entries).map(([name, entry]) => {
    const required = entry.type !== 'optional';
    return { name, in: place, required, schema: inlined(entry), ...notes[name] };
  });
}
