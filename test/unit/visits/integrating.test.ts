import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { operations, problemsOf } from '../../../shared/console/api.ts';

const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/integrating-a-dms.md'), 'utf8');
const intake = operations.find(({ operationId }) => operationId === 'ingestVisit');

it('every refusal of intake stands with its cure in the page for integrators', () => {
  const types = new Set((intake ? problemsOf(intake) : []).map(({ type }) => type));
  expect(types.size).toBeGreaterThan(8);
  expect([...types].filter((type) => !page.includes(`| \`${type}\` |`))).toEqual([]);
});
