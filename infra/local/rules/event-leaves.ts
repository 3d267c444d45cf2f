/** A value of JSON that holds no others. */
export type Scalar = string | number | boolean | null;

/** A scalar somewhere in an event, with the element it lies in of each array around it (array's number → element's number). */
export interface Leaf {
  readonly value: Scalar;
  readonly elements: ReadonlyMap<number, number>;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/**
 * All scalars of an event by their path (`detail.state`). As in EventBridge, arrays leave no trace in the path, and objects and
 * empty arrays are no leaves; a scalar that stands directly in an array is not bound to its element.
 */
export function leavesOf(event: unknown): ReadonlyMap<string, readonly Leaf[]> {
  const leaves = new Map<string, Leaf[]>();
  let arrays = 0;

  function walk(value: unknown, path: string, elements: ReadonlyMap<number, number>): void {
    if (isScalar(value)) {
      const atPath = leaves.get(path) ?? [];
      leaves.set(path, [...atPath, { value, elements }]);
    } else if (Array.isArray(value)) {
      const array = arrays++;
      value.forEach((element: unknown, index) => {
        walk(element, path, isScalar(element) ? elements : new Map([...elements, [array, index]]));
      });
    } else if (isRecord(value)) {
      for (const [key, member] of Object.entries(value)) walk(member, pathTo(path, key), elements);
    }
  }

  walk(event, '', new Map());
  return leaves;
}

/** The path of a member; like EventBridge's, it cannot tell a dot in a key from a step. */
export function pathTo(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

/**
 * Whether one leaf can be taken from each list so that no two of them lie in different elements of the same array
 * (`{employees: {firstName, lastName}}` wants both names of one employee).
 */
export function anyConsistentChoice(candidates: readonly (readonly Leaf[])[]): boolean {
  if (candidates.some((leaves) => leaves.length === 0)) return false;
  const bound = candidates.filter((leaves) => leaves.every((leaf) => leaf.elements.size > 0));
  return choose(
    bound.toSorted((a, b) => a.length - b.length),
    new Map(),
  );
}

function choose(candidates: readonly (readonly Leaf[])[], taken: ReadonlyMap<number, number>): boolean {
  const [first, ...others] = candidates;
  if (first === undefined) return true;
  return first.some(
    ({ elements }) => agree(elements, taken) && choose(others, new Map([...taken, ...elements])),
  );
}

function agree(elements: ReadonlyMap<number, number>, taken: ReadonlyMap<number, number>): boolean {
  return [...elements].every(([array, index]) => (taken.get(array) ?? index) === index);
}
