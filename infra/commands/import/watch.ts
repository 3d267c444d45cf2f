import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** What came of a file that was dropped: `later` where it is to be tried again. */
export type Outcome = 'done' | 'refused' | 'later';

const looksEvery = 1000; // milliseconds
const triesAgainAfter = 60_000; // milliseconds
const kinds = /\.(?:csv|txt|tsv|ndjson|jsonl)$/i;

interface Seen {
  readonly size: number;
  readonly modified: number;
  readonly since: number;
}

/**
 * Imports each file that is dropped into a folder, one after another in the order of their names, and moves it to
 * `done/` or `refused/` with its report. A file is complete when it has not changed for some seconds, or at once when
 * an empty `NAME.done` lies beside it. Resolves when the signal comes, after the file at hand.
 */
export async function watchFolder(
  folder: string,
  settleSeconds: number,
  handle: (file: string, report: string) => Promise<Outcome>,
  signal: AbortSignal,
): Promise<void> {
  const seen = new Map<string, Seen>();
  const later = new Map<string, number>();
  while (!signal.aborted) {
    const names = (await readdir(folder)).sort();
    for (const name of seen.keys()) if (!names.includes(name)) seen.delete(name);
    for (const name of names) {
      if (signal.aborted) return;
      if (!kinds.test(name) || name.startsWith('.') || name.endsWith('.refused.csv')) continue;
      const file = path.join(folder, name);
      const isMarked = names.includes(`${name}.done`);
      if (!(isMarked || (await isSettled(file, name, seen, settleSeconds)))) continue;
      if ((later.get(name) ?? 0) > performance.now()) continue;
      const report = path.join(folder, `${name}.refused.csv`);
      const outcome = await handle(file, report);
      if (outcome === 'later') later.set(name, performance.now() + triesAgainAfter);
      else await putAway(folder, name, outcome);
    }
    await pause(looksEvery, undefined, { signal }).catch(() => undefined);
  }
}

async function isSettled(
  file: string,
  name: string,
  seen: Map<string, Seen>,
  settleSeconds: number,
): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) return false;
  const before = seen.get(name);
  if (before?.size === found.size && before.modified === found.mtimeMs)
    return performance.now() - before.since >= settleSeconds * 1000;
  seen.set(name, { size: found.size, modified: found.mtimeMs, since: performance.now() });
  return false;
}

/** The report first: whoever finds the file finds what is to be said of it. */
async function putAway(folder: string, name: string, outcome: 'done' | 'refused'): Promise<void> {
  const target = path.join(folder, outcome);
  await mkdir(target, { recursive: true });
  const free = await freeName(target, name);
  await rename(path.join(folder, `${name}.refused.csv`), path.join(target, `${free}.refused.csv`)).catch(
    () => undefined,
  );
  await rename(path.join(folder, name), path.join(target, free));
  await rm(path.join(folder, `${name}.done`), { force: true });
}

/** A file of the same name as an earlier one gets a number. */
async function freeName(target: string, name: string): Promise<string> {
  const taken = new Set(await readdir(target));
  const { name: stem, ext } = path.parse(name);
  for (let n = 1; ; n += 1) {
    const free = n === 1 ? name : `${stem}-${n}${ext}`;
    if (!taken.has(free)) return free;
  }
}
