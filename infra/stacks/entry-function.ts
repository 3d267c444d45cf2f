import type { Duration, StackProps } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { type House, HouseFunction } from '../constructs/house-function.ts';
import { grantSeals } from '../constructs/seal-grants.ts';
import { grantTable } from '../constructs/table-grants.ts';
import type { Group } from '../groups/group.ts';
import { constructId } from './construct-id.ts';
import type { Described } from './functions.ts';
import type { StatefulStack } from './stateful.ts';

/** What each stack of functions is made from. */
export interface FunctionsStackProps extends StackProps {
  readonly group: Group;
  readonly state: StatefulStack;
  /** The folder with the bundled functions. */
  readonly bundle: string;
}

/** What the functions of a stack share; each stack brings its own, since code belongs to one stack. */
export function houseOf({ bundle, group }: FunctionsStackProps, alarms: ITopic): House {
  return { code: Code.fromAsset(bundle), logRetention: retentions[group.logRetentionDays], alarms };
}

/** Makes the function of an entry of the table of functions, with the grants on table and secret that the entry names. */
export function entryFunction(
  scope: Construct,
  entry: Described,
  props: {
    readonly house: House;
    readonly state: StatefulStack;
    readonly timeout: Duration;
    readonly environment?: Readonly<Record<string, string>>;
  },
): HouseFunction {
  const { state, ...rest } = props;
  const { name, description } = entry;
  const fn = new HouseFunction(scope, constructId(name), { ...rest, name, description });
  if (Object.keys(entry.table).length > 0) grantTable(fn, state.table, entry.table);
  if (entry.secret) {
    fn.addEnvironment('SECRET_ID', state.secret.secretArn);
    fn.allow(['secretsmanager:GetSecretValue'], [state.secret.secretArn]);
  }
  if (entry.seals) grantSeals(fn, state.seals, entry.seals);
  return fn;
}

const retentions = {
  30: RetentionDays.ONE_MONTH,
  90: RetentionDays.THREE_MONTHS,
  180: RetentionDays.SIX_MONTHS,
  365: RetentionDays.ONE_YEAR,
} as const;
