import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { tell } from '../../../shared/console/why/tell.ts';
import { AnyEventSchema, type AnyEvent } from '../../../shared/events/envelope.ts';
import { withholdReasons } from '../../../shared/events/messages.ts';
import { ZoneSchema } from '../../../shared/platform/time.ts';

const zone = v.parse(ZoneSchema, 'Asia/Shanghai');
const fixtures = path.join(import.meta.dirname, '../../fixtures/events/v1');
const told = /^(?:(?:visit|callback|survey|message|handset|consent|complaint|promise)\.|customer\.erased$)/;

function fixture(file: string): AnyEvent {
  const event: unknown = JSON.parse(readFileSync(path.join(fixtures, file), 'utf8'));
  return v.parse(AnyEventSchema, event);
}
const events = readdirSync(fixtures).map(fixture);

describe('every event that leads to a contact, or stands against one', () => {
  it.each(events.filter(({ name }) => told.test(name)))('$name is told in both languages', (event) => {
    const { 'zh-CN': zh, 'en-US': en } = tell(event, zone);
    expect(zh).toMatch(/\p{Script=Han}.*[。）]$/u);
    expect(en).toMatch(/^[A-Z].*[.)]$/);
    expect(en).not.toMatch(/\p{Script=Han}/u);
    // Neither ids nor what a program would say.
    for (const sentence of [zh, en]) {
      expect(sentence).not.toMatch(/undefined|null|object|_|Something else|另有记录|\b[a-z]+-[a-z]+\b/);
    }
  });

  it('whoever answers and leaves in one text is told to have done both', () => {
    const event = fixture('message.received.json');
    const conversation = { kind: 'survey', id: 'survey_1' };
    const sentence = tell({ ...event, facts: { ...event.facts, keyword: 'opt-out', conversation } }, zone);
    expect(sentence['en-US']).toBe('The customer answered, and wants no more texts.');
  });

  it.each(withholdReasons)('%s is a reason that people understand', (reason) => {
    const event = fixture('message.withheld.json');
    const sentence = tell({ ...event, facts: { ...event.facts, reason, limit: 3 } }, zone)['en-US'];
    expect(sentence).toMatch(/^The question after the visit was not sent\. [A-Z].*\. The limit is 3\.$/);
  });

  it('tells times by the clock of the store', () => {
    const sentence = tell(fixture('message.held.json'), zone);
    expect(sentence['zh-CN']).toMatch(/\d{4}-\d\d-\d\d 0[89]:\d\d/);
  });

  it('what leads to no contact is told by its name', () => {
    expect(tell(fixture('staff.removed.json'), zone)['en-US']).toBe(
      'Something else was recorded (staff.removed).',
    );
  });
});
