import { notFound, notPossible, Problem } from '../platform/problem.ts';
import { administrators, mustBe } from './access.ts';
import { type Person, type Role, roles } from './person.ts';

/** How high a role stands. */
function rankOf(role: Role): number {
  return roles.indexOf(role);
}

/**
 * Whether somebody may make of a person what they want to. Throws problems: 403 to whoever is no administrator, 404 for
 * a person of dealers that are not theirs, 403 for somebody who serves other dealers too, for a role above their own and
 * for a person who stands above them.
 */
export function mustBeAllowed(by: Person, current: Person | undefined, next: Person): void {
  mustBe(by, administrators, 'change staff');
  const isYours = (dealerId: string) => by.dealerIds.includes(dealerId);
  if (current && !current.dealerIds.some(isYours)) throw notFound('member of staff');
  if (!next.dealerIds.every(isYours) || !(current?.dealerIds ?? []).every(isYours)) {
    throw new Problem({
      status: 403,
      type: 'not-your-dealers',
      title: 'Somebody else must do this',
      detail: `You may change staff of your own dealers only (${by.dealerIds.join(', ')}). Ask somebody who serves all dealers of this person.`,
    });
  }
  if (rankOf(next.role) <= rankOf(by.role) && rankOf(current?.role ?? by.role) <= rankOf(by.role)) return;
  throw new Problem({
    status: 403,
    type: 'above-your-role',
    title: 'This role stands above yours',
    detail: `As ${by.role} you may give no role above your own, and change nobody who has one. Roles, upwards: ${roles.join(', ')}.`,
  });
}

/** The dealers of which a change takes somebody away as general manager. */
export function dealersLosing(current: Person | undefined, next: Person): string[] {
  if (!current?.active || current.role !== 'general-manager') return [];
  const stays = next.active && next.role === 'general-manager' ? next.dealerIds : [];
  return current.dealerIds.filter((id) => !stays.includes(id));
}

/**
 * Keeps a dealer from losing its last general manager (409), after whom nobody there could appoint another. `roster` are
 * those who work at the dealer.
 */
export function mustKeepGeneralManager(staffId: string, dealerId: string, roster: readonly Person[]): void {
  if (roster.some(({ id, role }) => role === 'general-manager' && id !== staffId)) return;
  throw notPossible(
    `${staffId} is the last general manager of ${dealerId}. Make somebody else general manager there first.`,
  );
}
