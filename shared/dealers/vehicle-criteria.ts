import * as v from 'valibot';

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));

/** From a number on, and until before another; either may be open. */
const RangeSchema = v.pipe(
  v.object({ from: v.optional(whole), until: v.optional(whole) }),
  v.check(({ from = 0, until = Infinity }) => from < until, 'must end after it begins'),
);
type Range = v.InferOutput<typeof RangeSchema>;

/** Which vehicles something is meant for, by age and condition (R24, R27); without any criterion for all. */
export const VehicleCriteriaSchema = v.object({
  /** Months since it was sold, or since its model year began. */
  ageMonths: v.optional(RangeSchema),
  odometerKm: v.optional(RangeSchema),
  /** Whether safety-relevant work on it was put off. */
  openSafetyItems: v.optional(v.boolean()),
});
export type VehicleCriteria = v.InferOutput<typeof VehicleCriteriaSchema>;

/** A vehicle as criteria see it; what is unknown meets no criterion. */
export interface VehicleFacts {
  readonly ageMonths?: number | undefined;
  readonly odometerKm?: number | undefined;
  readonly openSafetyItems: boolean;
}

export const vehicleCriteria = ['open-safety-items', 'odometer', 'vehicle-age'] as const;
export type VehicleCriterion = (typeof vehicleCriteria)[number];

/** Each criterion that was set, and whether the vehicle meets it. */
export function judgeVehicle(
  criteria: VehicleCriteria,
  vehicle: VehicleFacts,
): { criterion: VehicleCriterion; met: boolean }[] {
  const { ageMonths, odometerKm, openSafetyItems } = criteria;
  return [
    ...(openSafetyItems === undefined
      ? []
      : [{ criterion: 'open-safety-items' as const, met: openSafetyItems === vehicle.openSafetyItems }]),
    ...(odometerKm
      ? [{ criterion: 'odometer' as const, met: isWithin(odometerKm, vehicle.odometerKm) }]
      : []),
    ...(ageMonths
      ? [{ criterion: 'vehicle-age' as const, met: isWithin(ageMonths, vehicle.ageMonths) }]
      : []),
  ];
}

function isWithin({ from = 0, until = Infinity }: Range, value: number | undefined): boolean {
  return value !== undefined && from <= value && value < until;
}
