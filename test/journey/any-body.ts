import fc from 'fast-check';
import type { Play } from '../../infra/local/play.ts';
import { fixture } from '../unit/visits/formats/fixture.ts';
import { placesIn, replaced } from '../unit/visits/formats/places.ts';

/** A body that somebody might send, with the media type that they say it has. */
export interface AnyBody {
  readonly body: string | Buffer<ArrayBuffer>;
  readonly mediaType: string;
}

const types: Readonly<Record<string, string>> = {
  'canonical.json': 'application/json',
  'star.json': 'application/vnd.huifang.star+json',
  'jt1132.json': 'application/vnd.huifang.jt1132+json',
  'tekmetric.json': 'application/vnd.huifang.tekmetric+json',
};
const mediaTypes = [...Object.values(types), 'application/vnd.huifang.mapping.none+json', 'text/csv', ''];

/** Anything that is no visit: texts, broken JSON, JSON of any shape, nested without end. */
const nonsense = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.jsonValue({ maxDepth: 5 }).map((value) => JSON.stringify(value)),
  fc.nat({ max: 20_000 }).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
  fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 110 }).map((visits) => JSON.stringify({ visits })),
);

/** Bytes that need not be UTF-8: any, or a visit in the encoding of an old system. */
const bytes = fc
  .oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc
      .constantFrom(...Object.keys(types))
      .map((name) => Buffer.from(JSON.stringify(fixture(name)), 'utf16le')),
    fc
      .constantFrom(...Object.keys(types))
      .map((name) => Buffer.from(JSON.stringify(fixture(name)), 'latin1')),
  )
  .map((each) => Buffer.from(each));

const strange = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '\u0000',
    '\ud800',
    '9999-12-31T23:59:59Z',
    '0000-01-01T00:00:00Z',
    '２０２６',
    -0,
    1e308,
    '',
  ),
  fc.constant('x'.repeat(3000)),
  fc.constant(JSON.parse('{"__proto__": {"id": 1}, "constructor": 2}')),
);

/** A real visit of any format with some of its places holding something strange, alone or several of them. */
const spoilt = fc.constantFrom(...Object.keys(types)).chain((name) => {
  const visit = fixture(name);
  const places = placesIn(visit);
  const one = fc
    .array(fc.tuple(fc.constantFrom(...places), strange), { maxLength: 3 })
    .map((changes) => changes.reduce<unknown>((all, [place, by]) => replaced(all, place, by), visit));
  const bodies = fc.oneof(one, fc.array(one, { minLength: 1, maxLength: 4 }));
  return bodies.map((body) => ({ body: JSON.stringify(body), mediaType: types[name] ?? '' }));
});

const anyBody: fc.Arbitrary<AnyBody> = fc.oneof(
  { weight: 3, arbitrary: spoilt },
  { weight: 1, arbitrary: fc.record({ body: nonsense, mediaType: fc.constantFrom(...mediaTypes) }) },
  { weight: 1, arbitrary: fc.record({ body: bytes, mediaType: fc.constantFrom(...mediaTypes) }) },
);

/** So many bodies, the same ones for a seed. */
export function anyBodies(count: number, seed: number): AnyBody[] {
  return fc.sample(anyBody, { numRuns: count, seed });
}

const atOnce = 4;
/** A dealer may post 3,000 times a minute, and the clock stands still. */
const aMinute = 2000;

/** Posts bodies, signed, a few at once, and a minute later after so many; answers what each got. */
export async function postEach(
  play: Play,
  bodies: readonly AnyBody[],
  progress: (done: number) => void = () => undefined,
): Promise<{ status: number; body: unknown; sent: AnyBody }[]> {
  const answers: { status: number; body: unknown; sent: AnyBody }[] = [];
  for (let from = 0; from < bodies.length; from += aMinute) {
    if (from > 0) await play.turn('PT1M');
    const timestamp = Math.floor(Date.parse(await play.now()) / 1000);
    const waiting = [...bodies.slice(from, from + aMinute).entries()];
    const post = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [n, sent] = next;
        const { status, body } = await play.postVisit('cd-south', undefined, {
          id: `msg_any_${from + n}`,
          body: sent.body,
          headers: { 'content-type': sent.mediaType },
          timestamp,
        });
        answers.push({ status, body, sent });
        if (answers.length % 500 === 0) progress(answers.length);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, post));
  }
  return answers;
}
