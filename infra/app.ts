import path from 'node:path';
import { App, CfnOutput, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { bundleDirectory, bundleFunctions } from './bundle.ts';
import type { Group } from './groups/group.ts';
import { groupOf } from './groups/groups.ts';
import { ApiStack } from './stacks/api.ts';
import { EventsStack } from './stacks/events.ts';
import { StatefulStack } from './stacks/stateful.ts';
import { version } from './version.ts';

/**
 * The app of one dealer group: what must last, and what can be deployed anew. The functions fill two stacks, since
 * CloudFormation lets a stack hold 500 resources.
 */
export function buildApp(
  app: App,
  group: Group,
  bundle: string,
): { state: StatefulStack; events: EventsStack; api: ApiStack } {
  const { name, env, ownSignIn } = group;
  const state = new StatefulStack(app, `huifang-${name}-state`, {
    env,
    description: `Huifang of ${name}: what must outlive every deployment`,
    hasOwnSignIn: ownSignIn !== undefined,
  });
  const events = new EventsStack(app, `huifang-${name}-events`, {
    env,
    description: `Huifang of ${name}: what hears events and texts, and what the clock starts`,
    group,
    state,
    bundle,
  });
  const api = new ApiStack(app, `huifang-${name}-api`, {
    env,
    description: `Huifang of ${name}: the HTTP API`,
    group,
    state,
    bundle,
    alarms: events.alarms,
  });
  for (const stack of [state, events, api])
    new CfnOutput(stack, 'Version', { value: version, description: 'For npm run doctor' });
  Tags.of(app).add('huifang-group', name);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return { state, events, api };
}

/** Bundles the functions and synthesizes a group's templates; answers the folder of the cloud assembly. */
export async function synthesize({ group, outdir }: { group: string; outdir: string }): Promise<string> {
  await bundleFunctions();
  const app = new App({ outdir, analyticsReporting: false });
  buildApp(app, groupOf(group), bundleDirectory);
  return app.synth().directory;
}

/** Whether this file was started by itself, as the CDK CLI does. */
if (process.argv[1] && path.resolve(process.argv[1]) === import.meta.filename) {
  const app = new App();
  const group: unknown = app.node.tryGetContext('group');
  await bundleFunctions();
  buildApp(app, groupOf(String(group)), bundleDirectory);
  app.synth();
}
