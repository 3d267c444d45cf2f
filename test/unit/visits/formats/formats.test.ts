import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../../../shared/platform/problem.ts';
import { assumptionInWords, phrases } from '../../../../shared/visits/formats/assumption.ts';
import { formats, formatTold, toldBy } from '../../../../shared/visits/formats/formats.ts';
import { assumedIn, austin, chengdu, faultsOf, fixture, read } from './fixture.ts';
import { placesIn, replaced } from './places.ts';

describe('R01: a STAR repair order', () => {
  const order = fixture('star.json');

  it('is understood as far as it is meant, whichever names and types it uses', () => {
    const { body } = read('star', order, austin);
    expect(body).toMatchObject({
      repairOrder: {
        number: 'RO-61804',
        status: 'delivered',
        openedAt: '2026-03-02T14:15:00.000Z',
        closedAt: '2026-03-02T21:20:00.000Z',
        deliveredAt: '2026-03-02T22:05:00.000Z',
        promisedAt: '2026-03-03T05:59:00.000Z',
        type: 'repair',
      },
      vehicle: { vin: '1HGCM82633A004352', plate: 'KVR 8842', modelYear: 2023, odometerKm: 48_441 },
      customer: { id: 'CUST-4410', name: 'Ann Miller', phone: '+15125550171', kind: 'individual' },
      advisor: { id: 'B01', name: 'Maria Lopez' },
      technicians: [{ id: 'T-04', name: 'Sam Ortiz' }],
      totals: { estimated: '560.50', actual: '310', currency: 'USD' },
    });
    expect(body.items).toEqual([
      { code: 'OP-BRAKE-01', description: 'Front brake pads replaced', outcome: 'done', amount: '310.00' },
      {
        code: 'OP-STEER-07',
        description: 'Replace inner tie rod',
        outcome: 'deferred',
        amount: '240.5',
        priority: 'safety-critical',
        reason: 'Customer wants to wait until payday.',
      },
    ]);
  });

  it('says what was assumed, where', () => {
    expect(assumedIn(read('star', order, austin))).toEqual(
      expect.arrayContaining([
        '/repair_status_events/2/occurrence_date_time zone',
        '/repair_status_summary/promise_complete_date day-only',
        '/labor_operations/1/name other-name',
        '/labor_operations/1/labor_operation_status other-name',
        '/labor_operations/1/amount/value other-name',
        '/labor_operations/2 left-out',
        '/vehicle_snapshots/0/vehicle_states/0/value miles',
        '/updated_date_time not-ordered',
      ]),
    );
  });

  it('names what is missing at the place where it should stand', () => {
    const { customers: _, vehicle_reference: __, ...rest } = order;
    expect(faultsOf('star', rest, austin).map(({ pointer }) => pointer)).toEqual([
      '/vehicle_reference/vin',
      '/customers/0/customer_id',
      '/customers/0/individual_name/full_name',
      '/customers/0/communication_channels/0/value',
    ]);
  });

  it.each([
    [
      '/repair_status_summary/current_repair_stage_type',
      { repair_status_summary: { current_repair_stage_type: 'GONE' } },
    ],
    [
      '/labor_operations/0/labor_operation_status_type',
      { labor_operations: [{ name: 'x', labor_operation_status_type: 'EATEN' }] },
    ],
    [
      '/labor_operations/0/amount',
      { labor_operations: [{ name: 'x', labor_operation_status_type: 'COMPLETED', amount: 'a lot' }] },
    ],
    [
      '/repair_status_events/0/occurrence_date_time',
      { repair_status_events: [{ repair_stage_type: 'OPEN', occurrence_date_time: '03/02/2026' }] },
    ],
  ])('refuses what cannot be read at %s', (pointer, changes) => {
    expect(faultsOf('star', { ...order, ...changes }, austin).map((fault) => fault.pointer)).toContain(
      pointer,
    );
  });

  it.each([
    ['CLOSED', 'delivered'],
    ['VEHICLE_DELIVERED', 'delivered'],
    ['INVOICE', 'closed'],
    ['work in progress', 'open'],
  ])('at stage %s is %s', (stage, status) => {
    const summary = { current_repair_stage_type: stage, status_changed_date_time: '2026-03-02T22:40:00Z' };
    const { body } = read('star', { ...order, repair_status_summary: summary }, austin);
    expect(body.repairOrder.status).toBe(status);
  });

  it('that is cancelled is void', () => {
    const summary = { current_repair_status_type: 'CANCELLED' };
    expect(read('star', { ...order, repair_status_summary: summary }, austin).body.repairOrder.status).toBe(
      'void',
    );
  });

  it('reads operations in the jobs of its lines', () => {
    const { labor_operations: operations, ...rest } = order;
    const lines = { repair_order_line_items: [{ service_job: { labor_operations: operations } }] };
    expect(read('star', { ...rest, ...lines }, austin).body.items).toHaveLength(2);
  });

  it('that is a financial summary alone is told so', () => {
    const [fault] = faultsOf('star', { repair_financial_profile_id: 'F-1' }, austin);
    expect(fault?.pointer).toBe('');
    expect(fault?.detail).toContain('repair_financial_summary');
  });
});

