import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { EventSchema } from '../../../shared/events/catalogue.ts';
import { AnyEventSchema, eventKey } from '../../../shared/events/envelope.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/events/v1');
const files = readdirSync(fixtures).filter((name) => name.endsWith('.json'));
const catalogued = EventSchema.options.map((schema) => schema.entries.name.literal);

function read(file: string): unknown {
  const event: unknown = JSON.parse(readFileSync(join(fixtures, file), 'utf8'));
  return event;
}

describe('data outlives code: events as schema version 1 wrote them', () => {
  it('there is one of every event in the catalogue, and of no other', () => {
    expect(files.map((file) => file.replace(/\.json$/, '')).sort()).toEqual([...catalogued].sort());
  });

  it.each(files)('%s is read with all that is in it', (file) => {
    const event = read(file);
    const parsed = v.parse(EventSchema, event);
    expect(parsed).toEqual(event);
    expect(`${parsed.name}.json`).toBe(file);
    expect(parsed.v).toBe(1);
    expect(v.parse(AnyEventSchema, event)).toEqual(event);
    expect(eventKey(parsed.id)?.pk).toBe(parsed.aggregateId);
  });

  it.each(files)('%s: without its facts, cause or actor it is no event', (file) => {
    const event = Object.entries(v.parse(v.looseObject({}), read(file)));
    for (const missing of ['facts', 'cause', 'actor', 'recordedAt', 'id']) {
      const maimed = Object.fromEntries(event.filter(([name]) => name !== missing));
      expect(v.is(EventSchema, maimed)).toBe(false);
    }
  });

  it('an event that the catalogue does not know is none', () => {
    expect(
      v.is(EventSchema, { ...v.parse(v.looseObject({}), read('visit.recorded.json')), name: 'visit.lost' }),
    ).toBe(false);
  });

  it('events hold no names, numbers, plates or words: every text in them is an id, a choice, a time or a digest', () => {
    const impersonal = /^[\w.:?#=+/-]*$/;
    for (const file of files) {
      for (const text of textsIn(read(file))) expect(text).toMatch(impersonal);
    }
  });
});

function textsIn(node: unknown): string[] {
  if (typeof node === 'string') return [node];
  return typeof node === 'object' && node !== null ? Object.values(node).flatMap(textsIn) : [];
}
