import * as v from 'valibot';
import { shortText } from '../platform/formats.ts';
import { LocalDateSchema } from '../platform/time.ts';
import { VehicleCriteriaSchema } from './vehicle-criteria.ts';

/** A promotion of a dealer (R27): for which vehicles, from which day until which day included, and how it is said. */
export const OfferSchema = v.pipe(
  v.object({
    id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/, 'must be 1 to 40 small letters, digits and hyphens')),
    from: LocalDateSchema,
    until: LocalDateSchema,
    criteria: v.optional(VehicleCriteriaSchema, {}),
    texts: v.pipe(
      v.strictObject({ 'zh-CN': v.optional(shortText(200)), 'en-US': v.optional(shortText(200)) }),
      v.check(
        (texts) => (texts['zh-CN'] ?? texts['en-US']) !== undefined,
        'must be said in one language at least',
      ),
    ),
  }),
  v.forward(
    v.check((offer) => offer.from <= offer.until, 'must not lie before the day on which it begins'),
    ['until'],
  ),
);
export type Offer = v.InferOutput<typeof OfferSchema>;
