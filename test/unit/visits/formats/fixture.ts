import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import type { FormatContext } from '../../../../shared/visits/formats/format.ts';
import { parseJson } from '../../../../shared/platform/parse.ts';
import { type Fault, Problem } from '../../../../shared/platform/problem.ts';
import { ZoneSchema } from '../../../../shared/platform/time.ts';
import { formats as loaders, type FormatName } from '../../../../shared/visits/formats/formats.ts';
import { understand, type Understood } from '../../../../shared/visits/formats/understand.ts';

export const austin: FormatContext = {
  zone: v.parse(ZoneSchema, 'America/Chicago'),
  country: 'US',
  currency: 'USD',
  locale: 'en-US',
};
export const chengdu: FormatContext = {
  zone: v.parse(ZoneSchema, 'Asia/Shanghai'),
  country: 'CN',
  currency: 'CNY',
  locale: 'zh-CN',
};

const directory = path.resolve(import.meta.dirname, '../../../fixtures/visits');
const object = v.record(v.string(), v.unknown());

const formats = {
  canonical: await loaders.canonical(),
  sheet: await loaders.sheet(),
  star: await loaders.star(),
  jt1132: await loaders.jt1132(),
  tekmetric: await loaders.tekmetric(),
};

/** A visit as a system wrote it, from test/fixtures/visits. */
export function fixture(name: string): Record<string, unknown> {
  return v.parse(object, parseJson(readFileSync(path.join(directory, name), 'utf8')));
}

/** What is understood of a visit in a format. */
export function read(name: FormatName, visit: unknown, context: FormatContext): Understood {
  return understand(formats[name](visit, context), context);
}

/** What is wrong with a visit in a format; nothing where it is understood. */
export function faultsOf(name: FormatName, visit: unknown, context: FormatContext): readonly Fault[] {
  try {
    read(name, visit, context);
    return [];
  } catch (error) {
    if (error instanceof Problem && error.status === 400) return error.errors;
    throw error;
  }
}

/** The assumptions as `pointer kind`. */
export function assumedIn({ assumed }: Understood): string[] {
  return assumed.map(({ pointer, kind }) => `${pointer} ${kind}`);
}
