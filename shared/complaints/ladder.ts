import type { Dealer } from '../dealers/dealer.ts';
import type { Severity } from '../events/complaints.ts';
import type { Instant } from '../platform/time.ts';
import { steady } from '../staff/steady.ts';
import type { Person, Role } from '../staff/person.ts';
import type { Complaint } from './complaint.ts';

/** Who must act at each level (R50); never an advisor, who would judge himself (R54, R87). */
const ladder: readonly Role[] = ['agent', 'customer-care-lead', 'service-director', 'general-manager'];

export const topLevel = ladder.length - 1;

/** What a decision about a complaint goes by: its dealer, who works there, and the moment. */
export interface Circumstances {
  readonly dealer: Dealer;
  readonly roster: readonly Person[];
  readonly now: Instant;
}

/** Whose a complaint is at a level; nobody's where the dealer has nobody for it. */
export interface Charge {
  readonly level: number;
  readonly assigneeId: string | undefined;
}

/** The level on which somebody stands; the workshop and the front desk stand beside the ladder, at its foot. */
export function levelOf(role: Role): number {
  return Math.max(0, ladder.indexOf(role));
}

/** A major complaint is at once the superior's (R52). */
export function firstLevel(severity: Severity): number {
  return severity === 'major' ? 1 : 0;
}

/**
 * The person of a level, the same for a customer every time. Where nobody holds a level's role, the next one above is
 * asked, and where nobody stands above, the highest below; who is complained of never is (R54), nor whoever else is to be
 * spared.
 */
export function inCharge(
  { roster }: Pick<Circumstances, 'roster'>,
  about: Pick<Complaint, 'customerId' | 'handsetId' | 'about'>,
  wanted: number,
  spared: readonly string[] = [],
): Charge {
  const free = roster.filter(({ id }) => !about.about.includes(id) && !spared.includes(id));
  const from = Math.min(wanted, topLevel);
  for (let level = from; level <= topLevel; level += 1) {
    const role = ladder[level];
    const assigneeId = role && steady(free, role, about.customerId ?? about.handsetId);
    if (assigneeId) return { level, assigneeId };
  }
  return { level: topLevel, assigneeId: highest(free, about)?.assigneeId };
}

function highest(free: readonly Person[], about: Pick<Complaint, 'customerId' | 'handsetId'>) {
  for (let level = topLevel; level >= 0; level -= 1) {
    const role = ladder[level];
    const assigneeId = role && steady(free, role, about.customerId ?? about.handsetId);
    if (assigneeId) return { level, assigneeId };
  }
  return undefined;
}

/** The level that must decide on what somebody asked for: the wanted one, or the highest below where that is nobody's. */
export function decidingLevel(
  { roster }: Pick<Circumstances, 'roster'>,
  about: Pick<Complaint, 'customerId' | 'handsetId' | 'about'>,
  wanted: number,
  askedBy: string,
): number {
  const free = roster.filter(({ id }) => !about.about.includes(id) && id !== askedBy);
  return Math.min(wanted, highest(free, about)?.level ?? wanted);
}

/**
 * The level that must approve an amount of money (R46): above whoever proposes it, and high enough for the dealer's
 * limits. Above the general manager stands nobody, so a second pair of eyes below looks at it.
 */
export function approvalLevel({ settings }: Dealer, proposer: Role, money: number): number {
  const above = levelOf(proposer) + 1;
  if (above > topLevel) return topLevel - 1;
  const limits = [
    0,
    settings.approvalLimits['customer-care-lead'],
    settings.approvalLimits['service-director'],
  ];
  const enough = limits.findIndex((limit, level) => level > 0 && money <= limit);
  return Math.max(above, enough === -1 ? topLevel : enough);
}
