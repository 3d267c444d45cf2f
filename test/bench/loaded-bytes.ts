import type { Metafile } from 'esbuild';

/** Bytes that an output loads at its start: its own and those of every chunk that it imports statically from there on. */
export function loadedBytes(metafile: Metafile, output: string): number {
  const loaded = new Set<string>();
  const visit = (file: string) => {
    if (loaded.has(file)) return;
    loaded.add(file);
    for (const { external, kind, path } of metafile.outputs[file]?.imports ?? [])
      if (!external && kind === 'import-statement') visit(path);
  };
  visit(output);
  return [...loaded].reduce((sum, file) => sum + (metafile.outputs[file]?.bytes ?? NaN), 0);
}
