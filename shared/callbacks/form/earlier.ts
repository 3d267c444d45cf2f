import * as v from 'valibot';
import type { AnyEvent } from '../../events/envelope.ts';
import { readWords, type WordsRef, WordsRefSchema } from '../../events/words.ts';
import type { Table } from '../../platform/table.ts';

const mostShown = 10;
const withWords = v.object({ words: WordsRefSchema, score: v.optional(v.number()) });

/** Something that the customer said before, verbatim, and what it came with. */
export interface Said {
  readonly eventId: string;
  readonly name: string;
  readonly at: string;
  readonly score?: number;
  readonly text: string;
}

/**
 * What a customer said lately (R04), newest first, each once: the event that tells most of it names it. Words that were
 * erased are left out.
 */
export async function saidLately(table: Table, events: readonly AnyEvent[]): Promise<Said[]> {
  const shown = newestWords(events);
  const texts = await Promise.all(shown.map(({ words }) => readWords(table, words)));
  return shown.flatMap(({ event, score }, index) => {
    const text = texts[index]?.text;
    const { id: eventId, name, happenedAt: at } = event;
    return text === undefined ? [] : [{ eventId, name, at, ...(score !== undefined && { score }), text }];
  });
}

/** The newest words of some events, and of events that tell of the same words the one with a score. */
export function newestWords(events: readonly AnyEvent[]) {
  const found = new Map<string, { event: AnyEvent; words: WordsRef; score?: number | undefined }>();
  for (const event of events) {
    const facts = v.safeParse(withWords, event.facts);
    if (!facts.success) continue;
    const { words, score } = facts.output;
    const key = `${words.aggregateId} ${words.key}`;
    const known = found.get(key);
    if (!known || (known.score === undefined && score !== undefined)) found.set(key, { event, words, score });
  }
  return [...found.values()]
    .sort((a, b) => (a.event.happenedAt > b.event.happenedAt ? -1 : 1))
    .slice(0, mostShown);
}