describe('R01: a record of JT/T 1132', () => {
  const record = fixture('jt1132.json');
  const basicInfo = v.parse(v.record(v.string(), v.string()), record['basicInfo']);

  it('is understood, with what stands beside it', () => {
    const { body } = read('jt1132', record, chengdu);
    expect(body).toMatchObject({
      repairOrder: {
        number: 'JS20260302018',
        status: 'delivered',
        openedAt: '2026-03-01T16:00:00.000Z',
        deliveredAt: '2026-03-02T04:00:00.000Z',
      },
      vehicle: { vin: 'LSVAM4187C2184847', plate: '川A7K215', odometerKm: 41_230 },
      customer: { id: 'K-8802', name: '王小明', phone: '+8613800138021' },
      advisor: { id: 'A01', name: '王磊' },
      contact: { method: 'text' },
      notes: { concern: '刹车时方向盘抖动' },
    });
    expect(body.items.map(({ description, outcome }) => `${description} ${outcome}`)).toEqual([
      '更换前刹车盘 done',
      '四轮动平衡 done',
      '前刹车盘 done',
    ]);
  });

  it('without what stands beside it is told exactly what is missing, and where it belongs', () => {
    const { huifang: _, ...alone } = record;
    expect(faultsOf('jt1132', alone, chengdu)).toEqual([
      { pointer: '/huifang/customer/id', detail: 'is missing (it is read as /customer/id)' },
      { pointer: '/huifang/customer/name', detail: 'is missing (it is read as /customer/name)' },
      { pointer: '/huifang/customer/phone', detail: 'is missing (it is read as /customer/phone)' },
      { pointer: '/huifang/advisor/id', detail: 'is missing (it is read as /advisor/id)' },
      { pointer: '/huifang/advisor/name', detail: 'is missing (it is read as /advisor/name)' },
    ]);
  });

  it('whose vehicle came in after noon of the day of settlement was not delivered before', () => {
    const info = { ...basicInfo, repairdate: '2026-03-02 14:30' };
    const { repairOrder } = read('jt1132', { ...record, basicInfo: info }, chengdu).body;
    expect(repairOrder.deliveredAt).toBe(repairOrder.openedAt);
  });

  it('that is not settled yet is open', () => {
    const info = { ...basicInfo, settledate: '' };
    expect(read('jt1132', { ...record, basicInfo: info }, chengdu).body.repairOrder.status).toBe('open');
  });
});

