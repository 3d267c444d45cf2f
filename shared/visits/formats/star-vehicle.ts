import type { Draft } from './draft.ts';
import { putOdometer } from './odometer.ts';
import type { Place } from './place.ts';

interface Odometer {
  readonly value: Place;
  readonly unit: 'km' | 'mi' | 'unknown';
}

/** The vehicle of a STAR order, with the latest reading of its odometer. */
export function putStarVehicle(draft: Draft, order: Place): void {
  const vehicle = draft.at(order, 'vehicle_reference', 'vehicle');
  draft.text('/vehicle/vin', draft.at(vehicle, 'vin', 'vehicle_identification_number'));
  const known = [
    ['/vehicle/plate', draft.at(vehicle, 'license_plate', 'license_plate_number')],
    ['/vehicle/make', vehicle.at('make')],
    ['/vehicle/model', vehicle.at('model')],
  ] as const;
  for (const [pointer, place] of known) if (place.isThere) draft.text(pointer, place);
  const year = draft.at(vehicle, 'model_year', 'year');
  if (year.isThere) draft.put('/vehicle/modelYear', year, year.number() ?? year.value);
  const reading = odometerOf(draft, order, vehicle);
  if (reading) putOdometer(draft, reading.value, reading.unit);
}

function odometerOf(draft: Draft, order: Place, vehicle: Place): Odometer | undefined {
  const states = order
    .at('vehicle_snapshots')
    .each()
    .flatMap((snapshot) => snapshot.at('vehicle_states').each())
    .filter((state) => /ODOMETER|MILEAGE/i.test(state.at('vehicle_state_name').text() ?? ''));
  const direct = draft.at(vehicle, 'odometer', 'mileage');
  const measured = states.at(-1) ?? (typeof direct.value === 'object' ? direct : undefined);
  if (!measured?.isThere) return direct.isThere ? { value: direct, unit: 'unknown' } : undefined;
  const units = ['vehicle_value_type', 'uom', 'uom_code', 'unit'].map((name) => measured.at(name).code());
  return { value: measured.at('value'), unit: unitOf(units.find((each) => each !== undefined) ?? '') };
}

function unitOf(code: string): Odometer['unit'] {
  if (/^(?:MI|MILES?|SMI)$/.test(code)) return 'mi';
  return /^(?:KM|KMT|KILOMET(?:ER|RE)S?)$/.test(code) ? 'km' : 'unknown';
}
