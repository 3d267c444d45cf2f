/** Placeholder until the generator lands. */
export function openApiDocument(): Record<string, unknown> {
  return { openapi: '3.1.0', info: { title: 'Huifang', version: '1' }, paths: {} };
}
