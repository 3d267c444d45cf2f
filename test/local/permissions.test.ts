import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Cloud } from '../../infra/local/cloud.ts';
import { startGroupCloud } from '../../infra/local/group-cloud.ts';
import { Play } from '../../infra/local/play.ts';
import { permissionsOf } from '../permissions-used.ts';

const statements = v.array(v.looseObject({ Action: v.union([v.string(), v.array(v.string())]) }));
const document = v.looseObject({ Statement: statements });
/** A role with its policies in itself, or a policy of a resource. */
const policySchema = v.looseObject({
  Properties: v.looseObject({
    Policies: v.optional(v.array(v.looseObject({ PolicyDocument: document })), []),
    PolicyDocument: v.optional(document),
  }),
});
const templateSchema = v.looseObject({ Resources: v.record(v.string(), v.unknown()) });

/** One grant of a function each, and a request that needs it. */
const grants = [
  { of: 'VisitsIngest', action: 'secretsmanager:GetSecretValue', path: '/v1/dealers/cd-south/visits' },
  { of: 'StaffWorklist', action: 'dynamodb:Query', path: '/v1/worklist' },
  { of: 'CallbacksShow', action: 'dynamodb:GetItem', path: '/v1/callbacks/callback_1' },
  { of: 'ComplaintsList', action: 'dynamodb:GetItem', path: '/v1/complaints?dealerId=cd-south' },
  { of: 'EventsCauses', action: 'dynamodb:GetItem', path: '/v1/events/event_1.1/causes' },
];

const scratch = mkdtempSync(path.join(tmpdir(), 'huifang-grants-'));
let cloud: Cloud;
let play: Play;
beforeAll(async () => {
  cpSync(inject('assembly'), scratch, { recursive: true });
  takeAwayIn('api', Object.fromEntries(grants.map(({ of, action }) => [`${of}Role`, action])));
  takeAwayIn('events', { MessagesReceiveQueuePolicy: 'sqs:SendMessage' });
  cloud = await startGroupCloud({ assembly: scratch });
  play = new Play(cloud.url);
});
afterAll(async () => {
  await cloud.stop();
  rmSync(scratch, { recursive: true, force: true });
});

/** Takes an action out of each of these policies in the template of a stack. */
function takeAwayIn(stack: string, actionsByPolicy: Readonly<Record<string, string>>): void {
  const file = path.join(scratch, `huifang-demo-${stack}.template.json`);
  const template = v.parse(templateSchema, JSON.parse(readFileSync(file, 'utf8')));
  for (const [policyOf, action] of Object.entries(actionsByPolicy))
    takeAway(template.Resources, policyOf, action);
  writeFileSync(file, JSON.stringify(template));
}

/** Takes an action out of every statement of the policy whose logical id begins so. */
function takeAway(resources: Record<string, unknown>, policyOf: string, action: string): void {
  let taken = 0;
  for (const [id, resource] of Object.entries(resources)) {
    const policy = id.startsWith(policyOf)
      ? v.safeParse(policySchema, resource)
      : { success: false as const };
    if (!policy.success) continue;
    const { Properties } = policy.output;
    const { Policies, PolicyDocument: own } = Properties;
    for (const held of [...Policies.map((each) => each.PolicyDocument), ...(own ? [own] : [])]) {
      held.Statement = held.Statement.flatMap((statement) => {
        const actions = [statement.Action].flat();
        const left = actions.filter((each) => each !== action);
        taken += actions.length - left.length;
        return left.length > 0 ? [{ ...statement, Action: left }] : [];
      });
    }
    resources[id] = policy.output;
  }
  expect(taken, `${policyOf} holds ${action}`).toBeGreaterThan(0);
}

describe('a grant that is taken away', () => {
  it.each(grants)('$of without $action', async ({ of, action, path: asked }) => {
    const answer = asked.endsWith('/visits')
      ? await play.postVisit('cd-south', { any: 'visit' })
      : await play.as('li-na', 'GET', asked);
    expect(answer.status).toBe(500);
    const { refused } = await permissionsOf(cloud);
    expect(refused.filter(({ caller }) => caller.includes(of)).map((each) => each.action)).toEqual([action]);
  });

  it('is refused in the words of AWS, and operators are not', async () => {
    const [table] = cloud.template.ofType('AWS::DynamoDB::Table');
    const fn = cloud.template
      .ofType('AWS::Lambda::Function')
      .find(({ logicalId }) => logicalId.startsWith('StaffWorklist'))?.ref;
    const scan = (accessKeyId: string) => {
      const credentials = { accessKeyId, secretAccessKey: 'any' };
      const client = new DynamoDBClient({
        endpoint: cloud.doorUrl,
        region: cloud.template.region,
        credentials,
      });
      return client.send(new ScanCommand({ TableName: table?.ref, Limit: 1 }));
    };
    const refusal = scan(fn ?? '');
    await expect(refusal).rejects.toThrow(
      /^User: arn:aws:sts::\d+:assumed-role\/.*StaffWorklistRole.*\/.*StaffWorklist.* is not authorized to perform: dynamodb:Scan on resource: arn:aws:dynamodb:.*:table\//,
    );
    await expect(refusal).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(scan('operator')).resolves.toMatchObject({ Count: 1 });
  });
});

it('a topic that the queue does not let in leaves what it has in the dead letters', async () => {
  await play.reply('+8613800138000', '你好');
  expect(await play.deadLetters()).toHaveLength(1);
  const { refused } = await permissionsOf(cloud);
  const [refusal] = refused.filter(({ caller }) => caller === 'sns.amazonaws.com');
  expect(refusal?.action).toBe('sqs:SendMessage');
  expect(refusal?.resource).toContain('MessagesReceiveQueue');
});
