import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EncodingDetector, textOf } from '../../../infra/commands/import/encoding.ts';

const fixtures = path.resolve(import.meta.dirname, '../../fixtures/imports');
const utf8 = readFileSync(path.join(fixtures, 'history-utf8.csv'));
const gb18030 = readFileSync(path.join(fixtures, 'history-gb18030.csv'));
const text = utf8.toString('utf8').replace('\uFEFF', '');

/** The bytes cut at these places. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...new Set(places.map((each) => each % bytes.length))].sort((a, b) => a - b);
  return [...ends, bytes.length].map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

function detect(chunks: readonly Uint8Array[]) {
  const detector = new EncodingDetector();
  for (const chunk of chunks) detector.see(chunk);
  return detector.end();
}

async function joined(chunks: readonly Uint8Array[], encoding: 'utf-8' | 'gb18030') {
  let all = '';
  for await (const piece of textOf(chunks, encoding)) all += piece;
  return all;
}

describe('the encoding of a file', () => {
  it.each([
    ['utf-8', utf8],
    ['utf-8', utf8.subarray(3)],
    ['gb18030', gb18030],
  ] as const)('%s: wherever its chunks end, it is told and its text is the same', async (encoding, bytes) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(100_000), { maxLength: 40 }), async (places) => {
        const chunks = cut(bytes, places);
        expect(detect(chunks)).toBe(encoding);
        expect(await joined(chunks, encoding)).toBe(text);
      }),
      { seed: 20260302, numRuns: 150 },
    );
  });

  it('every byte in a chunk of its own makes no difference', async () => {
    for (const [encoding, bytes] of [
      ['utf-8', utf8],
      ['gb18030', gb18030],
    ] as const)
      expect(
        await joined(
          [...bytes].map((byte) => Uint8Array.of(byte)),
          encoding,
        ),
      ).toBe(text);
  });

  it.each([
    ['UTF-16', Buffer.from('\uFEFF工单号', 'utf16le'), 'UTF-16'],
    ['no text', Uint8Array.of(0x61, 0xff, 0xff, 0x0a), 'neither UTF-8 nor GB18030'],
    ['a character that was cut off', gb18030.subarray(0, 5), 'neither'],
  ])('%s is refused with what to do', (_, bytes, why) => {
    expect(() => detect([bytes])).toThrow(why);
  });
});
