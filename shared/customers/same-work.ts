import type { Work } from './work.ts';

/** Whether two items are about the same thing at the same place of the vehicle. */
export function isSameWork(a: Work, b: Work): boolean {
  return sharesWords(a, b) || (sharesMarks(a, b) && covers(a, b) && covers(b, a));
}

/**
 * Whether doing one thing settles another that was put off: the same words, or the same code or part at a place that
 * covers the other's. Brake pads are not settled by brake fluid, nor rear ones by front ones; what is open at a place
 * stays open where the other does not say where, since a brake wrongly thought mended is the worse mistake.
 */
export function settles(done: Work, open: Work): boolean {
  return (
    done.outcome === 'done' && (sharesWords(done, open) || (sharesMarks(done, open) && covers(done, open)))
  );
}

function sharesMarks(a: Work, b: Work): boolean {
  return a.marks.some((mark) => b.marks.includes(mark));
}

function sharesWords(a: Work, b: Work): boolean {
  return a.marks.some((mark) => mark.startsWith('words:') && b.marks.includes(mark));
}

function covers(done: Work, open: Work): boolean {
  return isWithin(open.axle, done.axle) && isWithin(open.side, done.side);
}

function isWithin(open: string | undefined, done: string | undefined): boolean {
  return open === undefined || open === done || done === 'both';
}
