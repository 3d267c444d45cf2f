/** A visit body as a DMS posts it; members are replaced by those of `changes`, one level deep. */
export interface VisitChanges {
  readonly repairOrder?: Readonly<Record<string, unknown>>;
  readonly vehicle?: Readonly<Record<string, unknown>>;
  readonly customer?: Readonly<Record<string, unknown>>;
  readonly contact?: Readonly<Record<string, unknown>>;
  readonly advisor?: Readonly<Record<string, unknown>>;
  readonly items?: readonly unknown[];
}

let posted = 0;

/** A phone of a country that no other test uses. */
export function freshPhone(country: 'CN' | 'US'): string {
  posted += 1;
  const serial = String(posted).padStart(4, '0');
  return country === 'CN' ? `+8613900${serial}11` : `+1512555${serial}`;
}

/** A vehicle delivered at the Chengdu store on the evening of a day, `2026-03-02`. */
export function visitInChengdu(day: string, phone: string, changes: VisitChanges = {}) {
  return visitOn(
    {
      repairOrder: {
        number: `RO-${phone.slice(-6)}`,
        openedAt: `${day}T08:40:00+08:00`,
        deliveredAt: `${day}T17:20:00+08:00`,
        type: 'maintenance',
      },
      vehicle: { vin: 'LSVAA4182E2123456', plate: '川A12345' },
      customer: { id: `K-${phone.slice(-6)}`, name: '张伟', phone },
      advisor: { id: 'A01', name: '王磊' },
      items: [{ description: '更换机油机滤', outcome: 'done', amount: '420.00' }],
    },
    changes,
  );
}

/** A vehicle delivered at the Austin store on the afternoon of a day. */
export function visitInAustin(day: string, phone: string, changes: VisitChanges = {}) {
  return visitOn(
    {
      repairOrder: {
        number: `RO-${phone.slice(-6)}`,
        openedAt: `${day}T08:15:00-06:00`,
        deliveredAt: `${day}T15:30:00-06:00`,
        type: 'repair',
      },
      vehicle: { vin: '1HGCM82633A004352', plate: 'KVR 8842' },
      customer: { id: `C-${phone.slice(-6)}`, name: 'Ann Miller', phone },
      advisor: { id: 'B01', name: 'Maria Lopez' },
      items: [{ description: 'Front brake pads replaced', outcome: 'done', amount: '310.00' }],
    },
    changes,
  );
}

function visitOn(base: Required<Omit<VisitChanges, 'contact'>>, changes: VisitChanges) {
  return {
    repairOrder: { ...base.repairOrder, ...changes.repairOrder },
    vehicle: { ...base.vehicle, ...changes.vehicle },
    customer: { ...base.customer, ...changes.customer },
    advisor: { ...base.advisor, ...changes.advisor },
    items: changes.items ?? base.items,
    ...(changes.contact && { contact: changes.contact }),
  };
}
