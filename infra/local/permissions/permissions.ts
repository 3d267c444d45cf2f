import { AwsError, type Admission, type AwsCall } from '../contract.ts';
import type { Middleware } from '../runtime/door.ts';
import type { GatewaySettings } from '../runtime/gateway/gateway.ts';
import type { Template } from '../runtime/template.ts';
import { asyncSettings } from '../runtime/wiring/functions.ts';
import type { Context } from './conditions.ts';
import { decide, type Decision } from './decide.ts';
import { exemptionsOf } from './exemptions.ts';
import { Ledger, type PermissionsReport } from './ledger.ts';
import { needsOfInvocations, needsOfMappings, type Need } from './needs.ts';
import { askedBy } from './requests.ts';
import { resourcePolicies } from './resource-policies.ts';
import { functionRoles, type FunctionRole } from './roles.ts';
import type { Statement } from './statement.ts';

/**
 * The permissions of the template, enforced: what roles let functions do, and whom the policies of queues, topics and
 * functions let in. Operators may do everything. Keeps what is used, for whoever asks what is granted in vain.
 */
export class Permissions {
  readonly #template: Template;
  readonly #roles: ReadonlyMap<string, FunctionRole>;
  readonly #ofResources: ReadonlyMap<string, readonly Statement[]>;
  readonly #needs: readonly Need[];
  readonly #context: Context;
  readonly #ledger = new Ledger();

  /** Throws when the template holds a policy that cannot be evaluated, or when a role lacks what its triggers need. */
  constructor(template: Template) {
    this.#template = template;
    this.#roles = functionRoles(template);
    this.#ofResources = resourcePolicies(template);
    this.#needs = [...needsOfMappings(template), ...needsOfInvocations(asyncSettings(template))];
    this.#context = { 'aws:securetransport': 'true', 'aws:sourceaccount': template.account };
    for (const need of this.#needs) if (need.required) this.#mustHold(need);
  }

  /** Refuses at the door what a function's role does not allow, in AWS's words. */
  readonly middleware: Middleware = (next) => (call) => {
    const role = this.#roles.get(call.caller);
    if (role) this.#check(role, call);
    return next(call);
  };

  /** Lets a service in that is to deliver on behalf of a resource; see `Admission`. */
  readonly admit: Admission = ({ principal, sourceArn, targetArn }) => {
    const isFunction = targetArn.startsWith('arn:aws:lambda:');
    const action = isFunction ? 'lambda:InvokeFunction' : 'sqs:SendMessage';
    if (this.#admits(principal, action, { sourceArn, targetArn })) return;
    this.#ledger.refuse({ caller: principal, action, resource: targetArn, source: sourceArn });
    throw new AwsError(
      'NO_PERMISSIONS',
      `${targetArn} does not let ${principal} in on behalf of ${sourceArn}`,
      {
        status: 403,
      },
    );
  };

  /** Throws when the API may not invoke the function of one of its routes: AWS would answer 500 to every request. */
  checkRoutes(api: GatewaySettings): void {
    const { region, account } = this.#template;
    for (const { key, functionName } of api.routes) {
      const [method, path = ''] = key.split(' ');
      const place = path ? `$default/${method}${path}` : '$default/$default';
      const sourceArn = `arn:aws:execute-api:${region}:${account}:${api.apiId}/${place}`;
      const targetArn = this.#roles.get(functionName)?.functionArn ?? functionName;
      if (!this.#admits('apigateway.amazonaws.com', 'lambda:InvokeFunction', { sourceArn, targetArn }))
        throw new Error(
          `The API may not invoke ${functionName} for the route ${key}: no permission allows it`,
        );
    }
  }

  /** What was used, refused and granted in vain since the start. */
  report(): PermissionsReport {
    return this.#ledger.report(this.#roles.values(), exemptionsOf(this.#needs));
  }

  #check(role: FunctionRole, call: AwsCall): void {
    const requests = askedBy(call, this.#template).map((asked) => ({ ...asked, context: this.#context }));
    for (const request of requests) {
      const own = this.#ofResources.get(request.resource) ?? [];
      const decision = decide([...role.statements, ...own], role.role, request);
      if (decision === 'allowed') continue;
      this.#ledger.refuse({ caller: role.functionName, action: request.action, resource: request.resource });
      throw accessDenied(role, request, call, decision);
    }
    for (const request of requests) this.#ledger.use(role.functionName, request);
  }

  #admits(
    principal: string,
    action: string,
    { sourceArn, targetArn }: { sourceArn: string; targetArn: string },
  ): boolean {
    const request = {
      action,
      resource: targetArn,
      context: { ...this.#context, 'aws:sourcearn': sourceArn },
    };
    const statements = this.#ofResources.get(targetArn) ?? [];
    return decide(statements, { kind: 'Service', id: principal }, request) === 'allowed';
  }

  #mustHold({ functionName, action, resource, reason }: Need): void {
    const role = this.#roles.get(functionName);
    if (!role) throw new Error(`${functionName} is no function of the template`);
    if (decide(role.statements, role.role, { action, resource, context: this.#context }) !== 'allowed')
      throw new Error(`${functionName}: its role does not allow ${action} on ${resource} (${reason})`);
  }
}

/** The error as each service words it; SDK clients know SNS's by a name of its own. */
function accessDenied(
  { sessionArn }: FunctionRole,
  { action, resource }: { action: string; resource: string },
  { service }: AwsCall,
  decision: Exclude<Decision, 'allowed'>,
): AwsError {
  const why =
    decision === 'denied'
      ? 'with an explicit deny in a policy'
      : `because no identity-based policy allows the ${action} action`;
  const message = `User: ${sessionArn} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
  const inServicesWords = {
    sns: { queryCode: 'AuthorizationError', status: 403 },
    sqs: { queryCode: 'AccessDenied', status: 403 },
    lambda: { status: 403 },
    dynamodb: {},
    events: {},
    secretsmanager: {},
    'sms-voice': {},
    'cognito-idp': {},
    s3: { queryCode: 'AccessDenied', status: 403 },
  };
  return new AwsError('AccessDeniedException', message, inServicesWords[service]);
}
