import * as v from 'valibot';
import { type LocalDate, LocalDateSchema } from '../../platform/time.ts';
import type { VisitDetails } from '../../visits/visit.ts';

/** How old a vehicle is and how far it was driven, as far as the visit tells; from what its age is known. */
export interface AgeAndMileage {
  readonly ageMonths?: number;
  readonly ageFrom?: 'sold-at' | 'model-year';
  readonly odometerKm?: number;
}

/** The age and mileage of a vehicle on a day; a model year begins on 1 January. A day of sale to come tells nothing. */
export function ageAndMileage(vehicle: VisitDetails['vehicle'] | undefined, today: LocalDate): AgeAndMileage {
  if (!vehicle) return {};
  const { soldAt, modelYear, odometerKm } = vehicle;
  const driven = odometerKm === undefined ? {} : { odometerKm };
  const sold = v.safeParse(LocalDateSchema, soldAt?.slice(0, 10));
  if (sold.success && sold.output <= today)
    return { ageMonths: monthsBetween(sold.output, today), ageFrom: 'sold-at', ...driven };
  const ageMonths = modelYear === undefined ? -1 : monthsBetween(`${modelYear}-01-01`, today);
  // Model years begin before their calendar year does.
  return modelYear !== undefined && ageMonths >= -12
    ? { ageMonths: Math.max(0, ageMonths), ageFrom: 'model-year', ...driven }
    : driven;
}

/** Whole months from one day to another. */
function monthsBetween(from: string, until: string): number {
  const [year = 0, month = 0, day = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0, toDay = 0] = until.split('-').map(Number);
  return (toYear - year) * 12 + toMonth - month - Number(toDay < day);
}
