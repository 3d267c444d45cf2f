import type { Lesson } from '../../shared/customers/lesson.ts';
import { shanghai } from './times.ts';

type Told = Partial<Lesson['customer']> & { vehicleId?: string; visitId?: string; openedAt?: string };

/** What a visit of Monday 2 March 2026 tells of its customer. */
export function aLesson({ vehicleId, visitId, openedAt, ...customer }: Told = {}): Lesson {
  return {
    customerId: 'customer_1',
    customer: {
      dealerId: 'cd-south',
      dmsId: 'K-77',
      handsetId: 'handset_1',
      locale: 'zh-CN',
      kind: 'individual',
      consent: {},
      learntFrom: {
        visitId: visitId ?? 'visit_1',
        openedAt: shanghai(openedAt ?? '2026-03-02T09:10'),
        receivedAt: shanghai('2026-03-09T09:00'),
      },
      ...customer,
    },
    vehicleId: vehicleId ?? 'vehicle_1',
    personal: { name: '王小明', phone: '+8613800138000' },
  };
}
