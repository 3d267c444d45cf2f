import * as v from 'valibot';
import { type Zone, ZoneSchema } from '../platform/time.ts';

/** Calling codes of countries that have one time. */
const zones: readonly (readonly [callingCode: string, zone: Zone])[] = (
  [
    ['+86', 'Asia/Shanghai'],
    ['+852', 'Asia/Hong_Kong'],
    ['+853', 'Asia/Macau'],
    ['+886', 'Asia/Taipei'],
    ['+65', 'Asia/Singapore'],
    ['+60', 'Asia/Kuala_Lumpur'],
    ['+66', 'Asia/Bangkok'],
    ['+84', 'Asia/Ho_Chi_Minh'],
    ['+81', 'Asia/Tokyo'],
    ['+82', 'Asia/Seoul'],
    ['+91', 'Asia/Kolkata'],
    ['+44', 'Europe/London'],
    ['+49', 'Europe/Berlin'],
    ['+33', 'Europe/Paris'],
    ['+39', 'Europe/Rome'],
  ] as const
).map(([code, zone]) => [code, v.parse(ZoneSchema, zone)]);

/**
 * The zone in which the hours of a recipient count. Where the country of the phone has several, its number says less
 * than that its owner brought a vehicle to the dealer: then the dealer's.
 */
export function zoneOfRecipient(phone: string, dealerZone: Zone): Zone {
  return zones.find(([code]) => phone.startsWith(code))?.[1] ?? dealerZone;
}
