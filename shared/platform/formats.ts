import * as v from 'valibot';
import { instantFrom } from './time.ts';

const years = { from: '1900', until: '2200' } as const;

/** A time as RFC 3339 writes it, with an offset; read as an instant. Nobody means a year that far away. */
export const rfc3339 = v.pipe(
  v.string(),
  v.isoTimestamp('must be an RFC 3339 time with offset, such as 2026-03-02T17:30:00+08:00'),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      const instant = instantFrom(dataset.value);
      if (instant >= years.from && instant < years.until) return instant;
      addIssue({ message: `must lie between the years ${years.from} and ${years.until}` });
      return NEVER;
    } catch {
      addIssue({ message: 'must be a time that exists, with an offset' });
      return NEVER;
    }
  }),
);

/** Line breaks and tabs are written by people; other control characters and lone surrogates by mistakes. */
function isWritten(text: string): boolean {
  return text.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text);
}

/** Text that a person or a system wrote, trimmed, neither empty nor endless. */
export function shortText(maxLength: number) {
  return v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1, 'must not be empty'),
    v.check(isWritten, 'must hold neither control characters nor halves of characters'),
    v.maxLength(maxLength, `must have at most ${maxLength} characters`),
  );
}

/** An amount of money as a decimal string, `1280.50`. */
export const decimal = v.pipe(
  v.string(),
  v.regex(/^-?\d{1,12}(?:\.\d{1,4})?$/, 'must be a decimal number as a string, such as "1280.50"'),
);
