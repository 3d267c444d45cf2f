import type { Visit } from '../../shared/visits/visit.ts';
import { day, shanghai } from './times.ts';

/** A visit that was delivered on Monday 2 March 2026 at 17:30 in Shanghai and told to us at once. */
export function aVisit(overrides: Partial<Visit> = {}): Visit {
  return {
    dealerId: 'cd-south',
    deliveries: [],
    number: 'RO-1001',
    openedOn: day('2026-03-02'),
    status: 'delivered',
    receivedAt: shanghai('2026-03-02T17:31'),
    deliveredAt: shanghai('2026-03-02T17:30'),
    customerId: 'customer_1',
    handsetId: 'handset_1',
    vehicleId: 'vehicle_1',
    advisorId: 'A01',
    locale: 'zh-CN',
    contact: {},
    bodyDigest: 'body_1',
    ...overrides,
  };
}

/** A body with every member that is documented, as a DMS posts it. */
export function aVisitBody() {
  return {
    repairOrder: {
      number: 'RO-1001',
      status: 'delivered',
      updatedAt: '2026-03-02T17:35:00+08:00',
      openedAt: '2026-03-02T09:10:00+08:00',
      promisedAt: '2026-03-02T17:00:00+08:00',
      closedAt: '2026-03-02T17:20:00+08:00',
      deliveredAt: '2026-03-02T17:30:00+08:00',
      type: 'maintenance',
    },
    vehicle: {
      vin: 'LSVAM4187C2184847',
      plate: '川A12345',
      make: 'Volkswagen',
      model: 'Lavida',
      modelYear: 2023,
      soldAt: '2023-04-01',
      odometerKm: 41_230,
    },
    customer: {
      id: 'K-77',
      name: '王小明',
      phone: '13800138000',
      language: 'zh-CN',
      kind: 'individual',
    },
    contact: {
      method: 'text',
      time: { from: '2026-03-03T10:00:00+08:00', until: '2026-03-03T12:00:00+08:00' },
      consent: { service: true, care: false, marketing: false },
    },
    advisor: { id: 'A01', name: '王磊', team: '一组' },
    technicians: [{ id: 'T07', name: '赵刚' }],
    items: [
      { code: 'M-40', description: '4万公里保养', outcome: 'done', amount: '1280.50' },
      {
        description: '前刹车片',
        outcome: 'declined',
        system: 'brakes',
        reason: '客户下次再换',
        priority: 'safety-critical',
      },
    ],
    options: [
      { description: '国产刹车片', price: '380.00' },
      { description: '原厂刹车片', price: '860.00', advised: true, chosen: false },
    ],
    totals: { estimated: '1300', actual: '1280.50', currency: 'CNY' },
    notes: { concern: '刹车时方向盘抖动', testDrive: '无异响', finalInspection: '刹车片剩余3毫米' },
  };
}
