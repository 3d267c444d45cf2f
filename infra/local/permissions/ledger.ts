import type { Exemptions } from './exemptions.ts';
import type { FunctionRole } from './roles.ts';
import type { Request } from './statement.ts';

/** One function's use of one action on one resource. */
export interface Use {
  function: string;
  action: string;
  /** A text's phone number is told as `a phone number`: whose does not matter here. */
  resource: string;
}

/** What was refused: to a function, or to a service that was to deliver on behalf of `source`. */
export interface Refusal {
  caller: string;
  action: string;
  resource: string;
  source?: string;
}

export interface PermissionsReport {
  used: Use[];
  /** What roles grant and nobody has needed so far; `resource` as the policy has it. */
  unused: Use[];
  refused: Refusal[];
  /** Grants that are not held against the door's calls, with the reason. */
  exempt: (Use & { reason: string })[];
}

/** Keeps what was used and what was refused since the start. */
export class Ledger {
  readonly #used = new Map<string, { use: Use; request: Request }>();
  readonly #refused = new Map<string, Refusal>();

  use(functionName: string, request: Request): void {
    const { action } = request;
    const resource = request.resource.startsWith('+') ? 'a phone number' : request.resource;
    const use = { function: functionName, action, resource };
    const key = keyOf(use);
    if (!this.#used.has(key)) this.#used.set(key, { use, request });
  }

  refuse(refusal: Refusal): void {
    this.#refused.set(JSON.stringify(refusal), refusal);
  }

  report(roles: Iterable<FunctionRole>, exemptions: Exemptions): PermissionsReport {
    const grants = [...roles].flatMap(grantsOf);
    const exempt = grants.flatMap(({ use, role }) => {
      const reason = exemptions(role, use);
      return reason === undefined ? [] : [{ ...use, reason }];
    });
    const exemptKeys = new Set(exempt.map(keyOf));
    const unused = grants.filter(({ use, covers }) => {
      const calls = [...this.#used.values()].filter((each) => each.use.function === use.function);
      return !exemptKeys.has(keyOf(use)) && !calls.some(({ request }) => covers(request));
    });
    return {
      used: sorted([...this.#used.values()].map(({ use }) => use)),
      unused: sorted(unused.map(({ use }) => use)),
      refused: [...this.#refused.values()],
      exempt: sorted(exempt),
    };
  }
}

interface Grant {
  role: FunctionRole;
  use: Use;
  covers: (request: Request) => boolean;
}

/** What a role allows, one action on one resource each. */
function grantsOf(role: FunctionRole): Grant[] {
  return role.statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ actions, resources, holds }) =>
      actions.flatMap((action) =>
        resources.map((resource) => ({
          role,
          use: { function: role.functionName, action: action.name, resource: resource.name },
          covers: (request: Request) =>
            action.covers(request.action) && resource.covers(request.resource) && holds(request.context),
        })),
      ),
    );
}

function keyOf(use: Use): string {
  return `${use.function} ${use.action} ${use.resource}`;
}

/** In one order, each once. */
function sorted<Each extends Use>(uses: Each[]): Each[] {
  const byKey = new Map(uses.map((use) => [keyOf(use), use]));
  return [...byKey.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
