import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** A phone number as E.164, from E.164 or national digits of a country; undefined when it can be no number. */
export function toE164(written: string, country: string): string | undefined {
  const number = parsePhoneNumberFromString(written.normalize('NFKC'), countryCode(country));
  return number?.isPossible() ? number.number : undefined;
}

function countryCode(country: string): CountryCode | undefined {
  return isSupportedCountry(country) ? country : undefined;
}
