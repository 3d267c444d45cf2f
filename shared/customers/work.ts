import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { systems } from '../events/vehicles.ts';
import type { OperationCode } from '../visits/operation-codes.ts';
import { evidenceFields, plain, recogniseItem } from '../visits/recognise.ts';
import type { VisitDetails } from '../visits/visit.ts';

/** One item of a visit as its vehicle remembers it: what it was about, without its words. */
export const WorkSchema = v.object({
  /** Its place among the items of the visit, where its words are. */
  item: v.number(),
  outcome: v.picklist(['done', 'deferred', 'declined']),
  systems: v.array(v.picklist(systems)),
  /** What it is told again by: its code, its parts, a digest of its words. */
  marks: v.array(v.string()),
  axle: v.optional(v.picklist(['front', 'rear', 'both'])),
  side: v.optional(v.picklist(['left', 'right', 'both'])),
  /** Why it is safety-relevant (R23): which field, and what in it. Nothing where it is not. */
  safety: v.array(v.object({ field: v.picklist(evidenceFields), found: v.string() })),
});
export type Work = v.InferOutput<typeof WorkSchema>;

const mostKept = 30;

/** The items of a visit worth remembering, in their order; of very many, the weightiest. `codes` are the dealer's own. */
export function workOf(details: Pick<VisitDetails, 'items'>, codes: readonly OperationCode[]): Work[] {
  const all = details.items.map((item, index): Work => {
    const { systems: of, parts, place, safety } = recogniseItem(item, codes);
    const code = item.code?.normalize('NFKC').trim().toUpperCase();
    const marks = [
      ...(code ? [`code:${code}`] : []),
      ...parts.map((part) => `part:${part}`),
      `words:${createHash('sha256').update(plain(item.description)).digest('base64url').slice(0, 12)}`,
    ];
    const { outcome } = item;
    return {
      item: index,
      outcome,
      systems: [...of],
      marks,
      ...place,
      safety: safety.map(({ field, found }) => ({ field, found })).slice(0, 3),
    };
  });
  return all
    .sort((a, b) => weightOf(b) - weightOf(a))
    .slice(0, mostKept)
    .sort((a, b) => a.item - b.item);
}

/** What is put off is remembered before what is done, dangers first, and routine last. */
function weightOf({ outcome, safety, systems: of }: Work): number {
  return (
    (outcome === 'done' ? 0 : 4) +
    (safety.length > 0 ? 2 : 0) +
    (of.some((each) => each !== 'maintenance') ? 1 : 0)
  );
}

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
