import * as v from 'valibot';
import { type Head, HeadSchema, digestOfJson, linkAfter, LinkSchema } from './chain.ts';
import { AnyEventSchema, eventSortKey } from './envelope.ts';
import { WordsRefSchema, type WordsRef, wordsSortKey } from './words.ts';

/** What may be wrong with a link. */
export const flaws = [
  'aggregate-missing',
  'event-missing',
  'event-changed',
  'words-changed',
  'words-missing',
  'not-as-sealed',
  'head-missing',
  'head-changed',
  'state-changed',
] as const;

/** The first link of a chain that does not hold: the version, and which item differs. */
export interface BrokenLink {
  readonly version: number;
  readonly flaw: (typeof flaws)[number];
  readonly sk: string;
}

/** The end of a chain as it was sealed: the version, its link, and the digest of the state then. */
export const SealedHeadSchema = v.object({
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  ...HeadSchema.entries,
});
export type SealedHead = v.InferOutput<typeof SealedHeadSchema>;

/** Words that the record names and that are no longer there, as the event says that erased them (decision 6). */
export interface GoneWords {
  readonly version: number;
  readonly sk: string;
  /** The version of that event. */
  readonly erasedIn: number;
}

/** What a look at a record shows: where it ends, the first link that does not hold, and which words are gone. */
export interface Proof {
  readonly head?: SealedHead | undefined;
  readonly broken?: BrokenLink | undefined;
  readonly gone: readonly GoneWords[];
}

type StoredItem = Readonly<Record<string, unknown>>;

const eventItem = v.object({ event: AnyEventSchema, ...LinkSchema.entries });
const stateItem = v.object({ version: v.number(), state: v.unknown(), chain: v.optional(HeadSchema) });
const named = v.object({ sk: v.string() });

/**
 * Proves the record of an aggregate whose events are chained: the items of its collection as the table holds them, the
 * heads that seals hold of it, and the digests of the words that it names as they now are. Events of before they were chained count as they
 * stood when the chain began. Pure: the same items give the same proof.
 */
export function prove(
  items: readonly StoredItem[],
  sealed: readonly SealedHead[],
  digestNow: (ref: WordsRef) => string | undefined,
): Proof {
  const bySk = new Map(items.map((item) => [v.parse(named, item).sk, item]));
  const state = v.safeParse(stateItem, bySk.get('STATE'));
  const stored = state.success ? state.output : undefined;
  const highest = Math.max(stored?.version ?? 0, newestEvent(bySk), ...sealed.map(({ version }) => version));
  if (bySk.size === 0 || highest === 0)
    return { gone: [], broken: { version: highest, flaw: 'aggregate-missing', sk: 'STATE' } };
  const erasures = erasuresIn(items);
  const gone: GoneWords[] = [];
  let link: string | undefined;
  let isChained = false;
  for (let version = 1; version <= highest; version += 1) {
    const sk = eventSortKey(version);
    const broken = (flaw: BrokenLink['flaw'], at = sk): Proof => ({
      gone,
      broken: { version, flaw, sk: at },
    });
    const item = v.safeParse(eventItem, bySk.get(sk));
    if (!item.success) return broken(bySk.has(sk) ? 'event-changed' : 'event-missing');
    const { event, attached, link: storedLink } = item.output;
    link = linkAfter(link, { event: rawEvent(bySk.get(sk)), attached });
    isChained ||= storedLink !== undefined;
    if (isChained && storedLink !== link) return broken('event-changed');
    const words = lookAtWords({ attached, refs: refsIn(event.facts) }, bySk, digestNow);
    if (words.changed !== undefined) return broken('words-changed', words.changed);
    for (const each of words.gone) {
      const erasedIn = erasures.get(each);
      if (erasedIn === undefined) return broken('words-missing', each);
      gone.push({ version, sk: each, erasedIn });
    }
    const seal = sealed.find((each) => each.version === version && each.link !== link);
    if (seal) return broken('not-as-sealed');
  }
  const head = { version: highest, link: link ?? '', state: digestOfJson(stored?.state ?? null) };
  const end = endOf(head, stored, isChained, sealed);
  if (end.broken) return { gone, ...end };
  // A state may name words that none of its events does: what somebody wrote before it began.
  const words = lookAtWords({ attached: {}, refs: refsIn(stored?.state) }, bySk, digestNow);
  if (words.changed !== undefined)
    return { gone, broken: { version: highest, flaw: 'words-changed', sk: words.changed } };
  for (const sk of words.gone) {
    const erasedIn = erasures.get(sk);
    if (erasedIn === undefined) return { gone, broken: { version: highest, flaw: 'words-missing', sk } };
    gone.push({ version: highest, sk, erasedIn });
  }
  return { ...end, gone: [...new Map(gone.toReversed().map((each) => [each.sk, each])).values()] };
}

