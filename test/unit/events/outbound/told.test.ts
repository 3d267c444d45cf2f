import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { EventSchema } from '../../../../shared/events/catalogue.ts';
import { toldEvents } from '../../../../shared/events/endpoints.ts';
import { toldOf } from '../../../../shared/events/outbound/told.ts';
import { notifyEntry } from '../../../../infra/stacks/functions.ts';

const fixtures = path.join(import.meta.dirname, '../../../fixtures/events/v1');
const events = readdirSync(fixtures).map((name) =>
  v.parse(EventSchema, JSON.parse(readFileSync(path.join(fixtures, name), 'utf8'))),
);
const closed = events.find((event) => event.name === 'callback.closed');
const told = (event: (typeof events)[number]) => toldOf(event);

describe('what other systems are told', () => {
  it('each kind that they may ask for has a source', () => {
    const kinds = events.map((event) =>
      event.name === 'callback.closed' ? { ...event, facts: { ...event.facts, visitId: 'visit_1' } } : event,
    );
    const types = new Set(kinds.flatMap((event) => told(event)?.type ?? []));
    expect([...types].sort()).toEqual([...toldEvents].sort());
  });

  it('each source is heard', () => {
    const sources = events.filter((event) => event.name === 'callback.closed' || told(event));
    const heard: readonly string[] = notifyEntry.pattern.detailType ?? [];
    expect(sources.map(({ name }) => name).filter((name) => !heard.includes(name))).toEqual([]);
    expect(sources.length).toBe(toldEvents.length);
  });

  it('is ids, figures, choices and times: no words, nor references to any', () => {
    for (const event of events) {
      for (const [name, value] of Object.entries(told(event)?.data ?? {})) {
        expect(['string', 'number', 'boolean', 'undefined']).toContain(typeof value);
        expect(String(value)).toMatch(/^[\w.:-]*$/);
        expect(name).not.toMatch(/words|digest|remark|phone|name|plate/i);
      }
    }
  });

  it('a callback after a visit is its follow-up; one that a customer asked for, or of a void visit, is none', () => {
    if (closed?.name !== 'callback.closed') throw new Error('no fixture');
    const withVisit = { ...closed, facts: { visitId: 'visit_1', outcome: 'reached' as const } };
    expect(toldOf(withVisit)).toMatchObject({
      type: 'visit.followed-up',
      data: { visitId: 'visit_1', outcome: 'reached' },
    });
    expect(toldOf({ ...closed, facts: { outcome: 'reached' } })).toBeUndefined();
    expect(toldOf({ ...closed, facts: { visitId: 'visit_1', outcome: 'void' } })).toBeUndefined();
  });
});
