import type { Stay } from './stay.ts';
import { isSameWork, settles } from './same-work.ts';
import type { Work } from './work.ts';

/** Something that was put off and has not been done since: at which visit, and which of its items. */
export interface OpenItem {
  readonly stay: Stay;
  readonly work: Work;
  /** The same work as it was put off at visits before. */
  readonly earlier: readonly Pick<OpenItem, 'stay' | 'work'>[];
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
    const undone = open.filter((each) => !done.some((work) => settles(work, each.work)));
    const isAgain = (each: OpenItem) => putOff.some((work) => isSameWork(work, each.work));
    const again = putOff.map((work): OpenItem => {
      const before = undone.filter((each) => isSameWork(work, each.work));
      return { stay, work, earlier: before.flatMap((each) => [each, ...each.earlier]) };
    });
    open = [...undone.filter((each) => !isAgain(each)), ...again];
  }
  return open.sort((a, b) => Number(isSafety(b)) - Number(isSafety(a)));
}

/** Whether it is steering, brakes, or called safety-relevant by the DMS (R23). */
export function isSafety({ work }: Pick<OpenItem, 'work'>): boolean {
  return work.safety.length > 0;
}
