import { type Proportion, proportion } from '../../shared/surveys/figures/proportion.ts';
import type { Part } from './corpus.ts';

/** One figure: in how many cases the reading was right, and where it was not. */
export interface Measure {
  readonly name: string;
  readonly right: Proportion;
  readonly misses: readonly { readonly id: string; readonly text: string }[];
}

/** In how many cases a reading is right. */
export function measure<Entry extends { readonly id: string; readonly text: string }>(
  name: string,
  cases: readonly Entry[],
  isRight: (entry: Entry) => boolean,
): Measure {
  const misses = cases.filter((entry) => !isRight(entry)).map(({ id, text }) => ({ id, text }));
  return { name, right: proportion(cases.length - misses.length, cases.length), misses };
}

/** The figures of every part, line by line; the words of misses only where they may be looked at. */
export function printed<Entry>(
  parts: readonly Part<Entry>[],
  measureAll: (entries: readonly Entry[]) => readonly Measure[],
  words: boolean,
): string[] {
  return parts.flatMap(({ name, untouched, entries }) => [
    `${name} (${entries.length})`,
    ...measureAll(entries).flatMap((each) => [figureLine(each), ...missLines(each, words && !untouched)]),
  ]);
}

function figureLine({ name, right }: Measure): string {
  const { count, n, share, low, high } = right;
  const figure = share === undefined ? '–' : `${share.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
  return `  ${name.padEnd(40)} ${`${count}/${n}`.padStart(8)} = ${figure}`;
}

function missLines({ misses }: Measure, words: boolean): string[] {
  if (misses.length === 0) return [];
  if (!words) return [`      missed: ${misses.map(({ id }) => id).join(' ')}`];
  return misses.map(({ id, text }) => `      missed: ${id} ${JSON.stringify(text)}`);
}