describe('R01: a repair order in the manner of Tekmetric', () => {
  const order = fixture('tekmetric.json');

  it('is understood: cents, miles, and times in the zone of the dealer', () => {
    const { body } = read('tekmetric', order, austin);
    expect(body).toMatchObject({
      repairOrder: {
        number: '5521',
        status: 'delivered',
        openedAt: '2026-03-02T14:10:00.000Z',
        deliveredAt: '2026-03-02T22:25:00.000Z',
      },
      vehicle: { odometerKm: 48_441, modelYear: 2021, plate: 'LNX 2201' },
      customer: { id: '9921', name: 'Dana Fox', phone: '+15125550172' },
      advisor: { id: '7', name: 'Maria Lopez' },
      totals: { actual: '89.95', currency: 'USD' },
    });
    expect(body.items.map(({ outcome, amount }) => `${outcome} ${amount}`)).toEqual([
      'done 89.95',
      'declined 240.00',
      'deferred 45.00',
    ]);
    expect(body.items[1]?.reason).toBe('Will do it himself');
  });

  it.each([
    ['skipped by the change of clocks', '2026-03-08T02:30:00', '2026-03-08T08:30:00.000Z', 'zone-skipped'],
    ['that came twice', '2026-11-01T01:30:00', '2026-11-01T06:30:00.000Z', 'zone-twice'],
    ['with an offset', '2026-11-01T01:30:00-06:00', '2026-11-01T07:30:00.000Z', undefined],
    ['as a day alone', '2026-11-02', '2026-11-02T18:00:00.000Z', 'day-only'],
  ])('reads a time %s', (_, written, at, kind) => {
    const understood = read('tekmetric', { ...order, completedDate: written }, austin);
    expect(understood.body.repairOrder.deliveredAt).toBe(at);
    const kinds = assumedIn(understood).filter(
      (each) => each.startsWith('/completedDate zone') || each.endsWith('day-only'),
    );
    expect(kinds).toEqual(kind ? [`/completedDate ${kind}`] : []);
  });

  it('says neither miles nor kilometres where none are told', () => {
    const { body } = read('tekmetric', { ...order, milesIn: null }, austin);
    expect(body.vehicle).not.toHaveProperty('odometerKm');
  });

  it('faults are told where they were written', () => {
    const jobs = [
      { name: 'x', authorized: 'maybe' },
      { name: 'y', authorized: true, subtotal: 89.95 },
    ];
    const faults = faultsOf('tekmetric', { ...order, jobs, vehicle: { year: 21 } }, austin);
    expect(faults.map(({ pointer }) => pointer)).toEqual([
      '/jobs/0/authorized',
      '/jobs/1/subtotal',
      '/vehicle/vin',
      '/vehicle/year',
    ]);
  });
});

