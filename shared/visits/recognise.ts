import { type System, systems } from '../events/vehicles.ts';
import type { EvidenceField } from './evidence.ts';
import { type OperationCode, systemOfCode } from './operation-codes.ts';
import { type Part, parts } from './systems.ts';

/** What of an item is read. */
export interface ItemWords {
  readonly code?: string;
  readonly description: string;
  readonly system?: string;
  readonly priority?: string;
  readonly reason?: string;
}

/** Why an item counts as what it is: which field, the words in it, and what they name. */
export interface Evidence {
  readonly field: EvidenceField;
  readonly found: string;
  readonly system?: System;
}

/** What an item is about, and whether what is put off there endangers people (R23), each with the evidence. */
export interface Recognised {
  readonly systems: readonly System[];
  /** Parts named exactly, `brake-pads`; a system named in general is none. */
  readonly parts: readonly string[];
  /** Where on the vehicle, as far as it says so. */
  readonly place: { readonly axle?: 'front' | 'rear' | 'both'; readonly side?: 'left' | 'right' | 'both' };
  readonly safety: readonly Evidence[];
  readonly evidence: readonly Evidence[];
}

interface Match {
  readonly start: number;
  readonly end: number;
  readonly found: string;
  readonly part: Part;
}

const compiled = parts.flatMap((part) => [
  ...(part.zh ?? []).map((source) => ({ part, pattern: new RegExp(source, 'gu') })),
  ...(part.en ?? []).map((source) => ({
    part,
    pattern: new RegExp(`(?<![a-z0-9])(?:${source})(?![a-z0-9])`, 'gu'),
  })),
]);
const endangering: ReadonlySet<System> = new Set(['brakes', 'steering']);
const general: ReadonlySet<string> = new Set([...systems, 'false-friends', 'no-fault']);

/**
 * Reads what an item of a repair order is about, from the DMS's system and code, the words in both languages, and its
 * priority; `own` is the dealer's own list of codes. The reason is read only where nothing else names a system.
 * Steering and brakes are safety-relevant (R23), and whatever the DMS itself calls safety-critical.
 */
export function recogniseItem(item: ItemWords, own: readonly OperationCode[] = []): Recognised {
  const described = matchesIn(item.description);
  const named = [...bySystem(item, own), ...byCode(item, own), ...told('description', described)];
  const reasoned =
    named.length === 0 && described.length === 0 && item.reason ? told('reason', matchesIn(item.reason)) : [];
  const evidence: Evidence[] = [...named, ...reasoned];
  const urgent = /safety[\W_]*critical/i.test(item.priority ?? '');
  const priority: Evidence[] = urgent ? [{ field: 'priority', found: 'safety-critical' }] : [];
  const safety = evidence.filter(({ system }) => system && endangering.has(system));
  return {
    systems: unique(evidence.flatMap(({ system }) => system ?? [])),
    parts: unique(described.map(({ part }) => part.part).filter((part) => !general.has(part))),
    place: placeOf(plain(item.description)),
    safety: [...safety, ...priority],
    evidence: [...evidence, ...priority],
  };
}

/** A description in the shape in which two of them are compared. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_]+/gu, ' ')
    .trim();
}

function bySystem({ system }: ItemWords, own: readonly OperationCode[]): Evidence[] {
  if (!system) return [];
  const coded = systemOfCode(system, own, true);
  return coded ? [{ field: 'system', found: system, system: coded }] : told('system', matchesIn(system));
}

function byCode({ code }: ItemWords, own: readonly OperationCode[]): Evidence[] {
  if (!code) return [];
  const coded = systemOfCode(code, own);
  return coded
    ? [{ field: 'code', found: code, system: coded }]
    : told('code', matchesIn(code.replaceAll(/[-_./]+/g, ' ')));
}

function told(field: Evidence['field'], matches: readonly Match[]): Evidence[] {
  return matches.flatMap(({ found, part: { system } }) => (system ? [{ field, found, system }] : []));
}

/** Every part that a text names, in order. Of matches that overlap the longest stands. */
function matchesIn(text: string): Match[] {
  const words = plain(text);
  const all = compiled.flatMap(({ part, pattern }) =>
    [...words.matchAll(pattern)].map(({ index, 0: found }): Match => ({
      start: index,
      end: index + found.length,
      found,
      part,
    })),
  );
  const standing: Match[] = [];
  for (const match of all.sort((a, b) => lengthOf(b) - lengthOf(a))) {
    if (standing.every((each) => match.end <= each.start || each.end <= match.start)) standing.push(match);
  }
  return standing.sort((a, b) => a.start - b.start);
}

function lengthOf({ start, end }: Match): number {
  return end - start;
}

const notPlaces = /之前|以前|先前|提前|目前|前期|之后|以后|然后|后续|售后|后期|后视镜/gu;

function placeOf(words: string): Recognised['place'] {
  const text = words.replaceAll(notPlaces, ' ');
  const axle = either(
    /前|(?<![a-z])(?:front|frt)(?![a-z])/u.test(text) ? 'front' : undefined,
    /后|(?<![a-z])(?:rear|rr|back)(?![a-z])/u.test(text) ? 'rear' : undefined,
  );
  const side = either(
    /左|(?<![a-z])(?:left|lh|driver)(?![a-z])/u.test(text) ? 'left' : undefined,
    /右|(?<![a-z])(?:right|rh|passenger)(?![a-z])/u.test(text) ? 'right' : undefined,
  );
  const everywhere = /四轮|四个|全车|(?<![a-z])(?:all|four|4 wheels?)(?![a-z])/u.test(text);
  const where = axle ?? (everywhere ? 'both' : undefined);
  return { ...(where && { axle: where }), ...(side && { side }) };
}

function either<A, B>(a: A | undefined, b: B | undefined): A | B | 'both' | undefined {
  return a && b ? 'both' : (a ?? b);
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
