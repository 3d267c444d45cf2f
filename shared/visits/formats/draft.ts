import type { Fault } from '../../platform/problem.ts';
import type { Instant } from '../../platform/time.ts';
import { type AssumedValues, type Assumption, type AssumptionKind, phrases } from './assumption.ts';
import type { FormatContext, Reading } from './format.ts';
import { readInZone, timeWithOffset, writtenTime } from './local-time.ts';
import { amountIn } from './money.ts';
import type { Place } from './place.ts';

/** The members that every body has, so that a fault names what is missing in them. */
const frame = ['repairOrder', 'vehicle', 'customer', 'advisor'] as const;

interface Branch {
  [name: string]: unknown;
}

/**
 * A body in our shape under construction. Each `put` says where in what was sent its value stands, so that a fault of
 * the body can be told at the sender's place; what is assumed on the way is noted.
 */
export class Draft {
  readonly context: FormatContext;
  readonly #body: Branch = { items: [] };
  readonly #assumed: Assumption[] = [];
  readonly #faults: Fault[] = [];
  readonly #from = new Map<string, string>();

  constructor(context: FormatContext) {
    this.context = context;
    for (const name of frame) this.#body[name] = {};
  }

  /** A member under its documented name, or under another that systems use; then that is noted. */
  at(place: Place, documented: string, ...others: readonly string[]): Place {
    const member = place.at(documented);
    if (member.isThere) return member;
    const other = others.map((name) => place.at(name)).find((each) => each.isThere);
    if (other) this.assume(other, 'other-name', { name: documented });
    return other ?? member;
  }

  /** Puts a value of a place into the body; of a place where nothing stands only where it should have stood. */
  put(pointer: string, place: Place, value: unknown = place.isThere ? place.value : undefined): void {
    this.#from.set(pointer, place.pointer);
    if (value !== undefined) set(this.#body, pointer.slice(1).split('/'), value);
  }

  /** Puts text; a number counts as text. */
  text(pointer: string, place: Place): void {
    const { value } = place;
    if (place.isThere && typeof value === 'number')
      this.assume(place, 'other-type', { found: phrases.number, wanted: phrases.text });
    this.put(pointer, place, place.isThere ? (place.text() ?? value) : undefined);
  }

  /** Puts a whole or decimal number; one written as text counts, and is noted. */
  number(pointer: string, place: Place): void {
    const number = place.number();
    if (place.isThere && typeof place.value === 'string' && number !== undefined)
      this.assume(place, 'other-type', { found: phrases.text, wanted: phrases.number });
    this.put(pointer, place, place.isThere ? (number ?? place.value) : undefined);
  }

  /** Puts an amount of money: a decimal string, a number, printed (`$1,234.50`), or an object that holds one of them. */
  amount(pointer: string, place: Place): void {
    if (!place.isThere) return this.put(pointer, place);
    const read = amountIn(place, this);
    if (read === undefined)
      this.refuse(place, 'must be an amount of money: a decimal number, or an object with one');
    else this.put(pointer, place, read);
  }

  /** Puts a time, in the dealer's zone where it has no offset; a day without time is read at a time of that day. */
  time(pointer: string, place: Place, ofDay: string): void {
    this.put(pointer, place, place.isThere ? this.instantAt(place, ofDay) : undefined);
  }

  /** The instant that stands at a place; a fault is noted where none does. */
  instantAt(place: Place, ofDay: string): Instant | undefined {
    const text = place.text() ?? '';
    const exact = timeWithOffset(text);
    if (exact) return exact;
    const written = writtenTime(text);
    if (!written) {
      this.refuse(place, 'must be a time such as 2026-03-02T17:30:00+08:00 or 2026-03-02 17:30');
      return undefined;
    }
    const { zone } = this.context;
    const { at, change } = readInZone(written.day, written.time ?? ofDay, zone);
    if (written.time === undefined) this.assume(place, 'day-only', { at: ofDay.slice(0, 5) });
    else if (change) this.assume(place, `zone-${change}`, { zone, time: at });
    else this.assume(place, 'zone', { zone });
    return at;
  }

  assume(place: Place, kind: AssumptionKind, values: AssumedValues = {}): void {
    const { pointer } = place;
    if (!this.#assumed.some((each) => each.pointer === pointer && each.kind === kind))
      this.#assumed.push({ pointer, kind, values });
  }

  /** Notes that what stands at a place cannot be read. */
  refuse(place: Place, detail: string): void {
    this.#faults.push({ pointer: place.pointer, detail });
  }

  /**
   * Takes over what stands beside a record in our own shape and words, for all that the format has no place for
   * (`{"huifang": {"customer": {"phone": …}}}`); it goes before what was read from the record.
   */
  accompany(place: Place, pointer = ''): void {
    for (const [name, member] of place.members()) {
      const inBody = `${pointer}/${name}`;
      const { value } = member;
      if (typeof value === 'object' && value !== null && !Array.isArray(value))
        this.accompany(member, inBody);
      else if (member.isThere) this.#replace(inBody, member);
    }
  }

  #replace(pointer: string, place: Place): void {
    for (const known of this.#from.keys()) if (known.startsWith(`${pointer}/`)) this.#from.delete(known);
    this.put(pointer, place);
  }

  done(): Reading {
    return { body: this.#body, assumed: this.#assumed, faults: this.#faults, from: this.#from };
  }
}

function set(branch: unknown, [step = '', ...rest]: readonly string[], value: unknown): void {
  if (!isBranch(branch)) return;
  if (rest.length === 0) {
    Object.defineProperty(branch, step, { value, enumerable: true, configurable: true, writable: true });
    return;
  }
  const next = Object.hasOwn(branch, step) ? branch[step] : undefined;
  if (!isBranch(next)) {
    const made = /^\d+$/.test(rest[0] ?? '') ? [] : {};
    Object.defineProperty(branch, step, {
      value: made,
      enumerable: true,
      configurable: true,
      writable: true,
    });
    set(made, rest, value);
  } else set(next, rest, value);
}

function isBranch(value: unknown): value is Branch {
  return typeof value === 'object' && value !== null;
}
