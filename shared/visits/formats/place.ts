const largestShown = 40;

/** A place in what was sent: its JSON pointer, and what stands there (undefined where nothing does). */
export class Place {
  readonly pointer: string;
  readonly value: unknown;

  constructor(pointer: string, value: unknown) {
    this.pointer = pointer;
    this.value = value;
  }

  /** Null, an empty text and a text of blanks say as little as nothing. */
  get isThere(): boolean {
    const { value } = this;
    return value !== undefined && value !== null && !(typeof value === 'string' && value.trim() === '');
  }

  /** A member; of an array, an element by its index. */
  at(name: string | number): Place {
    const { value } = this;
    const pointer = `${this.pointer}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name))
      return new Place(pointer, undefined);
    return new Place(pointer, Object.entries(value).find(([key]) => key === String(name))?.[1]);
  }

  /** The members of an object by name, the elements of an array by index; none of anything else. */
  members(): [name: string, place: Place][] {
    const { value } = this;
    return typeof value === 'object' && value !== null
      ? Object.keys(value).map((name) => [name, this.at(name)])
      : [];
  }

  /** The elements of an array; a single object counts as an array of one. */
  each(): Place[] {
    if (Array.isArray(this.value)) return this.value.map((each: unknown, n) => this.below(n, each));
    return typeof this.value === 'object' && this.value !== null ? [this] : [];
  }

  below(name: string | number, value: unknown): Place {
    return new Place(`${this.pointer}/${String(name)}`, value);
  }

  /** Text, trimmed; a number counts as text. Undefined for anything else. */
  text(): string | undefined {
    const { value } = this;
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    return typeof value === 'number' || typeof value === 'bigint' ? String(value) : undefined;
  }

  /** A code such as `VEHICLE_DELIVERED`: capitals, with underscores. */
  code(): string | undefined {
    return this.text()
      ?.toUpperCase()
      .replaceAll(/[\s-]+/g, '_');
  }

  /** A number, also one written as text (`48,210`). */
  number(): number | undefined {
    const { value } = this;
    if (typeof value === 'number') return value;
    if (typeof value !== 'string' || !/^\s*-?[\d,]*\d(?:\.\d+)?\s*$/.test(value)) return undefined;
    return Number(value.replaceAll(',', ''));
  }

  /** What stands here, short enough to be shown: a code, never free text. */
  shown(): string {
    const { value } = this;
    if (typeof value !== 'string') return typeof value;
    return /^[\w -]+$/.test(value) && value.length <= largestShown ? JSON.stringify(value) : 'text';
  }
}
