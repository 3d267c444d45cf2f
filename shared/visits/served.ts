import * as v from 'valibot';
import { type Instant, InstantSchema } from '../platform/time.ts';

/** Who received the customer and who worked on the vehicle, as the DMS names them. */
export const peopleEntries = {
  advisorId: v.string(),
  team: v.optional(v.string()),
  technicianIds: v.optional(v.array(v.string())),
};
type People = v.InferOutput<v.ObjectSchema<typeof peopleEntries, undefined>>;

/** Who served one delivery, and which revision told first of it. */
export const ServedSchema = v.object({
  deliveredAt: InstantSchema,
  ...peopleEntries,
  updatedAt: v.optional(InstantSchema),
  bodyDigest: v.string(),
  revision: v.number(),
});
export type Served = v.InferOutput<typeof ServedSchema>;

/** A revision, as far as it may tell of a delivery. */
type Telling = People & {
  readonly status: string;
  readonly deliveredAt?: Instant;
  readonly updatedAt?: Instant;
  readonly bodyDigest: string;
};

const deliveriesKept = 10;

/**
 * Who served the deliveries of a visit, once a revision has told of one: a snapshot of that moment (R17, R80). Of all
 * revisions that tell of the same moment of delivery the first one counts, in the order in which the DMS changed them:
 * a new advisor of an order that was delivered long ago did not serve it. A delivery that is told for another moment is
 * another delivery, of which the first revision counts again: so an order that was taken back and delivered anew names
 * those who delivered it then. Dated revisions lead to the same in any order of arrival; of undated ones the first to
 * arrive counts. Answers the known list where the revision tells nothing new.
 */
export function withTelling(known: readonly Served[], told: Telling, revision: number): readonly Served[] {
  const { status, deliveredAt, updatedAt, bodyDigest } = told;
  if (status !== 'delivered' || !deliveredAt) return known;
  const before = servedAt(known, deliveredAt);
  if (before && !isEarlier(told, before)) return known;
  const served = { deliveredAt, ...peopleOf(told), ...(updatedAt && { updatedAt }), bodyDigest, revision };
  const others = known.filter((each) => each !== before);
  const kept = [...others, served]
    .sort((a, b) => (a.deliveredAt > b.deliveredAt ? -1 : 1))
    .slice(0, deliveriesKept);
  return kept.includes(served) ? kept : known;
}

/** Who served the delivery of that moment. */
export function servedAt(known: readonly Served[], deliveredAt: Instant | undefined): Served | undefined {
  return known.find((each) => each.deliveredAt === deliveredAt);
}

export function peopleOf({ advisorId, team, technicianIds }: People): People {
  return { advisorId, ...(team && { team }), ...(technicianIds && { technicianIds }) };
}

function isEarlier(told: Telling, known: Served): boolean {
  if (!told.updatedAt || !known.updatedAt) return false;
  if (told.updatedAt !== known.updatedAt) return told.updatedAt < known.updatedAt;
  return told.bodyDigest < known.bodyDigest;
}
