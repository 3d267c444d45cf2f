import * as v from 'valibot';
import { fits, fitsArn } from './patterns.ts';

/** What a condition may ask about a call, by the keys of IAM, in lower case. */
export type Context = Readonly<Record<string, string>>;

const scalar = v.pipe(v.union([v.string(), v.boolean(), v.number()]), v.transform(String));
const values = v.union([
  v.array(scalar),
  v.pipe(
    scalar,
    v.transform((one) => [one]),
  ),
]);

/** `Condition` as a statement has it: by operator and key, the values of which one must fit. */
export const ConditionSchema = v.record(v.string(), v.record(v.string(), values));
export type Condition = v.InferOutput<typeof ConditionSchema>;

const operators: Readonly<Record<string, (wanted: string, given: string) => boolean>> = {
  StringEquals: (wanted, given) => wanted === given,
  StringLike: fits,
  ArnEquals: fitsArn,
  ArnLike: fitsArn,
  Bool: (wanted, given) => wanted.toLowerCase() === given.toLowerCase(),
};

/** The keys that the calls and deliveries on one machine come with. */
const knownKeys = new Set(['aws:sourcearn', 'aws:sourceaccount', 'aws:securetransport']);

/**
 * Whether a condition holds for a call: every operator and key of it does, each for one of its values. A key that the call
 * does not have holds for none. Throws at once when an operator or key is none that can be evaluated here, with its name.
 */
export function compileCondition(condition: Condition): (context: Context) => boolean {
  const tests = Object.entries(condition).flatMap(([operator, keys]) => {
    const test = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
    if (!test) throw new Error(`the condition operator ${operator} cannot be evaluated on one machine`);
    return Object.entries(keys).map(([key, wanted]) => {
      const known = key.toLowerCase();
      if (!knownKeys.has(known))
        throw new Error(`the condition key ${key} cannot be evaluated on one machine`);
      return (context: Context) => {
        const given = context[known];
        return given !== undefined && wanted.some((value) => test(value, given));
      };
    });
  });
  return (context) => tests.every((test) => test(context));
}
