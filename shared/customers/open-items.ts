import type { Stay } from './stay.ts';
import { isSameWork, settles } from './same-work.ts';
import type { Work } from './work.ts';

/** Something that was put off and has not been done since: at which visit, and which of its items. */
export interface OpenItem {
  readonly stay: Stay;
  readonly work: Work;
}

/**
 * What is still open on a vehicle after these stays, in their order, safety-relevant items first (R23). What was put
 * off again is told as at the newest visit.
 */
export function openItemsOf(stays: readonly Stay[]): OpenItem[] {
  let open: OpenItem[] = [];
  for (const stay of stays.filter(({ counts }) => counts)) {
    const done = stay.leftAt ? stay.work.filter(({ outcome }) => outcome === 'done') : [];
    const putOff = stay.work.filter(({ outcome }) => outcome !== 'done');
    const left = open.filter(
      (each) =>
        !done.some((work) => settles(work, each.work)) && !putOff.some((work) => isSameWork(work, each.work)),
    );
    open = [...left, ...putOff.map((work) => ({ stay, work }))];
  }
  return open.sort((a, b) => Number(isSafety(b)) - Number(isSafety(a)));
}

function isSafety({ work }: OpenItem): boolean {
  return work.safety.length > 0;
}
