import { BlockList, isIP } from 'node:net';
import { isRecord } from './event-leaves.ts';
import { InvalidEventPattern } from './invalid-event-pattern.ts';
import type { Test } from './operator.ts';
import { onlyMember, text } from './operator.ts';

/** `{"prefix": "us-"}`, or regardless of case `{"prefix": {"equals-ignore-case": "US-"}}`. */
export function prefix(operand: unknown, at: string): Test {
  return affix(operand, at, (value, start) => value.startsWith(start));
}

/** As `prefix`, at the end. */
export function suffix(operand: unknown, at: string): Test {
  return affix(operand, at, (value, end) => value.endsWith(end));
}

function affix(operand: unknown, at: string, fits: (value: string, affix: string) => boolean): Test {
  if (!isRecord(operand)) {
    const wanted = text(operand, at);
    return ofText((value) => fits(value, wanted));
  }
  const { name, operand: word, inside } = onlyMember(operand, at);
  if (name !== 'equals-ignore-case') throw new InvalidEventPattern(`Unsupported pattern ${name}`, at);
  const wanted = text(word, inside).toLowerCase();
  return ofText((value) => fits(value.toLowerCase(), wanted));
}

/** The whole value, regardless of case. */
export function equalsIgnoreCase(operand: unknown, at: string): Test {
  const wanted = text(operand, at).toLowerCase();
  return ofText((value) => value.toLowerCase() === wanted);
}

/** `*` stands for any text, also none; `\*` and `\\` for the characters themselves. */
export function wildcard(operand: unknown, at: string): Test {
  const [start, ...rest] = wildcardPieces(text(operand, at), at);
  const end = rest.pop();
  if (start === undefined || end === undefined) return ofText((value) => value === start);
  return ofText((value) => {
    if (!value.startsWith(start)) return false;
    let from = start.length;
    for (const piece of rest) {
      const found = value.indexOf(piece, from);
      if (found < 0) return false;
      from = found + piece.length;
    }
    return value.length - end.length >= from && value.endsWith(end);
  });
}

/** The texts between the wildcards. */
function wildcardPieces(wanted: string, at: string): string[] {
  const pieces = [''];
  const add = (literal: string): string => `${pieces.pop() ?? ''}${literal}`;
  for (const [token] of wanted.matchAll(/\\[\s\S]?|\*+|[^\\*]+/g)) {
    if (token === '*') pieces.push('');
    else if (token.startsWith('*'))
      throw new InvalidEventPattern('Consecutive wildcard characters are not allowed', at);
    else if (token === '\\*' || token === '\\\\') pieces.push(add(token.slice(1)));
    else if (token.startsWith('\\'))
      throw new InvalidEventPattern('A backslash may escape only * and \\', at);
    else pieces.push(add(token));
  }
  return pieces;
}

/** An address of either family inside a network such as `10.0.0.0/24`. */
export function cidr(operand: unknown, at: string): Test {
  const [network, bits, ...more] = text(operand, at).split('/');
  const family = familyOf(network ?? '');
  const length = /^\d{1,3}$/.test(bits ?? '') ? Number(bits) : Infinity;
  if (
    network === undefined ||
    family === undefined ||
    more.length > 0 ||
    length > (family === 'ipv4' ? 32 : 128)
  ) {
    throw new InvalidEventPattern('cidr must be an address, a slash and a number of bits', at);
  }
  const inside = new BlockList();
  inside.addSubnet(network, length, family);
  return ofText((value) => {
    const valueFamily = familyOf(value);
    return valueFamily === family && inside.check(value, valueFamily);
  });
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : undefined;
}

function ofText(test: (value: string) => boolean): Test {
  return (value) => typeof value === 'string' && test(value);
}
