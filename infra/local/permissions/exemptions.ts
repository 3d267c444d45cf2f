import type { Need } from './needs.ts';
import type { FunctionRole } from './roles.ts';

/** The reason why a grant need not show among a function's calls; undefined when it must. */
export type Exemptions = (
  role: FunctionRole,
  grant: { action: string; resource: string },
) => string | undefined;

/** Exempt is what Lambda itself does with a role: it writes the log, polls, and parks what failed. */
export function exemptionsOf(needs: readonly Need[]): Exemptions {
  return ({ functionName }, { action, resource }) => {
    if (action.startsWith('logs:')) return "Lambda writes the function's log";
    return needs.find(
      (need) => need.functionName === functionName && need.action === action && need.resource === resource,
    )?.reason;
  };
}
