import * as v from 'valibot';
import { functionNameOf } from '../services/arn.ts';
import type { Resource, Template } from '../runtime/template.ts';
import { compileStatement, DocumentSchema, type Statement } from './statement.ts';

const QueuePolicy = v.object({ PolicyDocument: DocumentSchema, Queues: v.array(v.string()) });
const TopicPolicy = v.object({ PolicyDocument: DocumentSchema, Topics: v.array(v.string()) });
/** What else a permission may ask for stops the start: it would be obeyed wrongly. */
const InvokePermission = v.strictObject({
  Action: v.string(),
  FunctionName: v.string(),
  Principal: v.string(),
  SourceArn: v.optional(v.string()),
  SourceAccount: v.optional(v.string()),
});

/** Who may do what with a queue, a topic or a function, by the ARN of each: what its own policy says. */
export function resourcePolicies(template: Template): ReadonlyMap<string, readonly Statement[]> {
  const policies = new Map<string, Statement[]>();
  const add = (arn: string, ...statements: Statement[]) => {
    policies.set(arn, [...(policies.get(arn) ?? []), ...statements]);
  };
  for (const resource of template.ofType('AWS::SQS::QueuePolicy')) {
    const { PolicyDocument, Queues } = parsed(QueuePolicy, resource);
    for (const url of Queues)
      add(queueArnOf(url, template), ...PolicyDocument.Statement.map(compileStatement));
  }
  for (const resource of template.ofType('AWS::SNS::TopicPolicy')) {
    const { PolicyDocument, Topics } = parsed(TopicPolicy, resource);
    for (const arn of Topics) add(arn, ...PolicyDocument.Statement.map(compileStatement));
  }
  for (const resource of template.ofType('AWS::Lambda::Permission')) {
    const permission = parsed(InvokePermission, resource);
    const arn = `arn:aws:lambda:${template.region}:${template.account}:function:${functionNameOf(permission.FunctionName)}`;
    add(arn, invokeStatement(arn, permission));
  }
  return policies;
}

/** An `AWS::Lambda::Permission` as the statement that Lambda makes of it. */
function invokeStatement(
  functionArn: string,
  { Action, Principal, SourceArn, SourceAccount }: v.InferOutput<typeof InvokePermission>,
): Statement {
  return compileStatement({
    Effect: 'Allow',
    Action: [Action],
    Resource: [functionArn],
    Principal: Principal.endsWith('.amazonaws.com') ? { Service: [Principal] } : { AWS: [Principal] },
    Condition: {
      ...(SourceArn !== undefined && { ArnLike: { 'aws:SourceArn': [SourceArn] } }),
      ...(SourceAccount !== undefined && { StringEquals: { 'aws:SourceAccount': [SourceAccount] } }),
    },
  });
}

function queueArnOf(url: string, template: Template): string {
  return template.ofType('AWS::SQS::Queue').find(({ ref }) => ref === url)?.attributes['Arn'] ?? url;
}

function parsed<Schema extends v.GenericSchema>(schema: Schema, resource: Resource): v.InferOutput<Schema> {
  return v.parse(schema, resource.properties, {
    message: (issue) => `${resource.logicalId}: ${issue.message}`,
  });
}
