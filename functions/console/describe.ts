import { readFileSync } from 'node:fs';
import { httpFunction } from '../../shared/platform/lambda/http.ts';
import { parseJson } from '../../shared/platform/parse.ts';

// Generated from the schemas when the functions are bundled, and laid beside them.
const document = parseJson(readFileSync(new URL('../openapi.json', import.meta.url), 'utf8'));

/** GET /v1/openapi.json: what this API takes and answers. */
export const handler = httpFunction(() => Promise.resolve({ status: 200, body: document }));
