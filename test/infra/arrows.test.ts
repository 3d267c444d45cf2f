import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cruise } from 'dependency-cruiser';
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const config = await extractConfig(path.join(root, '.dependency-cruiser.js'));

/** An import that one arrow of the house forbids; `to` is a file of the house or a package. */
interface Sin {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
  readonly how?: 'import type' | 'export';
}

const sins: readonly Sin[] = [
  { rule: 'platform-knows-no-room', from: 'shared/platform/a.ts', to: 'shared/events/b.ts' },
  { rule: 'events-know-no-room', from: 'shared/events/a.ts', to: 'shared/dealers/b.ts', how: 'import type' },
  { rule: 'dealers-know-no-room', from: 'shared/dealers/a.ts', to: 'shared/staff/b.ts' },
  { rule: 'store-is-for-its-room', from: 'shared/care/a.ts', to: 'shared/visits/store.ts' },
  { rule: 'store-is-for-its-room', from: 'shared/dealers/c.ts', to: 'shared/visits/store.ts' },
  {
    rule: 'store-is-for-its-room',
    from: 'shared/reports/a.ts',
    to: 'shared/visits/store.ts',
    how: 'import type',
  },
  { rule: 'store-is-for-shared', from: 'functions/visits/a.ts', to: 'shared/visits/store.ts' },
  { rule: 'store-is-for-shared', from: 'infra/commands/a.ts', to: 'shared/visits/store.ts' },
  { rule: 'shared-stands-alone', from: 'shared/visits/a.ts', to: 'infra/groups/b.ts', how: 'import type' },
  { rule: 'functions-only-wire', from: 'functions/visits/b.ts', to: 'functions/care/b.ts' },
  { rule: 'functions-only-wire', from: 'functions/visits/c.ts', to: 'infra/groups/b.ts' },
  { rule: 'infra-runs-no-function', from: 'infra/local/start.ts', to: 'functions/care/b.ts' },
  { rule: 'template-holds-no-domain', from: 'infra/app.ts', to: 'shared/visits/b.ts', how: 'import type' },
  { rule: 'template-takes-types-only', from: 'infra/stacks/a.ts', to: 'shared/staff/b.ts' },
  { rule: 'template-takes-types-only', from: 'infra/groups/a.ts', to: 'shared/dealers/b.ts' },
  { rule: 'openapi-reads-the-contract', from: 'infra/openapi.ts', to: 'shared/visits/b.ts' },
  {
    rule: 'local-cloud-knows-no-domain',
    from: 'infra/local/runtime/a.ts',
    to: 'shared/platform/b.ts',
    how: 'import type',
  },
  { rule: 'local-cloud-knows-no-domain', from: 'infra/local/cloud.ts', to: 'shared/platform/b.ts' },
  { rule: 'nothing-needs-a-test', from: 'infra/commands/b.ts', to: 'test/a.ts' },
  { rule: 'no-barrel', from: 'shared/visits/c.ts', to: 'shared/visits/b.ts', how: 'export' },
  { rule: 'no-index', from: 'shared/visits/d.ts', to: 'shared/visits/index.ts' },
  { rule: 'no-circle', from: 'shared/visits/e.ts', to: 'shared/visits/f.ts' },
  { rule: 'lambda-stays-in-its-wrapper', from: 'shared/visits/g.ts', to: '@middy/core' },
  {
    rule: 'lambda-stays-in-its-wrapper',
    from: 'shared/platform/c.ts',
    to: 'aws-lambda',
    how: 'import type',
  },
  { rule: 'lambda-stays-in-its-wrapper', from: 'functions/visits/d.ts', to: '@aws-lambda-powertools/logger' },
  { rule: 'one-way-to-the-table', from: 'shared/visits/h.ts', to: '@aws-sdk/client-dynamodb' },
  { rule: 'one-way-to-the-bus', from: 'functions/visits/e.ts', to: '@aws-sdk/client-eventbridge' },
  { rule: 'one-way-to-the-phones', from: 'shared/messages/send.ts', to: '@aws-sdk/client-sns' },
  { rule: 'no-unknown', from: 'shared/visits/i.ts', to: 'shared/visits/nowhere.ts' },
];

/** Imports that look alike and are in order. */
const virtues: readonly Import[] = [
  { from: 'shared/visits/fine.ts', to: 'shared/visits/store.ts' },
  { from: 'shared/visits/fine.ts', to: 'shared/platform/b.ts' },
  { from: 'shared/care/fine.ts', to: 'shared/visits/b.ts' },
  { from: 'functions/visits/fine.ts', to: 'shared/visits/fine.ts' },
  { from: 'infra/groups/fine.ts', to: 'shared/staff/b.ts', how: 'import type' },
  { from: 'infra/commands/fine.ts', to: 'shared/visits/fine.ts' },
  { from: 'shared/platform/lambda/fine.ts', to: '@middy/core' },
  { from: 'shared/messages/senders/sns.ts', to: '@aws-sdk/client-sns' },
  { from: 'shared/visits/one.ts', to: 'shared/visits/two.ts' },
  { from: 'shared/visits/two.ts', to: 'shared/visits/one.ts', how: 'import type' },
];

