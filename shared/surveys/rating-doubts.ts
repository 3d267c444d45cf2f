import type { Clause } from '../messages/normalise.ts';
import type { Rating } from './rating.ts';

/** "4… maybe", "5, not sure". */
export function hesitates(clauses: readonly Clause[]): boolean {
  return clauses.some(({ text }) =>
    /^(?:maybe|idk|i don'?t know|not (?:really )?sure|hard to say|depends|也许|可能吧?|不确定|不好说|说不好|不知道)$/u.test(
      text,
    ),
  );
}

/** Satisfied with one thing and dissatisfied with another. */
export function isDivided(text: string): boolean {
  return /^(?!.*neither).*(?:(?<!dis|un)satisfied.*(?:dis|un)satisfied|(?:dis|un)satisfied.*(?<!dis|un)satisfied)/su.test(
    text,
  );
}

/** Whether full marks stand beside blame, or the lowest before praise: mockery, or the scale was turned around. */
export function mocks(text: string, { value, until }: { value: Rating; until: number }): boolean {
  return (value === 5 && blame.test(text)) || (value <= 2 && praiseFirst.test(text.slice(until)));
}

const blame =
  /(?<![a-z])(?:sucks?|worst|terrible|horrible|awful|rip-?off|ripped off|scam|thieves|crooks|never (?:coming|going) back|disgusting|(?:very |extremely )?dissatisfied)(?![a-z])|垃圾|太差|差劲|坑人|骗子|再也不(?:来|会)|恶心|太烂/u;

const praiseFirst =
  /^[\s,!.:，！-]*(?:the )?(?:best|great|excellent|amazing|awesome|perfect|很好|非常好|太好|最好|很棒)/u;
