import type { Offer } from '../../dealers/offer.ts';
import { judgeVehicle, type VehicleFacts } from '../../dealers/vehicle-criteria.ts';
import type { Locale } from '../../events/text-request.ts';
import type { LocalDate } from '../../platform/time.ts';

export const offerRefusals = ['no-marketing-consent', 'marketing-refused'] as const;

/** The promotions that a caller may mention, or why none. */
export interface PermittedOffers {
  readonly permitted: boolean;
  readonly because?: (typeof offerRefusals)[number];
  readonly items: { readonly id: string; readonly text: string; readonly until: LocalDate }[];
}

/**
 * What of a dealer's promotions may be mentioned (R27): those of the day that fit the vehicle and are said in the
 * customer's language; none where no consent to marketing is recorded (decision 2).
 */
export function offersFor(
  offers: readonly Offer[],
  vehicle: VehicleFacts,
  customer: { readonly marketing?: boolean | undefined; readonly locale: Locale },
  today: LocalDate,
): PermittedOffers {
  if (!customer.marketing) {
    const because = customer.marketing === false ? 'marketing-refused' : 'no-marketing-consent';
    return { permitted: false, because, items: [] };
  }
  const items = offers.flatMap(({ id, from, until, criteria, texts }) => {
    const text = texts[customer.locale];
    const fits = judgeVehicle(criteria, vehicle).every(({ met }) => met);
    return text && from <= today && today <= until && fits ? [{ id, text, until }] : [];
  });
  return { permitted: true, items };
}
