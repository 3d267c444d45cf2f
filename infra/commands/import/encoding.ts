import { TextDecoder } from 'node:util';

/** How the text of a file is written. */
export type Encoding = 'utf-8' | 'gb18030';

/** A file whose bytes are no text that is read here. */
export class UnreadableFile extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnreadableFile';
  }
}

type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/**
 * Tells UTF-8 from GB18030 by reading all of a stream, which no chunk's end misleads: what is valid UTF-8 is that, with
 * or without a byte order mark, all else must be valid GB18030. Throws `UnreadableFile` for neither.
 */
export class EncodingDetector {
  readonly #candidates = new Map<Encoding, TextDecoder>([
    ['utf-8', new TextDecoder('utf-8', { fatal: true })],
    ['gb18030', new TextDecoder('gb18030', { fatal: true })],
  ]);
  #begin = new Uint8Array();

  /** Reads on. */
  see(chunk: Uint8Array): void {
    if (this.#begin.length < 2) this.#begin = Buffer.concat([this.#begin, chunk.subarray(0, 2)]);
    for (const [name, decoder] of this.#candidates)
      if (!decodes(() => decoder.decode(chunk, { stream: true }))) this.#candidates.delete(name);
  }

  /** The encoding of all that was seen. */
  end(): Encoding {
    const [first, second] = this.#begin;
    if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
      throw new UnreadableFile('is UTF-16: save it as CSV in UTF-8');
    for (const [name, decoder] of this.#candidates) if (decodes(() => decoder.decode())) return name;
    throw new UnreadableFile('is neither UTF-8 nor GB18030: save it as CSV in UTF-8');
  }
}

function decodes(decode: () => string): boolean {
  try {
    decode();
    return true;
  } catch {
    return false;
  }
}

/** The text of a stream in an encoding, piece by piece, without its byte order mark. */
export async function* textOf(bytes: Bytes, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
