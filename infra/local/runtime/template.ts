import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { identities, type Identity, type Place } from './identities.ts';
import { holds, noValue, resolve, type Scope } from './intrinsics.ts';

/** One resource of the template with every intrinsic function resolved. */
export interface Resource {
  stack: string;
  logicalId: string;
  type: string;
  /** What `Ref` answers: a name, an id, an ARN or a URL, as AWS has it for the type. */
  ref: string;
  attributes: Readonly<Record<string, string>>;
  properties: Readonly<Record<string, unknown>>;
}

export interface Template extends Place {
  /** All resources of all stacks, in the template's order. */
  resources: readonly Resource[];
  ofType(...types: string[]): Resource[];
  /** The folder or file of an asset by the object key under which it would lie in the bucket. */
  asset(objectKey: string): string;
}

const Manifest = v.object({
  artifacts: v.record(
    v.string(),
    v.looseObject({
      type: v.string(),
      environment: v.optional(v.string()),
      properties: v.optional(
        v.looseObject({ templateFile: v.optional(v.string()), stackName: v.optional(v.string()) }),
      ),
    }),
  ),
});

const Properties = v.record(v.string(), v.unknown());
const StackTemplate = v.looseObject({
  Resources: v.optional(
    v.record(
      v.string(),
      v.looseObject({
        Type: v.string(),
        Condition: v.optional(v.string()),
        Properties: v.optional(Properties, {}),
      }),
    ),
    {},
  ),
  Outputs: v.optional(
    v.record(
      v.string(),
      v.looseObject({ Value: v.unknown(), Export: v.optional(v.object({ Name: v.unknown() })) }),
    ),
    {},
  ),
  Parameters: v.optional(
    v.record(v.string(), v.looseObject({ Default: v.optional(v.union([v.string(), v.number()])) })),
    {},
  ),
  Conditions: v.optional(v.record(v.string(), v.unknown()), {}),
  Mappings: v.optional(v.record(v.string(), v.record(v.string(), v.record(v.string(), v.unknown()))), {}),
});
type StackTemplate = v.InferOutput<typeof StackTemplate>;

const AssetManifest = v.looseObject({
  files: v.optional(
    v.record(
      v.string(),
      v.looseObject({
        source: v.looseObject({ path: v.string() }),
        destinations: v.record(v.string(), v.looseObject({ objectKey: v.string() })),
      }),
    ),
    {},
  ),
});

interface Stack {
  name: string;
  template: StackTemplate;
}

/**
 * Reads what `cdk synth` wrote into a directory (`cdk.out`): all stacks' resources with names, ARNs and URLs as AWS would give them.
 *
 * Throws an error that names the resource when its type is one that the one-machine cloud does not know.
 */
export function loadTemplate(assembly: string, doorUrl: string): Template {
  const manifest = v.parse(Manifest, json(join(assembly, 'manifest.json')));
  const artifacts = Object.entries(manifest.artifacts);
  const stacks = artifacts
    .filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack')
    .map(([id, { properties }]): Stack => ({
      name: properties?.stackName ?? id,
      template: v.parse(
        StackTemplate,
        json(join(assembly, properties?.templateFile ?? `${id}.template.json`)),
      ),
    }));
  const place = { ...placeOf(artifacts.map(([, artifact]) => artifact.environment)), doorUrl };
  const resources = resolveStacks(stacks, place);
  const assets = assetPaths(assembly);
  return {
    ...place,
    resources,
    ofType: (...types) => resources.filter((resource) => types.includes(resource.type)),
    asset(objectKey) {
      const path = assets.get(objectKey);
      if (!path) throw new Error(`The assembly ${assembly} has no asset ${objectKey}`);
      return path;
    },
  };
}

/** Account and region as the app names them, otherwise those that AWS's documentation uses. */
function placeOf(environments: (string | undefined)[]): Omit<Place, 'doorUrl'> {
  const named = environments.map((environment) => /^aws:\/\/(\d{12})\/([a-z0-9-]+)$/.exec(environment ?? ''));
  const [, account = '123456789012', region = 'us-east-1'] = named.find((match) => match !== null) ?? [];
  return { account, region: region === 'unknown-region' ? 'us-east-1' : region };
}

