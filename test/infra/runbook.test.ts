import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { deployDemo } from './deployment.ts';
import { AlarmSchema } from './parts.ts';

const runbook = readFileSync(path.resolve(import.meta.dirname, '../../docs/runbook.md'), 'utf8');
const sections = new Map(
  runbook
    .split(/^### /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section.replace(/^## .*$/ms, '')]),
);
const alarms = deployDemo()
  .all('AWS::CloudWatch::Alarm', v.object({ ...AlarmSchema.entries, AlarmName: v.string() }))
  .map(({ properties }) => ({
    ...properties,
    section: properties.AlarmName.replace(/^huifang-demo-(?:api|events)-/, ''),
  }));

describe('the runbook', () => {
  it('has a section for every alarm, and for nothing else', () => {
    expect([...sections.keys()].sort()).toEqual(alarms.map(({ section }) => section).sort());
  });

  it('says in each what it means, how to see it, what to do and when it is over', () => {
    const parts = ['**Means.**', '**See.**', '**Do.**', '**Over.**'];
    const wanting = [...sections].flatMap(([name, text]) =>
      parts.filter((part) => !text.includes(part)).map((part) => `${name}: ${part}`),
    );
    expect(wanting).toEqual([]);
  });

  it('names in each section of dead letters the queue to redrive', () => {
    const wanting = [...sections].filter(
      ([name, text]) =>
        name.endsWith('-dead-letters') &&
        !text.includes(`--queue ${name.replace('-dead-letters', '').replace('-', '/')}`),
    );
    expect(wanting.map(([name]) => name)).toEqual([]);
  });

  it('is where each alarm sends its reader', () => {
    const astray = alarms.filter(
      ({ section, AlarmDescription }) => !AlarmDescription.endsWith(`docs/runbook.md#${section}`),
    );
    expect(astray).toEqual([]);
  });
});
