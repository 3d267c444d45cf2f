import * as v from 'valibot';
import { DeferredAnswerSchema } from '../../events/callbacks.ts';
import { type Instant, InstantSchema } from '../../platform/time.ts';

const ItemKeySchema = v.object({ visitId: v.string(), item: v.number() });
type ItemKey = v.InferOutput<typeof ItemKeySchema>;

/** Safety-relevant work that was put off, with the same work as it was put off before. */
export const DeferredItemSchema = v.object({ ...ItemKeySchema.entries, earlier: v.array(ItemKeySchema) });
export type DeferredItem = v.InferOutput<typeof DeferredItemSchema>;

/** What a customer said of an item, and when. */
export const SaidSchema = v.object({ ...DeferredAnswerSchema.entries, at: InstantSchema });
export type Said = v.InferOutput<typeof SaidSchema>;

/** The safety-relevant work of a vehicle that a callback asks after (R23). */
export const DeferralSchema = v.object({
  vehicleId: v.string(),
  /** Version of the vehicle on which it stands: older news does not move it. */
  vehicleVersion: v.number(),
  items: v.array(DeferredItemSchema),
  /** What the customer said of each, the newest only. */
  said: v.array(SaidSchema),
  /** Which call it is since something was put off anew, from 1. */
  round: v.number(),
});
export type Deferral = v.InferOutput<typeof DeferralSchema>;

export function isSameItem(a: ItemKey, b: ItemKey): boolean {
  return a.visitId === b.visitId && a.item === b.item;
}

/** What is known to be said with more of it: of each item the newest, in any order in which it comes. */
export function withSaid(known: readonly Said[], more: readonly Said[]): Said[] {
  const rankOf = ({ at, answer }: Said) => `${at} ${answer}`;
  return more.reduce<Said[]>(
    (said, each) => {
      const before = said.find((other) => isSameItem(other, each));
      if (before && rankOf(before) >= rankOf(each)) return said;
      return [...said.filter((other) => other !== before), each];
    },
    [...known],
  );
}

/**
 * The items that are still to be asked about. One that was done elsewhere is not, unless a later visit found it open once
 * more; one that was refused is not for good, also where it is put off once more.
 */
export function unsettled<T extends DeferredItem>(items: readonly T[], said: readonly Said[]): T[] {
  const wasSaid = (key: ItemKey, answer: Said['answer']) =>
    said.some((each) => each.answer === answer && isSameItem(each, key));
  return items.filter(
    (item) =>
      !wasSaid(item, 'done-elsewhere') && ![item, ...item.earlier].some((key) => wasSaid(key, 'refused')),
  );
}

/** When the first of the items is to be asked about: at the time that the customer named, or else as a rule. */
export function askAt(items: readonly DeferredItem[], said: readonly Said[], usual: Instant): Instant {
  const times = items.map((item) => said.find((each) => isSameItem(each, item))?.againAt ?? usual);
  return times.toSorted()[0] ?? usual;
}
