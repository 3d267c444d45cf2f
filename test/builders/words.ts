import type { WordsRef } from '../../shared/events/words.ts';

/** A reference to words that somebody said. */
export function aWordsRef(aggregateId = 'reply_1'): WordsRef {
  return { aggregateId, key: 'text', digest: `digest-of-${aggregateId}` };
}
