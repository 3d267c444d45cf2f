import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { ScriptRefSchema } from '../../events/scripts.ts';
import { shortText } from '../../platform/formats.ts';
import { parseRequest } from '../../platform/parse.ts';
import { invalid } from '../../platform/problem.ts';
import { CriteriaSchema } from './choose.ts';
import { defaultPrefix } from './script.ts';
import { faultsIn, TextsSchema } from './texts.ts';

const usualCycle = 90;

/** A draft of a script: for which conversations, what is said, how long it stays fresh and who renews it. */
export const ScriptBodySchema = v.object({
  name: shortText(60),
  criteria: v.optional(CriteriaSchema, {}),
  cycleDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(730)), usualCycle),
  ownerId: v.optional(shortText(60)),
  texts: TextsSchema,
});
export type ScriptBody = v.InferOutput<typeof ScriptBodySchema>;

/**
 * Reads a draft and its digest. Throws a 400 problem that names blanks which are none, sections that might stay empty,
 * and an id that is the group's.
 */
export function readScript(id: string, input: unknown): { id: string; body: ScriptBody; digest: string } {
  const body = parseRequest(ScriptBodySchema, input, 'script');
  const faults = [
    ...(v.is(ScriptRefSchema.entries.id, id) && !id.startsWith(defaultPrefix)
      ? []
      : [
          {
            pointer: '',
            detail: `the path must name it by 1 to 40 small letters, digits and hyphens, not beginning with ${defaultPrefix}`,
          },
        ]),
    ...faultsIn(body.texts),
  ];
  if (faults.length > 0) throw invalid(`The script has ${faults.length} fault(s); see errors.`, faults);
  return { id, body, digest: createHash('sha256').update(JSON.stringify(body)).digest('base64url') };
}
