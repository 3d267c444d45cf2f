import type { Instant } from '../../../shared/platform/time.ts';
import type { Group } from '../../groups/group.ts';
import type { Answers } from './answers.ts';
import type { Finding } from './finding.ts';
import { judgeAccount } from './judge-account.ts';
import { judgeDealers } from './judge-dealers.ts';
import { judgeNumber } from './judge-number.ts';
import { judgeTexting } from './judge-texting.ts';

/**
 * What a group needs before it goes live, and what of it is there. `version` is that of this checkout. Without
 * credentials nothing else can be known, and nothing else is said.
 */
export function examine(
  group: Group,
  answers: Answers,
  { version, now }: { readonly version: string; readonly now: Instant },
): Finding[] {
  const account = judgeAccount(group, answers, version);
  if ('failure' in answers.caller) return account.slice(0, 1);
  return [
    ...account,
    ...judgeTexting(group, answers),
    ...judgeNumber(group, answers),
    ...judgeDealers(group, answers, now),
  ];
}
