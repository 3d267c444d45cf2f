import { Problem } from '../../platform/problem.ts';
import { canonical } from './canonical.ts';
import type { Format } from './format.ts';

/**
 * The formats that are read without a mapping, by name. Those of others are loaded when the first visit of theirs comes:
 * most dealers send one format.
 */
export const formats: Readonly<
  Record<'canonical' | 'sheet' | 'star' | 'jt1132' | 'tekmetric', () => Promise<Format>>
> = {
  canonical: () => Promise.resolve(canonical),
  sheet: async () => (await import('./sheet.ts')).sheet,
  star: async () => (await import('./star.ts')).star,
  jt1132: async () => (await import('./jt1132.ts')).jt1132,
  tekmetric: async () => (await import('./tekmetric.ts')).tekmetric,
};
export type FormatName = keyof typeof formats;

/** How a body is to be read: in a format, or by the present mapping of the dealer under a name. */
export type Told =
  | { readonly kind: 'format'; readonly name: FormatName }
  | { readonly kind: 'mapping'; readonly name: string };

const mediaType = /^application\/vnd\.huifang\.([\w.-]+)\+json$/;
const mapping = /^mapping(?:[:.]([a-z0-9-]{1,40}))?$/;

/**
 * Which format a request names: `?format=NAME`, else the media type `application/vnd.huifang.NAME+json`, else our own.
 * Throws a 400 or 415 problem that lists the known ones.
 */
export function formatTold(query: string | undefined, contentType: string | undefined): Told {
  if (query !== undefined) {
    const told = toldBy(query);
    if (told) return told;
    throw unknownFormat(400, 'unknown-format', 'The parameter format names no format that is read here');
  }
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const named = mediaType.exec(type)?.[1];
  const told = named === undefined ? undefined : toldBy(named);
  if (told) return told;
  if (named !== undefined || /[/+]xml$|^text\/csv$|^multipart\/|^application\/vnd\./.test(type))
    throw unknownFormat(415, 'unknown-media-type', 'The media type of the body is none that is read here');
  return { kind: 'format', name: 'canonical' };
}

/** The format or mapping of a name; undefined for a name that is none. */
export function toldBy(name: string): Told | undefined {
  if (isFormatName(name)) return { kind: 'format', name };
  const found = mapping.exec(name);
  return found ? { kind: 'mapping', name: found[1] ?? 'default' } : undefined;
}

function isFormatName(name: string): name is FormatName {
  return Object.hasOwn(formats, name);
}

function unknownFormat(status: 400 | 415, type: string, title: string): Problem {
  const names = Object.keys(formats).join(', ');
  return new Problem({
    status,
    type,
    title,
    detail: `Known are ${names}, mapping and mapping:NAME, told as ?format=star or as the media type application/vnd.huifang.star+json; application/json is canonical.`,
  });
}
