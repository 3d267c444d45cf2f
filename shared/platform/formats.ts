import * as v from 'valibot';
import { instantFrom } from './time.ts';

/** A time as RFC 3339 writes it, with an offset; read as an instant. */
export const rfc3339 = v.pipe(
  v.string(),
  v.isoTimestamp('must be an RFC 3339 time with offset, such as 2026-03-02T17:30:00+08:00'),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return instantFrom(dataset.value);
    } catch {
      addIssue({ message: 'must be a time that exists, with an offset' });
      return NEVER;
    }
  }),
);

/** Text that a person or a system wrote, trimmed, neither empty nor endless. */
export function shortText(maxLength: number) {
  return v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1, 'must not be empty'),
    v.maxLength(maxLength, `must have at most ${maxLength} characters`),
  );
}

/** An amount of money as a decimal string, `1280.50`. */
export const decimal = v.pipe(
  v.string(),
  v.regex(/^-?\d{1,12}(?:\.\d{1,4})?$/, 'must be a decimal number as a string, such as "1280.50"'),
);
