import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Architecture, type Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { HouseRole } from './house-role.ts';

/** What all functions of a stack share. */
export interface House {
  readonly code: Code;
  readonly logRetention: RetentionDays;
  readonly alarms: ITopic;
}

export interface HouseFunctionProps {
  readonly house: House;
  /** `visits/ingest`: the file under functions/, and the handler. */
  readonly name: string;
  readonly timeout: Duration;
  readonly environment?: Readonly<Record<string, string>>;
  /** What it does, for whoever reads the list of functions. */
  readonly description: string;
}

/**
 * A function of the house: its own role that may write its own log and nothing else until it is granted, a log group
 * with retention, the runtime that the tests run under.
 */
export class HouseFunction extends Function {
  /** `visits/ingest`: what people call it. */
  readonly title: string;

  constructor(scope: Construct, id: string, props: HouseFunctionProps) {
    const logGroup = new LogGroup(scope, `${id}Log`, {
      retention: props.house.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new HouseRole(scope, `${id}Role`);
    logGroup.grantWrite(role);
    super(scope, id, {
      code: props.house.code,
      handler: `${props.name}.handler`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout: props.timeout,
      description: props.description,
      logGroup,
      role,
      environment: {
        POWERTOOLS_SERVICE_NAME: props.name,
        POWERTOOLS_METRICS_NAMESPACE: 'Huifang',
        ...props.environment,
      },
    });
    this.title = props.name;
  }

  /** Grants single actions on single resources; the house has no broader grant. */
  allow(actions: readonly string[], resources: readonly string[]): this {
    this.addToRolePolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
    return this;
  }
}
