import type { DealerInput } from '../../shared/dealers/dealer.ts';
import type { PersonInput, Role } from '../../shared/staff/person.ts';
import type { Group } from './group.ts';
import { americanPublicDays, chinesePublicDays } from './holidays.ts';

const years = [2026, 2027];

type Shifts = DealerInput['calendar']['week']['mon'];

const chengduDay: Shifts = [
  { from: '08:30', until: '12:00' },
  { from: '13:30', until: '18:00' },
];
const austinDay: Shifts = [{ from: '08:00', until: '17:00' }];

/** Whoever tries it out is asked one question after each visit, so that what follows is the same each time. */
const settings = { furtherQuestions: { share: 0, atMost: 2 }, daysBetweenSurveys: 0 };

const dealers: readonly DealerInput[] = [
  {
    id: 'cd-south',
    name: '成都南店',
    locale: 'zh-CN',
    country: 'CN',
    currency: 'CNY',
    calendar: {
      zone: 'Asia/Shanghai',
      week: {
        mon: chengduDay,
        tue: chengduDay,
        wed: chengduDay,
        thu: chengduDay,
        fri: chengduDay,
        sat: chengduDay,
        sun: [],
      },
      ...chinesePublicDays(years),
    },
    settings,
  },
  {
    id: 'austin-north',
    name: 'Austin North',
    locale: 'en-US',
    country: 'US',
    currency: 'USD',
    calendar: {
      zone: 'America/Chicago',
      week: {
        mon: austinDay,
        tue: austinDay,
        wed: austinDay,
        thu: austinDay,
        fri: austinDay,
        sat: [{ from: '09:00', until: '13:00' }],
        sun: [],
      },
      ...americanPublicDays('TX', years),
    },
    settings,
  },
];

/** Everybody of a dealer; advisors are known to its DMS by a number. */
function team(
  dealerId: string,
  people: readonly (readonly [id: string, name: string, role: Role, dmsId?: string])[],
) {
  return people.map(([id, name, role, dmsId]): PersonInput => ({
    id,
    name,
    role,
    dealerIds: [dealerId],
    dmsId,
  }));
}

const staff: readonly PersonInput[] = [
  ...team('cd-south', [
    ['wang-lei', '王磊', 'advisor', 'A01'],
    ['chen-jing', '陈静', 'advisor', 'A02'],
    ['zhou-tao', '周涛', 'advisor', 'A03'],
    ['li-na', '李娜', 'agent'],
    ['liu-yang', '刘洋', 'agent'],
    ['zhao-min', '赵敏', 'customer-care-lead'],
    ['sun-qiang', '孙强', 'workshop-manager'],
    ['huang-wei', '黄伟', 'service-director'],
    ['gao-jun', '高军', 'general-manager'],
  ]),
  ...team('austin-north', [
    ['maria-lopez', 'Maria Lopez', 'advisor', 'B01'],
    ['james-carter', 'James Carter', 'advisor', 'B02'],
    ['olivia-reed', 'Olivia Reed', 'agent'],
    ['noah-bell', 'Noah Bell', 'agent'],
    ['grace-kim', 'Grace Kim', 'customer-care-lead'],
    ['henry-ward', 'Henry Ward', 'workshop-manager'],
    ['laura-stone', 'Laura Stone', 'service-director'],
    ['peter-novak', 'Peter Novak', 'general-manager'],
  ]),
];

/** The group that the one-machine cloud shows: a Chinese and an American store. */
export const demo: Group = {
  name: 'demo',
  originationNumber: '+12065550100',
  optOut: 'self-managed',
  // Where `npm start` serves it.
  surveyLink: 'http://localhost:4000/s/',
  logRetentionDays: 90,
  dealers,
  staff,
};
