import type { Draft } from './draft.ts';
import type { Place } from './place.ts';

const kmPerMile = 1.609344;

/** Puts a reading of the odometer into the body, in kilometres. */
export function putOdometer(draft: Draft, place: Place, unit: 'km' | 'mi' | 'unknown'): void {
  const reading = place.number();
  if (!place.isThere || reading === undefined || unit !== 'mi') {
    draft.number('/vehicle/odometerKm', place);
    if (place.isThere && unit === 'unknown') draft.assume(place, 'kilometres');
    return;
  }
  const km = Math.round(reading * kmPerMile);
  draft.assume(place, 'miles', { km: String(km) });
  draft.put('/vehicle/odometerKm', place, km);
}
