import { describe, expect, it } from 'vitest';
import { type Part, complaintParts, replyParts } from '../../corpora/corpus.ts';
import { measureComplaints } from '../../corpora/measure-complaints.ts';
import { measureReplies } from '../../corpora/measure-replies.ts';
import type { Measure } from '../../corpora/measure.ts';

/** What the readers reached, part by part; they may become better, not worse. */
type Floors = Readonly<Record<string, readonly number[]>>;

const replies: Floors = {
  'no answer, and not taken for one': [0.99, 0.99, 0.99, 0.99, 0.99],
  'unsure, and left to be asked': [0.94, 0.94, 0.93, 0.88, 0.72],
  'taken for a rating, and is that rating': [0.97, 0.97, 0.97, 0.97, 0.93],
  'a rating, and read as such': [0.98, 0.95, 0.95, 0.92, 0.79],
  'opt-out, and obeyed': [0.95, 0.95, 0.9, 0.97, 0.6],
  'no opt-out, and not taken for one': [1, 1, 1, 1, 1],
  'yes or no, and read as such': [1, 1, 1],
};

const complaints: Floors = {
  'safety at stake, and made major': [0.97, 0.97, 0.97, 0.96, 0.97, 0.96],
  'major without danger, and made major': [0.97, 0.97, 0.86, 0.63, 0.72, 0.93],
  'not major, and not made major': [0.97, 0.97, 0.89, 0.81, 0.95, 0.94],
};

describe.each([
  ['replies', () => floored(replyParts(), measureReplies, replies)],
  ['complaints', () => floored(complaintParts(), measureComplaints, complaints)],
])('on the %s', (_, figures) => {
  it.each(figures())('$part: $name', ({ right, misses, untouched, floor }) => {
    // Whoever mends a rule must not learn what the untouched part says.
    const missed = misses.map(({ id, text }) => (untouched ? id : `${id} ${text}`)).join('\n');
    expect(right.share ?? 1, `${right.count} of ${right.n}; missed:\n${missed}`).toBeGreaterThanOrEqual(
      floor,
    );
  });
});

describe('the fresh sets', () => {
  it('are as large as they were committed', () => {
    const sizes = [replyParts(), complaintParts()].map((parts) => parts.map(({ entries }) => entries.length));
    expect(sizes).toEqual([
      [399, 260, 300, 820, 300],
      [165, 140, 160, 320, 480, 220],
    ]);
  });
});

function floored<Entry>(
  parts: readonly Part<Entry>[],
  measureAll: (entries: readonly Entry[]) => readonly Measure[],
  floors: Floors,
) {
  return parts.flatMap(({ name: part, untouched, entries }, n) =>
    measureAll(entries).flatMap((each) => {
      const floor = floors[each.name]?.[n];
      return floor === undefined ? [] : [{ ...each, part, untouched, floor }];
    }),
  );
}
