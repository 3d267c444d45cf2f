import { createHash, createHmac } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const idLength = 20; // 100 bits

/**
 * An id derived from what it stands for, so that the same fact told twice has the same id: `visit_6k3…`.
 * Parts are joined by a character that none of them holds.
 */
export function idOf(kind: string, ...parts: readonly string[]): string {
  return `${kind}_${spell(createHash('sha256').update(parts.join('\u001f')).digest())}`;
}

/** Like `idOf`, for things that could be guessed from their id (phone numbers, VINs): keyed by the group's secret. */
export function secretIdOf(kind: string, key: Uint8Array, ...parts: readonly string[]): string {
  return `${kind}_${spell(createHmac('sha256', key).update(parts.join('\u001f')).digest())}`;
}

function spell(bytes: Uint8Array): string {
  let letters = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5 && letters.length < idLength) {
      bits -= 5;
      letters += alphabet[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return letters;
}
