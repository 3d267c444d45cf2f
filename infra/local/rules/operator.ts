import { InvalidEventPattern } from './invalid-event-pattern.ts';
import type { Scalar } from './event-leaves.ts';
import { isRecord } from './event-leaves.ts';

/** Whether the scalar that stands at a field fits. */
export type Test = (value: Scalar) => boolean;

/** Reads what stands under an operator's name (`{"prefix": operand}`); `at` names the place for the error. */
export type Operator = (operand: unknown, at: string) => Test;

/** The name and operand of an object that must have one member. */
export function onlyMember(entry: unknown, at: string): { name: string; operand: unknown; inside: string } {
  const [member, ...others] = isRecord(entry) ? Object.entries(entry) : [];
  if (member === undefined)
    throw new InvalidEventPattern(
      'Match value must be a string, number, true, false, null or an operator',
      at,
    );
  if (others.length > 0) throw new InvalidEventPattern('Only one key is allowed in a match expression', at);
  return { name: member[0], operand: member[1], inside: `${at}.${member[0]}` };
}

/** An operand that must be a string. */
export function text(operand: unknown, at: string): string {
  if (typeof operand !== 'string') throw new InvalidEventPattern('The pattern must be a string', at);
  return operand;
}
