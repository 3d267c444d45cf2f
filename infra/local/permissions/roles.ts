import * as v from 'valibot';
import type { Resource, Template } from '../runtime/template.ts';
import { compileStatement, DocumentSchema, type Principal, type Statement } from './statement.ts';

/** A function and what its role lets it do. */
export interface FunctionRole {
  functionName: string;
  functionArn: string;
  role: Principal;
  /** As AWS names a function that calls: `arn:aws:sts::…:assumed-role/ROLE/FUNCTION`. */
  sessionArn: string;
  statements: readonly Statement[];
}

const RoleProperties = v.object({
  Policies: v.optional(v.array(v.object({ PolicyDocument: DocumentSchema })), []),
  ManagedPolicyArns: v.optional(v.array(v.string()), []),
  PermissionsBoundary: v.optional(v.undefined('permissions boundaries cannot be evaluated on one machine')),
});
const PolicyProperties = v.object({
  PolicyDocument: DocumentSchema,
  Roles: v.optional(v.array(v.string()), []),
});
const FunctionProperties = v.object({ Role: v.string() });

/** What AWS itself manages and functions are usually given. */
const managedByAws: Readonly<Record<string, readonly string[]>> = {
  'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole': [
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
  ],
};

/** The functions of the template with the policies of their roles, by function name. Throws on what cannot be evaluated. */
export function functionRoles(template: Template): Map<string, FunctionRole> {
  const roles = new Map(
    template.ofType('AWS::IAM::Role').map((role) => [role.attributes['Arn'], role] as const),
  );
  return new Map(
    template.ofType('AWS::Lambda::Function').map((resource) => {
      const { Role } = v.parse(FunctionProperties, resource.properties);
      const role = roles.get(Role);
      if (!role) throw new Error(`${resource.logicalId}: its role ${Role} is not part of the template`);
      return [
        resource.ref,
        {
          functionName: resource.ref,
          functionArn: resource.attributes['Arn'] ?? '',
          role: { kind: 'AWS', id: Role },
          sessionArn: `arn:aws:sts::${template.account}:assumed-role/${role.ref}/${resource.ref}`,
          statements: statementsOf(role, template),
        },
      ];
    }),
  );
}

function statementsOf(role: Resource, template: Template): Statement[] {
  const { Policies, ManagedPolicyArns } = parsed(RoleProperties, role);
  const inline = Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  const attached = template
    .ofType('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy')
    .map((policy) => ({ policy, properties: parsed(PolicyProperties, policy) }))
    .filter(
      ({ policy, properties }) =>
        properties.Roles.includes(role.ref) || ManagedPolicyArns.includes(policy.ref),
    )
    .flatMap(({ properties }) => properties.PolicyDocument.Statement);
  const own = new Set(template.ofType('AWS::IAM::ManagedPolicy').map(({ ref }) => ref));
  const foreign = ManagedPolicyArns.filter((arn) => !own.has(arn)).map((arn) => {
    const actions = managedByAws[arn];
    if (!actions) throw new Error(`${role.logicalId}: what ${arn} allows is not known on one machine`);
    return { Effect: 'Allow' as const, Action: [...actions], Resource: ['*'], Condition: {} };
  });
  try {
    return [...inline, ...attached, ...foreign].map(compileStatement);
  } catch (cause) {
    throw new Error(`${role.logicalId}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

function parsed<Schema extends v.GenericSchema>(schema: Schema, resource: Resource): v.InferOutput<Schema> {
  return v.parse(schema, resource.properties, {
    message: (issue) => `${resource.logicalId}: ${issue.message}`,
  });
}
