import { isRecord, isScalar } from './event-leaves.ts';
import { InvalidEventPattern } from './invalid-event-pattern.ts';
import { numeric } from './numeric-operator.ts';
import type { Operator, Test } from './operator.ts';
import { onlyMember, text } from './operator.ts';
import { cidr, equalsIgnoreCase, prefix, suffix, wildcard } from './text-operators.ts';

/** What one entry of a field's list asks: something of the scalar that stands there, or that nothing stands there. */
export type ValuePattern = { readonly absent: true } | { readonly absent: false; readonly test: Test };

/** Reads one entry of a field's list: a scalar, or an object with one operator. Throws InvalidEventPattern. */
export function valuePattern(entry: unknown, at: string): ValuePattern {
  if (isScalar(entry)) return { absent: false, test: (value) => value === entry };
  const { name, operand, inside } = onlyMember(entry, at);
  if (name !== 'exists') return { absent: false, test: operatorOf(OPERATORS, name, at)(operand, inside) };
  if (operand === false) return { absent: true };
  if (operand === true) return { absent: false, test: () => true };
  throw new InvalidEventPattern('exists must be either true or false', inside);
}

const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['prefix', prefix],
  ['suffix', suffix],
  ['equals-ignore-case', equalsIgnoreCase],
  ['wildcard', wildcard],
  ['anything-but', anythingBut],
  ['numeric', numeric],
  ['cidr', cidr],
]);

/** What `anything-but` may turn round; each takes a list there. */
const INSIDE_ANYTHING_BUT: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['prefix', (operand, at) => prefix(nonEmpty(operand, at), at)],
  ['suffix', (operand, at) => suffix(nonEmpty(operand, at), at)],
  ['equals-ignore-case', equalsIgnoreCase],
  ['wildcard', wildcard],
]);

/** Any scalar that stands there, of whatever type, except those named. */
function anythingBut(operand: unknown, at: string): Test {
  const except = isRecord(operand) ? turnedRound(operand, at) : oneOf(operand, at);
  return (value) => !except(value);
}

function turnedRound(operand: unknown, at: string): Test {
  const { name, operand: words, inside } = onlyMember(operand, at);
  const operator = operatorOf(INSIDE_ANYTHING_BUT, name, at);
  if (!Array.isArray(words)) return operator(words, inside);
  if (words.length === 0) throw new InvalidEventPattern('Empty arrays are not allowed', inside);
  const tests = words.map((word: unknown, index) => operator(word, `${inside}[${index}]`));
  return (value) => tests.some((test) => test(value));
}

function oneOf(operand: unknown, at: string): Test {
  const values: unknown[] = Array.isArray(operand) ? operand : [operand];
  const [first] = values;
  if (
    (typeof first !== 'string' && typeof first !== 'number') ||
    values.some((each) => typeof each !== typeof first)
  ) {
    throw new InvalidEventPattern(
      'anything-but must be a string, a number, or a list of only strings or only numbers',
      at,
    );
  }
  return (value) => values.includes(value);
}

function nonEmpty(operand: unknown, at: string): string {
  const given = text(operand, at);
  if (given === '')
    throw new InvalidEventPattern('An empty prefix or suffix is not allowed in anything-but', at);
  return given;
}

function operatorOf(operators: ReadonlyMap<string, Operator>, name: string, at: string): Operator {
  const operator = operators.get(name);
  if (operator === undefined) throw new InvalidEventPattern(`Unrecognized match type ${name}`, at);
  return operator;
}
