import { parseJson } from '../../platform/parse.ts';
import { Problem } from '../../platform/problem.ts';
import type { FormatContext } from '../formats/format.ts';
import type { Reader } from '../formats/reader.ts';
import { understand } from '../formats/understand.ts';
import { evaluate } from './evaluate.ts';

/**
 * Reads visits by a mapping. Pointers of a fault name places in what the mapping made. A mapping that fails, or takes
 * too long, is a 400 problem; after it took too long the further visits of a request are not tried.
 */
export function mappingReader(
  mapping: { expression: string; name?: string; version?: number },
  context: FormatContext,
): Reader {
  const { expression, name, version } = mapping;
  let failed: Problem | undefined;
  return {
    ...(name && { readAs: `mapping:${name}#${version ?? 0}` }),
    async read(visit) {
      if (failed) throw failed;
      const evaluated = await evaluate(expression, visit, context.zone);
      if ('fault' in evaluated) {
        const problem = mappingFailed(evaluated.fault);
        if (!evaluated.fault.includes('(at character')) failed = problem;
        throw problem;
      }
      const body = parseJson(evaluated.output);
      return understand({ body, assumed: [], faults: [], from: new Map() }, context);
    },
  };
}

/** A 400 problem for a mapping that cannot be evaluated on a visit. */
export function mappingFailed(why: string): Problem {
  return new Problem({
    status: 400,
    type: 'mapping-failed',
    title: 'The mapping could not be applied',
    detail: `${why} Try it with POST /v1/dealers/{id}/mappings/try.`,
  });
}
