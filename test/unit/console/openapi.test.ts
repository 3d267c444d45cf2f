import { createConfig, lintFromString } from '@redocly/openapi-core';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { openApiDocument } from '../../../infra/openapi.ts';
import { httpFunctions } from '../../../infra/stacks/functions.ts';

const text = JSON.stringify(openApiDocument());

const fields = v.looseObject({
  description: v.optional(v.string()),
  required: v.optional(v.array(v.string())),
  properties: v.optional(v.record(v.string(), v.unknown())),
  items: v.optional(v.unknown()),
});
const operation = v.looseObject({
  operationId: v.string(),
  security: v.array(v.record(v.string(), v.array(v.string()))),
  parameters: v.optional(v.array(v.looseObject({ name: v.string(), description: v.string() })), []),
});
const document = v.parse(
  v.looseObject({
    paths: v.record(v.string(), v.record(v.string(), operation)),
    components: v.looseObject({ schemas: v.record(v.string(), fields) }),
  }),
  JSON.parse(text),
);
const described = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, found]) => ({ ...found, route: `${method.toUpperCase()} ${path}` })),
);

async function lint(source: string) {
  const config = await createConfig({ extends: ['recommended'] });
  const findings = await lintFromString({ source, absoluteRef: 'openapi.json', config });
  return findings.map(({ ruleId, message, location }) => ({ ruleId, message, at: location[0]?.pointer }));
}

describe('the document', () => {
  it('lints clean by the recommended rules', async () => {
    expect(await lint(text)).toEqual([]);
  });

  it('would not lint clean with an example that its schema refuses', async () => {
    const findings = await lint(text.replace('"status":"recorded"', '"status":"written"'));
    expect(findings).toEqual([expect.objectContaining({ ruleId: 'no-invalid-media-type-examples' })]);
  });

  it('is made anew each time and always the same', () => {
    expect(JSON.stringify(openApiDocument())).toBe(text);
  });
});

describe('operations', () => {
  const served = httpFunctions.filter(({ route }) => route.includes(' /v1/'));

  it('are the routes, one each', () => {
    expect(described.map(({ route }) => route).sort()).toEqual(served.map(({ route }) => route).sort());
  });

  it.each(served)('$route asks for a token where the gateway does', ({ route, access }) => {
    const found = described.find((each) => each.route === route);
    const asksForToken = found?.security.some((scheme) => 'staff' in scheme);
    expect(asksForToken).toBe(access === 'staff');
  });

  it('say what each parameter means, those of paths and signatures included', () => {
    const told = described.map(({ route, parameters }) => [route, parameters.map(({ name }) => name)]);
    expect(Object.fromEntries(told)).toMatchObject({
      'POST /v1/dealers/{dealerId}/visits': [
        'dealerId',
        'format',
        'webhook-id',
        'webhook-timestamp',
        'webhook-signature',
        'test',
      ],
      'GET /v1/complaints': ['dealerId', 'state', 'next'],
      'GET /v1/customers/{id}': ['id', 'next'],
    });
    const empty = described.flatMap(({ parameters }) => parameters).filter(({ description }) => !description);
    expect(empty).toEqual([]);
  });
});

describe('schemas of request bodies', () => {
  const bodies = Object.entries(document.components.schemas).filter(([name]) => name.endsWith('Body'));

  it.each(bodies)('%s tells what each field means', (_name, schema) => {
    expect(untold(schema)).toEqual([]);
  });

  it('show times, money and defaults as a sender must write them', () => {
    const visit = document.components.schemas['IngestVisitBody'];
    const order = v.parse(fields, visit?.properties?.['repairOrder']);
    expect(order.required).toEqual(['number', 'openedAt', 'type']);
    expect(order.properties).toMatchObject({
      status: { type: 'string', default: 'delivered', enum: ['open', 'closed', 'delivered', 'void'] },
      openedAt: { type: 'string', format: 'date-time' },
    });
    const totals = v.parse(fields, visit?.properties?.['totals']);
    expect(totals.properties?.['actual']).toMatchObject({
      type: 'string',
      pattern: '^-?\\d{1,12}(?:\\.\\d{1,4})?$',
    });
  });

  /** The fields without a description, in depth. */
  function untold(schema: unknown, at = ''): string[] {
    const { properties = {}, items } = v.parse(fields, schema);
    const inside = Object.entries(properties).flatMap(([name, field]) => {
      const here = v.parse(fields, field).description ? [] : [`${at}/${name}`];
      return [...here, ...untold(field, `${at}/${name}`)];
    });
    return items === undefined ? inside : [...inside, ...untold(items, at)];
  }
});

it('shows times in answers as date-time, whatever brand they have inside', () => {
  const form = document.components.schemas['ShowCallbackAnswer'];
  expect(form?.properties?.['dueAt']).toMatchObject({ type: 'string', format: 'date-time' });
  expect(text).not.toContain('\\\\d{3}Z');
});
