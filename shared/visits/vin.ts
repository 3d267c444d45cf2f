import { normalPlate } from './plate.ts';

/** Why a VIN may not be what the vehicle bears. It is told and never a reason to refuse a visit. */
export const vinDoubts = ['length', 'letters', 'check-digit', 'placeholder'] as const;
export type VinDoubt = (typeof vinDoubts)[number];

/**
 * A VIN as it is compared: full-width letters made narrow, capitals, without spaces, hyphens and dots. An `O` stays an
 * `O`: what is guessed wrong makes two vehicles one, and what is left as written only makes one vehicle two.
 */
export function normalVin(written: string): string {
  return written
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '');
}

/**
 * What speaks against a VIN in its normal form. A wrong check digit is only told: a visit must not be lost, nor its
 * customer unasked, because somebody mistyped a letter; who calls can ask for it.
 */
export function doubtsAbout(vin: string): VinDoubt[] {
  if (/^(.)\1*$/.test(vin) || vin === '') return ['placeholder'];
  if (vin.length !== 17) return ['length'];
  if (/[IOQ]/.test(vin)) return ['letters'];
  return hasCheckDigit(vin) && vin[8] !== checkDigitOf(vin) ? ['check-digit'] : [];
}

/**
 * Where position 9 is a check digit by law: vehicles of North America (49 CFR 565.15; 1 to 5, and 7F to 70 for the
 * USA) and of China (GB 16735: L, and H since L ran short). Elsewhere makers put there what they like.
 */
export function hasCheckDigit(vin: string): boolean {
  return /^(?:[1-5LH]|7[F-Z0-9])/.test(vin);
}

const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const values = new Map(
  ['ABCDEFGH', 'JKLMN', 'P', 'R', 'STUVWXYZ'].flatMap((letters, row) =>
    [...letters].map((letter, index) => [letter, index + ([1, 1, 7, 9, 2][row] ?? 0)] as const),
  ),
);

/** The check digit that 17 letters and digits ought to have, `0` to `9` or `X` (ISO 3779's weights, modulo 11). */
export function checkDigitOf(vin: string): string {
  const sum = [...vin].reduce((total, character, index) => {
    return total + (values.get(character) ?? Number(character)) * (weights[index] ?? 0);
  }, 0);
  return sum % 11 === 10 ? 'X' : String(sum % 11);
}

/**
 * What a vehicle is told apart by, from best to worst: its VIN, in the whole group; something shorter or longer, at
 * that dealer only; the plate at that dealer, where the VIN says nothing; else this one visit.
 */
export function nameOfVehicle(
  vehicle: { vin: string; plate?: string },
  visit: { dealerId: string; number: string },
): readonly string[] {
  const vin = normalVin(vehicle.vin);
  const [doubt] = doubtsAbout(vin);
  if (doubt === 'length') return [visit.dealerId, vin];
  if (doubt !== 'placeholder') return [vin];
  const plate = vehicle.plate && normalPlate(vehicle.plate);
  return plate ? [visit.dealerId, 'plate', plate] : [visit.dealerId, 'visit', visit.number];
}