type Import = Omit<Sin, 'rule'>;

/** The other half of the circle, and a file that nothing imports. */
const extras: readonly Import[] = [
  { from: 'shared/visits/f.ts', to: 'shared/visits/e.ts' },
  { from: 'shared/visits/dead.ts', to: 'shared/visits/b.ts' },
];
const orphan = 'shared/visits/orphan.ts';
const unreached = /\/(?:store|index|orphan|dead)\.ts$/;

const house = mkdtempSync(path.join(tmpdir(), 'huifang-arrows-'));
let found: string[] = [];

/** Builds a house that breaks every arrow once, and lists what dependency-cruiser says of it. */
beforeAll(async () => {
  const lines = new Map<string, string[]>([[orphan, []]]);
  const imports: readonly Import[] = [...sins, ...virtues, ...extras];
  for (const { from, to, how = 'import' } of imports) {
    lines.set(from, [...(lines.get(from) ?? []), `${how} { a } from '${specifier(from, to)}';`]);
    if (isFile(to) && !to.endsWith('/nowhere.ts')) lines.set(to, lines.get(to) ?? []);
  }
  const reached = [...lines.keys()].filter((file) => file.startsWith('shared/') && !unreached.test(file));
  lines.set(
    'functions/care/all.ts',
    reached.map((file) => `import '${specifier('functions/care/all.ts', file)}';`),
  );
  for (const [file, text] of lines) {
    mkdirSync(path.join(house, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(house, file), [...text, 'export const b = 1;', ''].join('\n'));
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(house, 'node_modules'));
  found = await violations(house);
});

afterAll(() => {
  rmSync(house, { recursive: true });
});

async function violations(directory: string): Promise<string[]> {
  const { output } = await cruise(['functions', 'infra', 'shared', 'test'], {
    ...config.options,
    tsConfig: undefined,
    baseDir: directory,
    validate: true,
    ruleSet: { forbidden: config.forbidden ?? [] },
  });
  if (typeof output === 'string') throw new Error(output);
  return output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
}

function isFile(name: string): boolean {
  return name.endsWith('.ts');
}

function specifier(from: string, to: string): string {
  if (!isFile(to)) return to;
  const relative = path.posix.relative(path.posix.dirname(from), to);
  return relative.startsWith('.') ? relative : `./${relative}`;
}

function breaches(rule: string, from: string): string[] {
  return found.filter((each) => each.startsWith(`${rule}: ${from} → `));
}

describe('the arrows of the house', () => {
  it.each(sins)('$rule forbids $from → $to', ({ rule, from, to }) => {
    expect(breaches(rule, from).join()).toContain(to.replace(/^.*\//, ''));
  });

  it.each(virtues)('$from → $to is in order', ({ from }) => {
    expect(found.filter((each) => each.includes(`${from} → `))).toEqual([]);
  });

  it('no-orphan finds a file of shared that is connected to nothing', () => {
    expect(breaches('no-orphan', orphan)).toHaveLength(1);
  });

  it('no-dead-room finds a file of shared that no function and no command reaches', () => {
    expect(found.filter((each) => each.startsWith('no-dead-room') && each.includes('/dead.ts'))).not.toEqual(
      [],
    );
  });

  it('are all shown to forbid something', () => {
    const shown = new Set([...sins.map(({ rule }) => rule), 'no-orphan', 'no-dead-room']);
    expect((config.forbidden ?? []).map(({ name }) => name ?? '').sort()).toEqual([...shown].sort());
  });
});

describe('what no import shows', () => {
  const sources = globSync('{functions,shared}/**/*.ts', { cwd: root }).map((file) => ({
    file: file.replaceAll(path.sep, '/'),
    text: readFileSync(path.join(root, file), 'utf8'),
  }));

  it('every store lies in the store.ts of its room', () => {
    const stores = sources.filter(({ text }) => text.includes('new Aggregates'));
    expect(stores.map(({ file }) => file).filter((file) => !/^shared\/\w+\/store\.ts$/.test(file))).toEqual(
      [],
    );
    expect(stores.length).toBeGreaterThanOrEqual(8);
  });

  it('the wall clock is read in one place', () => {
    const readers = sources.filter(({ text }) =>
      /^(?!\s*(?:\/\/|\/?\*)).*(?:Date\.now\(\)|new Date\(\))/m.test(text),
    );
    expect(readers.map(({ file }) => file)).toEqual(['shared/platform/clock.ts']);
  });
});
