import * as v from 'valibot';
import { byStaff } from '../../events/occasion.ts';
import { ScriptRefSchema } from '../../events/scripts.ts';
import type { Table } from '../../platform/table.ts';
import { type Instant, later } from '../../platform/time.ts';
import { mustMatch } from '../../platform/version.ts';
import { mustBe, mustServe } from '../../staff/access.ts';
import type { Person, Role } from '../../staff/person.ts';
import { readScript } from './body.ts';
import { approve, draft, draftOf, inUse, retire, type Script, type Version } from './script.ts';
import { scripts } from '../store.ts';
import { scriptIdOf } from './kept.ts';

/** Who may decide which scripts are used. */
export const approvers: readonly Role[] = ['customer-care-lead', 'service-director', 'general-manager'];

/** Who asks for a change, when, and which version of the script they have seen. */
interface Request {
  readonly id: string;
  readonly by: Person;
  readonly now: Instant;
  readonly expected?: number | undefined;
}

/** How a script stands after a change. */
export interface ScriptAnswer {
  readonly id: string;
  readonly version: number;
  readonly inUse?: Version | undefined;
  readonly draft?: Version | undefined;
}

/**
 * Keeps a draft of a dealer's script (R25): anybody who works there may write one. Throws problems: 400 for a faulty
 * script, 404 to people of other dealers, 412 where somebody changed it in between.
 */
export async function writeDraft(
  script: { dealerId: string; id: string },
  input: unknown,
  request: Request,
  table: Table,
): Promise<ScriptAnswer> {
  mustServe(request.by, script.dealerId, 'dealer');
  const { body, digest } = readScript(script.id, input);
  const written = { by: request.by.id, at: request.now, digest };
  return change(script, request, table, (known) => draft(known, script, body, written));
}

/** What may be decided of a version. */
export const DecisionSchema = v.object({
  decision: v.picklist(['approve', 'retire']),
  version: ScriptRefSchema.entries.version,
});

/**
 * Approves a draft, renews a stale version, or takes one out of use (R25). Throws problems: 403 to other roles and to
 * whoever wrote what is to be approved, 404 where there is no such version, 409 where it cannot be, 412 as `writeDraft`.
 */
export async function decide(
  script: { dealerId: string; id: string },
  { decision, version }: v.InferOutput<typeof DecisionSchema>,
  request: Request,
  table: Table,
): Promise<ScriptAnswer> {
  const { by, now } = request;
  mustServe(by, script.dealerId, 'dealer');
  mustBe(by, approvers, `${decision} a script`);
  const decided = { by: by.id, at: now };
  const staleAt = (cycleDays: number) => later(now, { days: cycleDays });
  return change(script, request, table, (known) =>
    decision === 'approve'
      ? approve(known, version, { ...decided, staleAt })
      : retire(known, version, decided),
  );
}

async function change(
  script: { dealerId: string; id: string },
  { id, by, now, expected }: Request,
  table: Table,
  rule: (known: Script | undefined) => ReturnType<typeof draft>,
): Promise<ScriptAnswer> {
  const changed = await scripts(table).change(
    scriptIdOf(script.dealerId, script.id),
    (current) => {
      mustMatch(current?.version ?? 0, expected);
      return byStaff(by.id, id, now, now);
    },
    rule,
  );
  const state = changed.state ?? { versions: [] };
  return { id: script.id, version: changed.version, inUse: inUse(state), draft: draftOf(state) };
}
