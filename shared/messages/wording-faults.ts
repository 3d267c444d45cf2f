import type { Purpose } from '../events/text-request.ts';
import type { Fault } from '../platform/problem.ts';
import { commerceIn } from './commerce.ts';
import { readKeyword } from './opt-out.ts';
import { type Blank, blanksIn, namedIn, type Wording } from './wording.ts';

/** What a wording is to say: a purpose, and the built-in wording in whose place it stands, if in any. */
export interface Meant {
  readonly purpose: Purpose;
  readonly builtIn?: Wording | undefined;
}

/** The blanks that a text cannot do without: every text is signed, and says whatever the built-in one says. */
export function needed(words = '{dealer}'): Blank[] {
  return blanksIn(words).filter((blank) => blank !== 'greeting');
}

/**
 * What is wrong with a wording when it is written: blanks that nothing fills or that are missing, a way out that is missing
 * or would not be understood, a scale whose ends are not named (R29), and any price, offer or link in what is not marketing (R69, R74).
 */
export function faultsIn({ words, withLink, wayOut }: Wording, { purpose, builtIn }: Meant): Fault[] {
  const isWayOutNeeded = purpose !== 'service' || builtIn?.wayOut !== undefined;
  const faultsOf = (pointer: string, said: string, wanted: Blank[]) =>
    [
      ...blankFaults(said, wanted),
      ...(wayOut === undefined || said.includes(wayOut) ? [] : ['must name the way out, as wayOut has it']),
      ...(namesScale(builtIn?.words) && !namesScale(said)
        ? ['must name both ends of the scale, 1 and 5']
        : []),
      ...(purpose === 'marketing' ? [] : commerceFaults(said)),
    ].map((detail) => ({ pointer, detail }));
  return [
    ...faultsOf('/words', words, needed(builtIn?.words)),
    ...(withLink === undefined
      ? []
      : faultsOf('/withLink', withLink, needed(builtIn?.withLink ?? '{dealer}'))),
    ...wayOutFaults(wayOut, isWayOutNeeded).map((detail) => ({ pointer: '/wayOut', detail })),
  ];
}

/** Whether a text tells between which numbers to answer. */
function namesScale(words = ''): boolean {
  return words.includes('1') && words.includes('5');
}

function blankFaults(words: string, wanted: Blank[]): string[] {
  const named = namedIn(words);
  const known: readonly string[] = [...wanted, 'greeting'];
  const stray = words.replaceAll(/\{[^{}]*\}/g, '');
  return [
    ...(named.every((name) => known.includes(name))
      ? []
      : [`holds a blank that nothing fills; there are ${known.join(', ')}`]),
    ...(/[{}]/.test(stray) ? ['holds a brace that is no blank'] : []),
    ...wanted.filter((blank) => !named.includes(blank)).map((blank) => `must hold the blank {${blank}}`),
  ];
}

function commerceFaults(words: string): string[] {
  return commerceIn(words).map(({ kind }) => `holds ${phrases[kind]}, which only a marketing text may`);
}

const phrases = { price: 'a price', offer: 'an offer', link: 'a link' } as const;

function wayOutFaults(wayOut: string | undefined, isNeeded: boolean): string[] {
  if (wayOut === undefined) return isNeeded ? ['is missing: such a text names the way out'] : [];
  const isRead = readKeyword(wayOut, { namedWayOut: wayOut, yesNoOpen: false })?.kind === 'opt-out';
  return isRead ? [] : ['would not be understood as an opt-out'];
}
