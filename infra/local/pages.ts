import { readFile } from 'node:fs/promises';

/** One answer of the one-machine cloud's pages: what `front.ts` sends as it is. */
export interface Page {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const TYPES = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
} as const;

/** Every path that is a page or a part of one, with its file in `pages/`. */
const FILES: ReadonlyMap<string, readonly [file: string, type: keyof typeof TYPES]> = new Map([
  ['/', ['start.html', 'html']],
  ['/phones', ['phones.html', 'html']],
  ['/clock', ['clock.html', 'html']],
  ['/events', ['events.html', 'html']],
  ['/dead-letters', ['dead-letters.html', 'html']],
  ['/pages/style.css', ['style.css', 'css']],
  ['/pages/icon.svg', ['icon.svg', 'svg']],
  ['/favicon.ico', ['icon.svg', 'svg']],
  ['/pages/language.js', ['language.js', 'js']],
  ['/pages/page.js', ['page.js', 'js']],
  ['/pages/cloud.js', ['cloud.js', 'js']],
  ['/pages/times.js', ['times.js', 'js']],
  ['/pages/start.js', ['start.js', 'js']],
  ['/pages/phones.js', ['phones.js', 'js']],
  ['/pages/clock.js', ['clock.js', 'js']],
  ['/pages/events.js', ['events.js', 'js']],
  ['/pages/causes.js', ['causes.js', 'js']],
  ['/pages/dead-letters.js', ['dead-letters.js', 'js']],
]);

/** The paths that `pageAt` answers. */
export const pagePaths: readonly string[] = [...FILES.keys()];

/**
 * The page at a path of the URL (without query), or undefined where there is none. The pages may load nothing from
 * elsewhere, which their headers hold the browser to.
 */
export async function pageAt(path: string): Promise<Page | undefined> {
  const [file, type] = FILES.get(path) ?? [];
  if (file === undefined || type === undefined) return undefined;
  return {
    headers: {
      'content-type': TYPES[type],
      'content-security-policy': "default-src 'self'; frame-ancestors 'none'",
      'cache-control': 'no-cache',
    },
    body: await readFile(new URL(`pages/${file}`, import.meta.url)),
  };
}
