import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import * as v from 'valibot';
import { buildApp } from '../../infra/app.ts';
import { demo } from '../../infra/groups/demo.ts';
import type { Group } from '../../infra/groups/group.ts';

/** The context of cdk.json that shapes the template; an app in a test does not read that file. */
const context = { '@aws-cdk/core:defaultCrossStackReferences': 'strong' };

const folder = mkdtempSync(path.join(tmpdir(), 'huifang-template-'));
process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});

/**
 * An app with the stacks of a group, not yet synthesized. What the bundles hold makes no difference to a template.
 * CloudFormation's own validation takes two seconds and is left out unless it is what is tested.
 */
export function appOf(
  group: Group,
  { validated = false } = {},
): { app: App; outdir: string } & ReturnType<typeof buildApp> {
  const bundle = path.join(folder, 'bundle');
  mkdirSync(bundle, { recursive: true });
  writeFileSync(path.join(bundle, 'placeholder.mjs'), '');
  const outdir = mkdtempSync(path.join(folder, 'out-'));
  const app = new App({
    outdir,
    context,
    analyticsReporting: false,
    builtinCloudFormationValidation: validated,
  });
  return { app, outdir, ...buildApp(app, group, bundle) };
}

const ResourceSchema = v.object({
  Type: v.string(),
  Properties: v.optional(v.record(v.string(), v.unknown()), {}),
  DeletionPolicy: v.optional(v.string()),
  UpdateReplacePolicy: v.optional(v.string()),
});

const TemplateSchema = v.object({
  Resources: v.record(v.string(), ResourceSchema),
  Outputs: v.optional(
    v.record(
      v.string(),
      v.object({ Value: v.unknown(), Export: v.optional(v.object({ Name: v.string() })) }),
    ),
    {},
  ),
});

const ReferenceSchema = v.union([
  v.pipe(
    v.object({ Ref: v.string() }),
    v.transform(({ Ref }) => Ref),
  ),
  v.pipe(
    v.object({ 'Fn::GetAtt': v.tuple([v.string(), v.string()]) }),
    v.transform((value) => value['Fn::GetAtt'][0]),
  ),
]);
const ImportSchema = v.object({ 'Fn::ImportValue': v.string() });

/** A resource of the template, its properties read with a schema. */
export interface Resource<P> {
  readonly id: string;
  readonly properties: P;
  readonly deletionPolicy?: string;
  readonly replacePolicy?: string;
}

/** The templates of all stacks of a group, as one. */
export class Deployment {
  readonly #resources = new Map<string, v.InferOutput<typeof ResourceSchema>>();
  readonly #exports = new Map<string, unknown>();

  constructor(templates: readonly unknown[]) {
    for (const template of templates.map((each) => v.parse(TemplateSchema, each))) {
      for (const [id, resource] of Object.entries(template.Resources)) {
        if (this.#resources.has(id)) throw new Error(`two stacks have a resource ${id}`);
        this.#resources.set(id, resource);
      }
      for (const { Value, Export } of Object.values(template.Outputs)) {
        if (Export) this.#exports.set(Export.Name, Value);
      }
    }
  }

  /** All resources of a type. Throws when there is none, so that no assertion is vacuous, or when the schema is wrong. */
  all<S extends v.GenericSchema>(type: string, schema: S): Resource<v.InferOutput<S>>[] {
    const found = [...this.#resources].filter(([, resource]) => resource.Type === type);
    if (found.length === 0) throw new Error(`the template has no ${type}`);
    return found.map(([id, resource]) => ({
      id,
      properties: v.parse(schema, resource.Properties),
      deletionPolicy: resource.DeletionPolicy,
      replacePolicy: resource.UpdateReplacePolicy,
    }));
  }

  /** The types that occur. */
  types(): string[] {
    return [...new Set([...this.#resources.values()].map(({ Type }) => Type))].sort();
  }

  /** The id of the resource that a `Ref`, `Fn::GetAtt` or `Fn::ImportValue` leads to. Throws for anything else. */
  target(reference: unknown): string {
    const imported = v.safeParse(ImportSchema, reference);
    if (!imported.success) return v.parse(ReferenceSchema, reference);
    return this.target(this.#exports.get(imported.output['Fn::ImportValue']));
  }
}

/** Group demo as it would be deployed. */
export function deployDemo(): Deployment {
  const assembly = appOf(demo).app.synth();
  return new Deployment(assembly.stacks.map((stack): unknown => stack.template));
}
