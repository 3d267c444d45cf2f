import { readFileSync } from 'node:fs';
import * as v from 'valibot';

const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** The version of this checkout, which is noted in each stack that is deployed from it. */
export const { version } = v.parse(v.object({ version: v.string() }), manifest);
