/** The path of every member and element within a value. */
export function placesIn(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  const below = Object.entries(value).flatMap(([name, each]) => placesIn(each, [...path, name]));
  return path.length > 0 ? [[...path], ...below] : below;
}

/** The same value with what stands at a path replaced. */
export function replaced(value: unknown, [step, ...rest]: readonly string[], by: unknown): unknown {
  if (step === undefined) return by;
  if (Array.isArray(value))
    return value.map((each: unknown, n) => (String(n) === step ? replaced(each, rest, by) : each));
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    members.map(([name, each]) => [name, name === step ? replaced(each, rest, by) : each]),
  );
}
