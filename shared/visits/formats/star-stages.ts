/** What a stage or status of STAR means for a visit. */
export type Status = 'open' | 'closed' | 'delivered' | 'void';

/** The stages of a STAR order by what they mean here: it is `CLOSED` only after the vehicle was handed over. */
export const stages = byCode({
  open: [
    'OPEN',
    'RE_OPEN',
    'APPOINTMENT_SCHEDULED',
    'VEHICLE_RECEIVED',
    'EVALUATION',
    'EVALUATION_QUEUE',
    'PROPOSAL_BUILD',
    'EVALUATION_CONSULTATION',
    'AWAITING_CUSTOMER_AUTHORIZATION',
    'WORK_IN_PROGRESS',
    'PARTS_ORDERED',
    'DISASSEMBLY',
    'REPAIR',
    'REASSEMBLY',
    'DETAILING',
    'QUALITY_ASSURANCE',
  ],
  closed: ['COMPLETED', 'INVOICE', 'CHECKOUT'],
  delivered: ['VEHICLE_DELIVERED', 'CLOSED', 'FOLLOW_UP'],
  void: [],
});

/** The statuses of a STAR order, which count where no stage is told. */
export const statuses = byCode({
  open: ['OPEN', 'ACTIVE'],
  closed: ['COMPLETED', 'READY_TO_BILL'],
  delivered: ['CLOSED'],
  void: ['CANCELLED', 'VOIDED', 'ABANDONED', 'INVALID', 'REJECTED'],
});

function byCode(codes: Readonly<Record<Status, readonly string[]>>): ReadonlyMap<string, Status> {
  const meanings: readonly Status[] = ['open', 'closed', 'delivered', 'void'];
  return new Map(meanings.flatMap((status) => codes[status].map((code) => [code, status] as const)));
}
