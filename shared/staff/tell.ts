import type * as v from 'valibot';
import { numberOf } from '../complaints/complaint.ts';
import { recordOnce } from '../events/aggregate.ts';
import type { ComplaintAlarmed, ComplaintEscalated } from '../events/complaints.ts';
import { following } from '../events/occasion.ts';
import type { PromiseBroken, PromiseEscalated } from '../events/promises.ts';
import { idOf } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import type { Instant } from '../platform/time.ts';
import { noteMatter, tellMajor } from './contact.ts';
import { changeContact, findContact } from './contacts.ts';
import { findPerson } from './roster.ts';

type Alarmed = v.InferOutput<typeof ComplaintAlarmed>;
type Climbed = v.InferOutput<typeof ComplaintEscalated | typeof PromiseBroken | typeof PromiseEscalated>;

/**
 * Tells everybody of a major complaint at once whom its emergency plan names, each by one text (R52, R53). What climbed to
 * somebody is noted for the next text of theirs (R16, R50).
 */
export async function tellStaff(event: Alarmed | Climbed, now: Instant, table: Table): Promise<void> {
  const occasion = following(event, now);
  if (event.name !== 'complaint.alarmed') {
    const { assigneeId } = event.facts;
    if (assigneeId) await changeContact(table, assigneeId, occasion, (known) => noteMatter(known, event));
    return;
  }
  const { dealerId, aggregateId: complaintId } = event;
  for (const staffId of new Set(event.facts.tasks.flatMap(({ ownerId }) => ownerId ?? []))) {
    if (!(await findPerson(table, staffId))) continue;
    const told = tellMajor(await findContact(table, staffId), staffId, complaintId, numberOf(complaintId));
    await recordOnce(table, idOf('notice', event.id, staffId), occasion, {
      event: { name: 'staff.told', ...(dealerId && { dealerId }), ...told },
      attached: [],
    });
  }
}
