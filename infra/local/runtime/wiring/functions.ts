import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';
import type { AsyncSettings } from '../../services/async-invocations.ts';
import { functionNameOf } from '../../services/arn.ts';
import type { FunctionDefinition } from '../function-worker.ts';
import type { Resource, Template } from '../template.ts';

const FunctionProperties = v.object({
  Code: v.object({ S3Key: v.string() }),
  Handler: v.string(),
  Runtime: v.pipe(v.string(), v.startsWith('nodejs', 'only Node.js functions can run on one machine')),
  Timeout: v.optional(v.number(), 3),
  MemorySize: v.optional(v.number(), 128),
  ReservedConcurrentExecutions: v.optional(v.number(), Infinity),
  Environment: v.optional(v.object({ Variables: v.optional(v.record(v.string(), v.string()), {}) }), {}),
  DeadLetterConfig: v.optional(v.object({ TargetArn: v.optional(v.string()) })),
  LoggingConfig: v.optional(v.object({ LogGroup: v.optional(v.string()) })),
  Layers: v.optional(v.pipe(v.array(v.unknown()), v.maxLength(0, 'layers cannot run on one machine'))),
});
const Destination = v.optional(v.object({ Destination: v.optional(v.string()) }));
const InvokeConfigProperties = v.object({
  FunctionName: v.string(),
  MaximumRetryAttempts: v.optional(v.number()),
  MaximumEventAgeInSeconds: v.optional(v.number()),
  DestinationConfig: v.optional(v.object({ OnFailure: Destination, OnSuccess: Destination }), {}),
});

/** The functions of the template, ready to run. Throws when a bundle does not hold what its handler names. */
export function functionDefinitions(template: Template): FunctionDefinition[] {
  return template.ofType('AWS::Lambda::Function').map((resource) => {
    const properties = v.parse(FunctionProperties, resource.properties, {
      message: (issue) => `${resource.logicalId}: ${issue.message}`,
    });
    const dot = properties.Handler.lastIndexOf('.');
    return {
      name: resource.ref,
      arn: resource.attributes['Arn'] ?? '',
      module: moduleIn(template.asset(properties.Code.S3Key), properties.Handler.slice(0, dot)),
      handler: properties.Handler.slice(dot + 1),
      environment: properties.Environment.Variables ?? {},
      timeoutSeconds: properties.Timeout,
      memoryMegabytes: properties.MemorySize,
      concurrency: Math.max(1, properties.ReservedConcurrentExecutions),
      logGroupName: properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${resource.ref}`,
    };
  });
}

/** What the template says about the functions' asynchronous invocations, by function name. */
export function asyncSettings(template: Template): Map<string, AsyncSettings> {
  const settings = new Map<string, AsyncSettings>();
  for (const resource of template.ofType('AWS::Lambda::Function'))
    settings.set(resource.ref, ownSettings(resource));
  for (const { properties } of template.ofType('AWS::Lambda::EventInvokeConfig')) {
    const config = v.parse(InvokeConfigProperties, properties);
    const name = functionNameOf(config.FunctionName);
    const own = settings.get(name);
    if (!own) throw new Error(`EventInvokeConfig of a function that the template does not have: ${name}`);
    const { OnFailure, OnSuccess } = config.DestinationConfig;
    settings.set(name, {
      ...own,
      ...(config.MaximumRetryAttempts !== undefined && { maximumRetryAttempts: config.MaximumRetryAttempts }),
      ...(config.MaximumEventAgeInSeconds !== undefined && {
        maximumEventAgeSeconds: config.MaximumEventAgeInSeconds,
      }),
      ...(OnFailure?.Destination && { onFailureArn: OnFailure.Destination }),
      ...(OnSuccess?.Destination && { onSuccessArn: OnSuccess.Destination }),
    });
  }
  return settings;
}

function ownSettings(resource: Resource): AsyncSettings {
  const deadLetterArn = v.parse(FunctionProperties, resource.properties).DeadLetterConfig?.TargetArn;
  return { functionArn: resource.attributes['Arn'] ?? '', ...(deadLetterArn && { deadLetterArn }) };
}

function moduleIn(bundle: string, file: string): string {
  const candidates = ['mjs', 'js', 'cjs'].map((extension) => join(bundle, `${file}.${extension}`));
  const found = candidates.find((candidate) => existsSync(candidate));
  if (!found) throw new Error(`The bundle ${bundle} has no ${file}.mjs`);
  return pathToFileURL(found).href;
}
