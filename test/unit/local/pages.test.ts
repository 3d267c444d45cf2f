import { readdir } from 'node:fs/promises';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { pageAt, pagePaths } from '../../../infra/local/pages.ts';

const folder = new URL('../../../infra/local/pages/', import.meta.url);
const html = ['/', '/phones', '/clock', '/events', '/dead-letters'];
const elsewhere = ['/v1/openapi.json'];

async function textOf(path: string): Promise<string> {
  const page = await pageAt(path);
  if (!page) throw new Error(`there is no ${path}`);
  return page.body.toString('utf8');
}

/** A page's module as a test can call it. */
async function moduleOf<S extends v.GenericSchema>(file: string, schema: S): Promise<v.InferOutput<S>> {
  const loaded: unknown = await import(new URL(file, folder).href);
  return v.parse(schema, loaded);
}

describe('what is served', () => {
  test.each(pagePaths)('%s has its type and may load nothing from elsewhere', async (path) => {
    const page = await pageAt(path);
    expect(page?.body.length).toBeGreaterThan(0);
    expect(page?.headers['content-type']).toMatch(
      /^(text\/(html|css|javascript); charset=utf-8|image\/svg\+xml)$/,
    );
    expect(page?.headers['content-security-policy']).toContain("default-src 'self'");
  });

  test('nothing else is served, nor anything forgotten', async () => {
    for (const path of ['/nothing', '/pages/', '/pages/../pages.ts', '/pages/start.html', '']) {
      expect(await pageAt(path)).toBeUndefined();
    }
    const served = await Promise.all(pagePaths.map(textOf));
    expect(new Set(served).size).toBe((await readdir(folder)).length);
  });

  test.each(html)('whatever %s asks for is there', async (path) => {
    const links = [...(await textOf(path)).matchAll(/(?:href|src)="([^"#]+)"/g)].map(
      ([, link]) => link ?? '',
    );
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) expect([...pagePaths, ...elsewhere]).toContain(link);
  });

  test('whatever the scripts import is there, and nobody names another host', async () => {
    for (const path of pagePaths) {
      const text = await textOf(path);
      for (const [, name] of text.matchAll(/from '\.\/([^']+)'/g))
        expect(pagePaths).toContain(`/pages/${name}`);
      expect(text.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:\/\//);
    }
  });
});

describe('both languages', () => {
  test.each(html)('%s says everything in English and then in Chinese', async (path) => {
    const body = (await textOf(path)).replace(/^[\s\S]*<body>/, '');
    const languages = [...body.matchAll(/lang="(en|zh-CN)"/g)].map(([, language]) => language);
    expect(languages.length).toBeGreaterThan(1);
    expect(languages).toEqual(languages.map((_, index) => (index % 2 === 0 ? 'en' : 'zh-CN')));
    for (const [, chinese] of body.matchAll(/lang="zh-CN"[^>]*>([^<]+)/g)) expect(chinese).toMatch(/[一-鿿]/);
  });
});

describe('times', async () => {
  const instantOf = v.pipe(v.function(), v.returns(v.string()));
  const times = await moduleOf(
    'times.js',
    v.object({ instantAt: instantOf, nextMorning: instantOf, wallTime: instantOf }),
  );
  const zones = fc.constantFrom('Asia/Shanghai', 'America/Chicago', 'UTC');
  const moment = fc.integer({
    min: Date.parse('2026-01-01T00:00Z') / 60_000,
    max: Date.parse('2028-01-01T00:00Z') / 60_000,
  });
  const properties = { seed: 20260302, numRuns: 300 };

  test.each([
    ['2026-03-02T09:00', 'Asia/Shanghai', '2026-03-02T01:00:00.000Z'],
    ['2026-03-02T09:00', 'America/Chicago', '2026-03-02T15:00:00.000Z'],
    ['2026-07-01T09:00', 'America/Chicago', '2026-07-01T14:00:00.000Z'],
    ['2026-03-08T02:30', 'America/Chicago', '2026-03-08T08:30:00.000Z'],
  ])('%s in %s is %s', (wall, zone, instant) => {
    expect(times.instantAt(wall, zone)).toBe(instant);
  });

  test('an instant’s wall time leads back to it, but for the hour that comes twice', () => {
    fc.assert(
      fc.property(moment, zones, (minutes, zone) => {
        const at = minutes * 60_000;
        const back = Date.parse(times.instantAt(times.wallTime(new Date(at).toISOString(), zone), zone));
        expect([0, 3_600_000]).toContain(Math.abs(back - at));
      }),
      properties,
    );
  });

  test('the next morning is at nine, later, and within a day', () => {
    fc.assert(
      fc.property(moment, zones, (minutes, zone) => {
        const now = minutes * 60_000;
        const morning = times.nextMorning(new Date(now).toISOString(), zone);
        expect(times.wallTime(morning, zone)).toMatch(/T09:00$/);
        expect(Date.parse(morning)).toBeGreaterThan(now);
        expect(Date.parse(morning)).toBeLessThanOrEqual(now + 25 * 3_600_000);
      }),
      properties,
    );
  });
});

describe('the chain of causes', async () => {
  const eventSchema = v.object({ id: v.string() });
  const { chainTo } = await moduleOf(
    'causes.js',
    v.object({ chainTo: v.pipe(v.function(), v.returns(v.array(eventSchema))) }),
  );
  const event = (id: string, kind: string, causeId: string) => ({
    id,
    name: id,
    cause: { kind, id: causeId },
  });
  const known = (...events: { id: string }[]) => new Map(events.map((each) => [each.id, each]));

  test('leads from the origin to the event', () => {
    const [visit, callback, survey] = [
      event('v.1', 'request', 'r'),
      event('c.1', 'event', 'v.1'),
      event('s.1', 'event', 'c.1'),
    ];
    expect(chainTo(survey, known(survey, visit, callback)).map(({ id }) => id)).toEqual([
      'v.1',
      'c.1',
      's.1',
    ]);
  });

  test('ends where the cause is not known, and does not go round in circles', () => {
    const [a, b] = [event('a', 'event', 'b'), event('b', 'event', 'a')];
    expect(chainTo(a, known(a)).map(({ id }) => id)).toEqual(['a']);
    expect(chainTo(a, known(a, b)).map(({ id }) => id)).toEqual(['b', 'a']);
  });
});
