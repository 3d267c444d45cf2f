import * as v from 'valibot';
import { AwsError } from '../contract.ts';

/** The input of an AWS call in its shape. Throws an AwsError with the service's code for malformed input. */
export function parseInput<Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
  code = 'InvalidParameterValue',
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, input ?? {});
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  throw new AwsError(
    code,
    `Value for parameter ${v.getDotPath(issue) ?? 'request'} is invalid. ${issue.message}`,
  );
}
