import * as v from 'valibot';

/** The environment of a function, parsed once at load; a missing name stops it with that name. */
export function environment<const E extends v.ObjectEntries>(
  entries: E,
): v.InferOutput<v.ObjectSchema<E, undefined>> {
  const parsed = v.safeParse(v.object(entries), process.env);
  if (parsed.success) return parsed.output;
  const names = parsed.issues.map((issue) => String(issue.path?.[0].key)).join(', ');
  throw new Error(`the function's environment lacks or garbles: ${names}`);
}