const erasingEvent = v.object({
  event: v.object({ version: v.number(), facts: v.object({ erased: v.array(v.string()) }) }),
});

/** By which event what was erased; it is a link of the chain as every other, so that nobody adds one unseen. */
function erasuresIn(items: readonly StoredItem[]): ReadonlyMap<string, number> {
  const erasing = items.flatMap((item) => {
    const read = v.safeParse(erasingEvent, item);
    return read.success ? [read.output.event] : [];
  });
  return new Map(erasing.flatMap(({ version, facts }) => facts.erased.map((sk) => [sk, version] as const)));
}

/** Whether the state is the one that was written with the newest event. */
function endOf(
  head: SealedHead,
  stored: v.InferOutput<typeof stateItem> | undefined,
  isChained: boolean,
  sealed: readonly SealedHead[],
): Pick<Proof, 'head' | 'broken'> {
  const { version, link, state } = head;
  const broken = (flaw: BrokenLink['flaw']) => ({ broken: { version, flaw, sk: 'STATE' } });
  if (!stored || (isChained && !stored.chain)) return broken('head-missing');
  if (stored.version !== version || (stored.chain && stored.chain.link !== link))
    return broken('head-changed');
  const known: Head[] = [
    ...(stored.chain ? [stored.chain] : []),
    ...sealed.filter((each) => each.version === version),
  ];
  return known.some((each) => each.state !== state) ? broken('state-changed') : { head };
}

/** The event byte for byte as it is kept: what a schema leaves out is part of what was linked. */
function rawEvent(item: StoredItem | undefined): unknown {
  return item?.['event'];
}

function newestEvent(bySk: ReadonlyMap<string, StoredItem>): number {
  return Math.max(0, ...[...bySk.keys()].map((sk) => Number(/^EVENT#(\d+)$/.exec(sk)?.[1] ?? 0)));
}

/** Compares what an event says of words and other items that were kept with it to what is there. */
function lookAtWords(
  { attached = {}, refs }: { attached: Readonly<Record<string, string>> | undefined; refs: WordsRef[] },
  bySk: ReadonlyMap<string, StoredItem>,
  digestNow: (ref: WordsRef) => string | undefined,
): { changed?: string; gone: string[] } {
  const gone: string[] = [];
  for (const [sk, digest] of Object.entries(attached)) {
    const item = bySk.get(sk);
    if (!item) gone.push(sk);
    else if (digestOfJson(contentOf(item)) !== digest) return { changed: sk, gone };
  }
  for (const ref of refs) {
    const digest = digestNow(ref);
    const name = wordsNamed(ref, bySk.get('STATE')?.['pk']);
    if (digest === undefined) gone.push(name);
    else if (digest !== ref.digest) return { changed: name, gone };
  }
  return { gone };
}

/** How the record of an aggregate names words: those that lie elsewhere with where they lie. */
export function wordsNamed({ aggregateId, key }: Omit<WordsRef, 'digest'>, recordOf: unknown): string {
  const sk = wordsSortKey(key);
  return recordOf === aggregateId ? sk : `${aggregateId}/${sk}`;
}

/** An item without its key and schema version: what was attached. */
function contentOf({ pk: _pk, sk: _sk, v: _v, ...content }: StoredItem): unknown {
  return content;
}

/** All words that facts refer to, however deep. */
export function refsIn(facts: unknown): WordsRef[] {
  const ref = v.safeParse(WordsRefSchema, facts);
  if (ref.success) return [ref.output];
  return typeof facts === 'object' && facts !== null ? Object.values(facts).flatMap(refsIn) : [];
}