function resolveStacks(stacks: Stack[], place: Place): Resource[] {
  const scopes = new Map<string, Scope>();
  const scopeOf = (stack: Stack) => {
    const known = scopes.get(stack.name) ?? scopeIn(stack, stacks, place, scopeOf);
    scopes.set(stack.name, known);
    return known;
  };
  return stacks.flatMap((stack) => {
    const scope = scopeOf(stack);
    return Object.entries(stack.template.Resources)
      .filter(([, { Condition }]) => Condition === undefined || scope.condition(Condition))
      .map(([logicalId, { Type, Properties: given }]): Resource => {
        const { ref, attributes } = identityOf(stack, logicalId, scope, place);
        const properties = v.parse(Properties, resolve(given, scope));
        return { stack: stack.name, logicalId, type: Type, ref, attributes, properties };
      });
  });
}

function identityOf(stack: Stack, logicalId: string, scope: Scope, place: Place): Identity {
  const resource = stack.template.Resources[logicalId];
  if (!resource) throw new Error(`Stack ${stack.name} has no resource ${logicalId}`);
  const identify = identities[resource.Type];
  if (!identify)
    throw new Error(
      `The one-machine cloud does not know resources of type ${resource.Type} (${logicalId} in stack ${stack.name})`,
    );
  const property = (name: string) => {
    const value = resolve(resource.Properties[name], scope);
    return typeof value === 'string' ? value : undefined;
  };
  return identify({ ...place, stack: stack.name, logicalId, property });
}

function scopeIn(stack: Stack, stacks: Stack[], place: Place, scopeOf: (stack: Stack) => Scope): Scope {
  const pseudo: Record<string, unknown> = {
    'AWS::Region': place.region,
    'AWS::AccountId': place.account,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stack.name,
    'AWS::StackId': `arn:aws:cloudformation:${place.region}:${place.account}:stack/${stack.name}/local`,
    'AWS::NotificationARNs': [],
    'AWS::NoValue': noValue,
  };
  const scope: Scope = {
    ref(name) {
      if (name in pseudo) return pseudo[name];
      const parameter = stack.template.Parameters[name];
      if (!parameter) return identityOf(stack, name, scope, place).ref;
      if (parameter.Default === undefined)
        throw new Error(`Parameter ${name} of stack ${stack.name} has no default`);
      return parameter.Default;
    },
    attribute(logicalId, attribute) {
      const value = identityOf(stack, logicalId, scope, place).attributes[attribute];
      if (value === undefined)
        throw new Error(`The one-machine cloud does not know the attribute ${attribute} of ${logicalId}`);
      return value;
    },
    importedValue(exportName) {
      for (const other of stacks)
        for (const { Value, Export } of Object.values(other.template.Outputs))
          if (Export && resolve(Export.Name, scopeOf(other)) === exportName)
            return resolve(Value, scopeOf(other));
      throw new Error(`No stack exports ${exportName}`);
    },
    stackOutput(stackName, outputName) {
      const other = stacks.find(({ name }) => name === stackName);
      const output = other?.template.Outputs[outputName];
      if (!other || !output) throw new Error(`Stack ${stackName} has no output ${outputName}`);
      return resolve(output.Value, scopeOf(other));
    },
    condition(name) {
      if (!(name in stack.template.Conditions))
        throw new Error(`Stack ${stack.name} has no condition ${name}`);
      return holds(stack.template.Conditions[name], scope);
    },
    mapped(map, topKey, secondKey) {
      const value = stack.template.Mappings[map]?.[topKey]?.[secondKey];
      if (value === undefined) throw new Error(`Nothing is mapped at ${map}.${topKey}.${secondKey}`);
      return value;
    },
  };
  return scope;
}

function assetPaths(assembly: string): Map<string, string> {
  const manifest = v.parse(Manifest, json(join(assembly, 'manifest.json')));
  const paths = new Map<string, string>();
  for (const { type, properties } of Object.values(manifest.artifacts)) {
    if (type !== 'cdk:asset-manifest') continue;
    const file = v.parse(v.string(), properties?.['file']);
    for (const { source, destinations } of Object.values(
      v.parse(AssetManifest, json(join(assembly, file))).files,
    ))
      for (const { objectKey } of Object.values(destinations))
        paths.set(objectKey, join(assembly, source.path));
  }
  return paths;
}

function json(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
