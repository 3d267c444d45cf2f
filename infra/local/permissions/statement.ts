import * as v from 'valibot';
import { compileCondition, ConditionSchema, type Context } from './conditions.ts';
import { fitsAction, fitsArn } from './patterns.ts';

/** Who asks: a function by the ARN of its role, or a service of AWS on somebody's behalf. */
export interface Principal {
  kind: 'AWS' | 'Service';
  /** `arn:aws:iam::…:role/…`, or `events.amazonaws.com`. */
  id: string;
}

/** What is asked for: one action on one resource. */
export interface Request {
  /** `dynamodb:GetItem`. */
  action: string;
  /** An ARN; a phone number for a text; `*` where an action has no resource. */
  resource: string;
  context: Context;
}

/** Some of all actions, or of all resources: `name` as the policy has it. */
interface Scope {
  name: string;
  covers: (text: string) => boolean;
}

/** A statement of a policy, ready to be asked. */
export interface Statement {
  effect: 'Allow' | 'Deny';
  actions: readonly Scope[];
  resources: readonly Scope[];
  holds: (context: Context) => boolean;
  /** A role's own statements speak of the role. */
  speaksOf: (principal: Principal) => boolean;
}

const texts = v.union([
  v.array(v.string()),
  v.pipe(
    v.string(),
    v.transform((one) => [one]),
  ),
]);

/** What else a statement may hold (`NotPrincipal`) stops the start: it would be obeyed wrongly. */
export const StatementSchema = v.strictObject({
  Sid: v.optional(v.string()),
  Effect: v.picklist(['Allow', 'Deny']),
  Action: v.optional(texts),
  NotAction: v.optional(texts),
  Resource: v.optional(texts),
  NotResource: v.optional(texts),
  Principal: v.optional(
    v.union([v.literal('*'), v.strictObject({ AWS: v.optional(texts), Service: v.optional(texts) })]),
  ),
  Condition: v.optional(ConditionSchema, {}),
});
type StatementProperties = v.InferOutput<typeof StatementSchema>;

/** `PolicyDocument` of a role, a queue or a topic. */
export const DocumentSchema = v.object({ Statement: v.array(StatementSchema) });

/** Throws when a condition cannot be evaluated. */
export function compileStatement(given: StatementProperties): Statement {
  return {
    effect: given.Effect,
    actions: scopes(given.Action, given.NotAction, fitsAction),
    resources: scopes(given.Resource, given.NotResource, fitsArn),
    holds: compileCondition(given.Condition),
    speaksOf: (principal) => isAmong(given.Principal, principal),
  };
}

function scopes(
  only: readonly string[] | undefined,
  not: readonly string[] | undefined,
  fit: (pattern: string, text: string) => boolean,
): Scope[] {
  if (not) {
    const covers = (text: string) => !not.some((pattern) => fit(pattern, text));
    return [{ name: `all but ${not.join(', ')}`, covers }];
  }
  return (only ?? []).map((name) => ({ name, covers: (text) => fit(name, text) }));
}

function isAmong(principals: StatementProperties['Principal'], { kind, id }: Principal): boolean {
  if (principals === undefined || principals === '*') return true;
  return (principals.AWS ?? []).includes('*') || (principals[kind] ?? []).includes(id);
}
