import { InvalidEventPattern } from './invalid-event-pattern.ts';
import type { Test } from './operator.ts';

/** The smallest and greatest number that EventBridge compares. */
const NUMERIC_LIMIT = 5e9;

const COMPARISONS: ReadonlyMap<unknown, (value: number, bound: number) => boolean> = new Map([
  ['=', (value: number, bound: number) => value === bound],
  ['<', (value: number, bound: number) => value < bound],
  ['<=', (value: number, bound: number) => value <= bound],
  ['>', (value: number, bound: number) => value > bound],
  ['>=', (value: number, bound: number) => value >= bound],
]);

/** `[">", 0, "<=", 5]`: one comparison, or a lower bound and then an upper one. */
export function numeric(operand: unknown, at: string): Test {
  if (!Array.isArray(operand)) throw new InvalidEventPattern('numeric must be an array', at);
  const terms: readonly unknown[] = operand;
  if (terms.length !== 2 && terms.length !== 4)
    throw new InvalidEventPattern('numeric takes one or two comparisons', at);
  const [first, bottom] = [terms[0], bound(terms[1], `${at}[1]`)];
  const firstHolds = comparison(first, `${at}[0]`);
  if (terms.length === 2) return ofComparable((value) => firstHolds(value, bottom));

  const [second, top] = [terms[2], bound(terms[3], `${at}[3]`)];
  const secondHolds = comparison(second, `${at}[2]`);
  const isRange = (first === '>' || first === '>=') && (second === '<' || second === '<=');
  if (!isRange) throw new InvalidEventPattern('A numeric range is > or >=, then < or <=', at);
  if (bottom >= top) throw new InvalidEventPattern('Bottom must be less than top', at);
  return ofComparable((value) => firstHolds(value, bottom) && secondHolds(value, top));
}

function comparison(operator: unknown, at: string): (value: number, bound: number) => boolean {
  const holds = COMPARISONS.get(operator);
  if (holds === undefined)
    throw new InvalidEventPattern(`Unrecognized numeric operator ${JSON.stringify(operator)}`, at);
  return holds;
}

function bound(value: unknown, at: string): number {
  if (typeof value !== 'number') throw new InvalidEventPattern('A numeric comparison needs a number', at);
  if (Math.abs(value) > NUMERIC_LIMIT)
    throw new InvalidEventPattern('Numbers must be between -5.0e9 and 5.0e9', at);
  return value;
}

function ofComparable(test: (value: number) => boolean): Test {
  return (value) => typeof value === 'number' && Math.abs(value) <= NUMERIC_LIMIT && test(value);
}
