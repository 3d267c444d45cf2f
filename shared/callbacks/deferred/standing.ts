import { subjectOf } from '../subject-of.ts';
import { findSafetyStanding } from '../../customers/safety-standing.ts';
import type { Table } from '../../platform/table.ts';
import { isHistory } from '../../visits/visit.ts';
import { findVisit } from '../../visits/visits.ts';
import type { Standing } from './follow.ts';

/** How it stands with the safety-relevant work of a vehicle now, and whom to ask about it (R23). */
export async function standingOf(
  table: Table,
  vehicleId: string,
): Promise<Standing & { lastVisitId?: string }> {
  const { items, visitId, last, isHistory: isOld, version } = await findSafetyStanding(table, vehicleId);
  const standing = { vehicleId, vehicleVersion: version, items, mayAsk: false };
  const visit = visitId === undefined ? undefined : await findVisit(table, visitId);
  if (!visit || !last) return standing;
  const { customerId, status, contact } = visit.state;
  const declined = contact.method === 'none' || contact.serviceConsent === false;
  // Who told another number since is called there.
  const { handsetId } = last.customerId === customerId ? last : visit.state;
  return {
    ...standing,
    leftAt: last.leftAt,
    lastVisitId: last.visitId,
    subject: { ...subjectOf(visit), handsetId },
    mayAsk:
      last.leftAt !== undefined && status === 'delivered' && !isOld && !isHistory(visit.state) && !declined,
  };
}
