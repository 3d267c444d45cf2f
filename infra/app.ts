import path from 'node:path';
import { App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { bundleDirectory, bundleFunctions } from './bundle.ts';
import type { Group } from './groups/group.ts';
import { groupOf } from './groups/groups.ts';
import { StatefulStack } from './stacks/stateful.ts';
import { StatelessStack } from './stacks/stateless.ts';

/** The app of one dealer group: what must last, and what can be deployed anew. */
export function buildApp(
  app: App,
  group: Group,
  bundle: string,
): { state: StatefulStack; house: StatelessStack } {
  const state = new StatefulStack(app, `huifang-${group.name}-state`, {
    env: group.env,
    description: `Huifang of ${group.name}: what must outlive every deployment`,
    hasOwnSignIn: group.ownSignIn !== undefined,
  });
  const house = new StatelessStack(app, `huifang-${group.name}`, {
    env: group.env,
    description: `Huifang of ${group.name}: functions and what triggers them`,
    group,
    state,
    bundle,
  });
  Tags.of(app).add('huifang-group', group.name);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return { state, house };
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
