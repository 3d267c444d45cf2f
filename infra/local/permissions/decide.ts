import type { Principal, Request, Statement } from './statement.ts';

export type Decision = 'allowed' | 'denied' | 'not allowed';

/**
 * AWS's rule within one account: what one statement denies is denied, whatever others say; what none allows is not allowed.
 * `statements` are those of the principal and those of the resource.
 */
export function decide(statements: readonly Statement[], principal: Principal, request: Request): Decision {
  const speaking = statements.filter(
    (statement) => statement.speaksOf(principal) && appliesTo(statement, request),
  );
  if (speaking.some(({ effect }) => effect === 'Deny')) return 'denied';
  return speaking.length > 0 ? 'allowed' : 'not allowed';
}

function appliesTo(
  { actions, resources, holds }: Statement,
  { action, resource, context }: Request,
): boolean {
  return (
    actions.some(({ covers }) => covers(action)) &&
    resources.some(({ covers }) => covers(resource)) &&
    holds(context)
  );
}
