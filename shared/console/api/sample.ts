import { idOf } from '../../platform/ids.ts';
import type { AnyEvent } from '../../events/envelope.ts';

/** A visit at a dealer in Chengdu that left its customer dissatisfied: the examples of the document tell its story. */
const dealerId = 'cd-south';
const visitId = idOf('visit', dealerId, 'RO-20260302-017', '2026-03-02');
const callbackId = idOf('callback', visitId);

export const sample = {
  dealerId,
  visitId,
  callbackId,
  customerId: idOf('customer', dealerId, 'K-20931'),
  vehicleId: 'vehicle_7q0c2w9t5vfxm3ka8gzh',
  complaintId: idOf('complaint', callbackId),
  name: '张伟',
  phone: '+8613800138000',
  words: '刹车还是响，跟你们说了两次了',
  advisorId: 'wang-lei',
  agentId: 'li-na',
  cursor: 'eyJwayI6IkMtMTAxIn0=',
} as const;

/** A step of the story, as histories and timelines show it. */
export function step(
  aggregateId: string,
  version: number,
  name: string,
  at: string,
  actor: AnyEvent['actor'],
) {
  return { id: `${aggregateId}.${version}`, name, at, actor };
}