describe('every format', () => {
  const names = ['canonical', 'star', 'jt1132', 'tekmetric'] as const;

  it.each(names)(
    '%s: whatever is sent is understood or refused with pointers, never anything else',
    (name) => {
      fc.assert(
        fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
          expect(faultsOf(name, value, austin).length).toBeGreaterThan(0);
        }),
        { seed: 20260302, numRuns: 150 },
      );
    },
  );

  it.each(names.slice(1))('%s: with any part of a real order replaced by anything', (name) => {
    const order = fixture(`${name}.json`);
    const places = fc.constantFrom(...placesIn(order));
    fc.assert(
      fc.property(places, fc.jsonValue({ maxDepth: 2 }), (place, value) => {
        const faults = faultsOf(name, replaced(order, place, value), austin);
        for (const { pointer } of faults) expect(pointer === '' || pointer.startsWith('/')).toBe(true);
      }),
      { seed: 20260302, numRuns: 300 },
    );
  });

  it.each(names.slice(1))('%s: says what it assumed in English and Chinese, without gaps', (name) => {
    for (const assumption of read(name, fixture(`${name}.json`), name === 'jt1132' ? chengdu : austin)
      .assumed)
      for (const locale of ['en-US', 'zh-CN'] as const) {
        const words = assumptionInWords(assumption, locale);
        expect(words).not.toMatch(/[{}]|undefined/);
        expect(words.length).toBeGreaterThan(3);
      }
  });

  it.each(Object.keys(formats))('%s is told by media type and by ?format=', (name) => {
    expect(formatTold(name, undefined)).toEqual({ kind: 'format', name });
    expect(formatTold(undefined, `application/vnd.huifang.${name}+json; charset=utf-8`)).toEqual({
      kind: 'format',
      name,
    });
  });

  it('of no name is canonical, and a mapping has a name', () => {
    expect(formatTold(undefined, 'application/json')).toEqual({ kind: 'format', name: 'canonical' });
    expect(formatTold(undefined, undefined)).toEqual({ kind: 'format', name: 'canonical' });
    expect(toldBy('mapping')).toEqual({ kind: 'mapping', name: 'default' });
    expect(toldBy('mapping:own-dms')).toEqual({ kind: 'mapping', name: 'own-dms' });
    expect(formatTold(undefined, 'application/vnd.huifang.mapping.own-dms+json')).toEqual({
      kind: 'mapping',
      name: 'own-dms',
    });
  });

  it.each([
    ['constructor', undefined, 400],
    ['xml', undefined, 400],
    [undefined, 'application/xml', 415],
    [undefined, 'application/vnd.huifang.cdk+json', 415],
    [undefined, 'text/csv', 415],
  ])('%s, %s is refused with the names that are known', (query, contentType, status) => {
    const told = () => formatTold(query, contentType);
    expect(told).toThrow(expect.objectContaining({ status }));
    try {
      told();
    } catch (error) {
      expect(error instanceof Problem && error.detail).toContain('star, jt1132, tekmetric');
    }
  });
});

it('what is assumed is told in Chinese without English words, codes and names of members aside', () => {
  const told = [
    read('star', fixture('star.json'), chengdu),
    read('jt1132', fixture('jt1132.json'), chengdu),
    read('tekmetric', { ...fixture('tekmetric.json'), repairOrderStatus: undefined }, chengdu),
    read('tekmetric', { ...fixture('tekmetric.json'), updatedDate: undefined }, chengdu),
  ].flatMap(({ assumed }) => assumed.map((each) => assumptionInWords(each, 'zh-CN')));
  expect(told.length).toBeGreaterThan(20);
  expect(told.filter((text) => /[a-z]+ [a-z]+|\{/i.test(text.replaceAll(/[\d-]+ [\d:]+/g, '')))).toEqual([]);
  expect(Object.values(phrases).filter((each) => /[a-z]+ [a-z]+/.test(each['zh-CN']))).toEqual([]);
});

it('R01: what speaks against a VIN is told at its place, and no visit is refused for it', () => {
  const vehicleOf = (vin: string) => ({ ...fixture('canonical.json'), vehicle: { vin } });
  const doubted = (vin: string) => assumedIn(read('canonical', vehicleOf(vin), chengdu));
  expect(doubted('1HGCM82633A004352')).toEqual([]);
  expect(doubted('1HGCM82633A004353')).toEqual(['/vehicle/vin vin-check-digit']);
  expect(doubted('LSVAM4187C218484')).toEqual(['/vehicle/vin vin-length']);
  expect(doubted('LSVAM4187C2184O47')).toEqual(['/vehicle/vin vin-letters']);
  expect(doubted('00000000000000000')).toEqual(['/vehicle/vin vin-placeholder']);
  const star = fixture('star.json');
  const reference = v.parse(v.record(v.string(), v.unknown()), star['vehicle_reference']);
  const changed = { ...star, vehicle_reference: { ...reference, vin: 'SHORT1' } };
  expect(assumedIn(read('star', changed, austin)).filter((each) => each.includes('vin-'))).toEqual([
    '/vehicle_reference/vin vin-length',
  ]);
});
