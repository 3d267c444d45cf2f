import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { demo } from '../../infra/groups/demo.ts';
import type { Texting } from '../../infra/groups/group.ts';
import { appOf, Deployment } from './deployment.ts';
import { FunctionSchema, nameOf } from './parts.ts';

const RoleSchema = v.object({
  Policies: v.array(
    v.object({
      PolicyDocument: v.object({
        Statement: v.array(
          v.object({
            Action: v.union([v.string(), v.array(v.string())]),
            Effect: v.string(),
            Resource: v.unknown(),
          }),
        ),
      }),
    }),
  ),
});

const originationArn = 'arn:aws:sms-voice:us-east-1:123456789012:phone-number/phone-1';

/** The environment of `messages/send`, and what it may do beyond table, queue and log. */
function senderOf(texting: Texting) {
  // Without pages of surveys, whose addresses derive from the secret.
  const { surveyLink: _, ...textOnly } = demo;
  const assembly = appOf({ ...textOnly, texting }).app.synth();
  const house = new Deployment(assembly.stacks.map((stack): unknown => stack.template));
  const fn = house
    .all(
      'AWS::Lambda::Function',
      v.object({
        ...FunctionSchema.entries,
        Environment: v.object({ Variables: v.record(v.string(), v.unknown()) }),
      }),
    )
    .find(({ properties }) => nameOf(properties) === 'messages/send');
  const role = house
    .all('AWS::IAM::Role', RoleSchema)
    .find(({ id }) => fn && id === house.target(fn.properties.Role));
  const statements =
    role?.properties.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement) ?? [];
  return {
    environment: fn?.properties.Environment.Variables ?? {},
    statements: statements
      .map(({ Action, ...rest }) => ({ actions: [Action].flat(), ...rest }))
      .filter(({ actions }) => actions.some((each) => /^(?:sns|sms-voice|secretsmanager):/.test(each))),
  };
}

describe('who carries the texts, where it is not SNS,', () => {
  it('is End User Messaging, which may text from the one origination only', () => {
    const { environment, statements } = senderOf({ by: 'end-user-messaging', originationArn });
    expect(environment).toMatchObject({ TEXTS_BY: 'end-user-messaging', ORIGINATION_ARN: originationArn });
    expect(statements).toEqual([
      { actions: ['sms-voice:SendTextMessage'], Effect: 'Allow', Resource: originationArn },
    ]);
  });

  it('is a gateway, which needs nothing but the secret to sign with', () => {
    const { environment, statements } = senderOf({ by: 'gateway', url: 'https://sms.example.com/texts' });
    expect(environment).toMatchObject({ TEXTS_BY: 'gateway', GATEWAY_URL: 'https://sms.example.com/texts' });
    expect(statements.map(({ actions }) => actions)).toEqual([['secretsmanager:GetSecretValue']]);
  });
});
