import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import * as v from 'valibot';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type * as Acknowledge from '../../infra/constructs/acknowledge.ts';
import { acknowledge } from '../../infra/constructs/acknowledge.ts';
import { demo } from '../../infra/groups/demo.ts';
import type { Group } from '../../infra/groups/group.ts';
import { appOf } from './deployment.ts';

const noted = vi.hoisted(() => {
  const acknowledgements: { at: string; id: string; reason: string }[] = [];
  return { acknowledgements, areHeeded: true };
});

// Lets the tests see every acknowledgement, and build the same house without any.
vi.mock('../../infra/constructs/acknowledge.ts', async (original) => {
  const real = await original<typeof Acknowledge>();
  return {
    acknowledge: (construct: IConstruct, reasons: Readonly<Record<string, string>>) => {
      for (const [id, reason] of Object.entries(reasons)) {
        noted.acknowledgements.push({ at: construct.node.path, id, reason });
      }
      if (noted.areHeeded) real.acknowledge(construct, reasons);
    },
  };
});

beforeEach(() => {
  noted.acknowledgements = [];
  noted.areHeeded = true;
});

const ReportSchema = v.object({
  pluginReports: v.array(
    v.object({ pluginName: v.string(), violations: v.array(v.object({ ruleName: v.string() })) }),
  ),
});

/** Synthesizes as a deployment does, and answers what the validation plugins report. Throws when they refuse. */
function synthesized({ app, outdir }: ReturnType<typeof appOf>): string[] {
  app.synth();
  const report: unknown = JSON.parse(readFileSync(path.join(outdir, 'validation-report.json'), 'utf8'));
  return v
    .parse(ReportSchema, report)
    .pluginReports.flatMap(({ violations }) => violations.map((one) => one.ruleName));
}

/** A group that uses every setting that demo leaves out. */
const furnished: Group = {
  ...demo,
  name: 'furnished',
  env: { account: '111122223333', region: 'eu-central-1' },
  optOut: 'carrier',
  texting: {
    by: 'end-user-messaging',
    originationArn: 'arn:aws:sms-voice:eu-central-1:111122223333:phone-number/phone-1',
  },
  alarmEmail: 'alarms@example.com',
  ownSignIn: { issuer: 'https://sign-in.example.com', audience: 'huifang', staffClaim: 'sub' },
};

describe('cdk-nag', () => {
  it.each([demo, furnished])('finds nothing in group $name, nor does CloudFormation', (group) => {
    expect(synthesized(appOf(group, { validated: true }))).toEqual([]);
  });

  it('stops the synthesis at a queue without TLS, and lets it pass when that is acknowledged', () => {
    const bad = appOf(demo);
    new Queue(bad.events, 'Bad');
    expect(() => synthesized(bad)).toThrow('AwsSolutions-SQS4');

    const accepted = appOf(demo);
    acknowledge(new Queue(accepted.events, 'Bad'), {
      'AwsSolutions-SQS3': 'this test wants it so',
      'AwsSolutions-SQS4': 'this test wants it so',
    });
    expect(synthesized(accepted)).toEqual([]);
  });

  it('is answered with a reason in a sentence, every time', () => {
    appOf(demo);
    expect(noted.acknowledgements.length).toBeGreaterThan(5);
    expect(noted.acknowledgements.filter(({ reason }) => !/^[A-Z a-z].{20,}\.$/s.test(reason))).toEqual([]);
  });

  it('is told nothing but acknowledgements: without them it finds only what they name, where they name it', () => {
    noted.areHeeded = false;
    const { app } = appOf(demo);
    // Only then what one stack has of another is named as in the templates.
    expect(() => app.synth()).toThrow('AwsSolutions');
    const found = new AwsSolutionsChecks(app)
      .validateScope(app)
      .violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath }) => ({ id: ruleName, at: constructPath ?? '' })),
      );
    const covers = (one: { at: string; id: string }, finding: { at: string; id: string }) =>
      one.id === finding.id && `${finding.at}/`.startsWith(`${one.at}/`);
    const unanswered = found.filter((finding) => !noted.acknowledgements.some((one) => covers(one, finding)));
    const stale = noted.acknowledgements.filter((one) => !found.some((finding) => covers(one, finding)));
    expect({ unanswered, stale }).toEqual({ unanswered: [], stale: [] });
    expect(found.length).toBeGreaterThan(5);
    expect(() => synthesized(appOf(demo))).toThrow('AwsSolutions-SMG4');
  });
});
