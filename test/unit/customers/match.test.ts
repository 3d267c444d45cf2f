import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contradict, relate, type RecordFacts } from '../../../shared/customers/match.ts';
import { likenessOf } from '../../../shared/customers/names.ts';
import { groupRecords, type Tie } from '../../../shared/customers/person.ts';

function aRecord(overrides: Partial<RecordFacts> = {}): RecordFacts {
  return {
    customerId: 'customer_1',
    dealerId: 'cd-south',
    legalEntity: 'shu-motors',
    dmsId: 'K-77',
    name: '王小明',
    handsetIds: ['handset_1'],
    vehicleIds: ['vehicle_1'],
    plateIds: ['plate_1'],
    ...overrides,
  };
}

const nothing = { handsetIds: [], vehicleIds: [], plateIds: [] };
const elsewhere = { customerId: 'customer_2', dealerId: 'cd-north', dmsId: '4711' };

describe('names', () => {
  it.each([
    ['王小明', '王小明', 'same'],
    ['王 小明', '王小明', 'same'],
    ['王先生', '王小明', 'compatible'],
    ['王*明', '王小明', 'different'],
    ['王**', '王小明', 'compatible'],
    ['王小明', '李娜', 'different'],
    ['王小', '王小明', 'different'],
    ['Wang Xiaoming', '王小明', 'unknown'],
    ['Ann Miller', 'MILLER, Ann', 'same'],
    ['A. Miller', 'Ann Miller', 'compatible'],
    ['Mrs Miller', 'Ann Miller', 'compatible'],
    ['Ann Miller', 'Bob Miller', 'different'],
    ['成都顺达物流有限公司', '李娜', 'different'],
    ['Acme Fleet LLC', 'Ann Miller', 'different'],
  ])('%s and %s: %s', (a, b, likeness) => {
    expect([likenessOf(a, b), likenessOf(b, a)]).toEqual([likeness, likeness]);
  });
});

describe('R03: two records are one customer’s', () => {
  const sharedPhone = { ...elsewhere, ...nothing, handsetIds: ['handset_1'] };
  const sharedVehicle = { ...elsewhere, ...nothing, vehicleIds: ['vehicle_1'] };
  const sharedPlate = { ...elsewhere, ...nothing, plateIds: ['plate_1'] };

  it.each<[string, Partial<RecordFacts>, string | undefined]>([
    [
      'phone and vehicle',
      { ...sharedPhone, vehicleIds: ['vehicle_1'], name: 'Wang X M' },
      'phone-and-vehicle',
    ],
    ['phone and name, with another vehicle', sharedPhone, 'phone-and-name'],
    ['vehicle and name: the phone changed', sharedVehicle, 'vehicle-and-name'],
    ['phone and plate', { ...sharedPhone, plateIds: ['plate_1'], name: '王先生' }, 'phone-and-plate'],
    ['plate and name', sharedPlate, 'plate-and-name'],
    ['number and name at stores of one company', { ...elsewhere, ...nothing, dmsId: 'K-77' }, 'dms-id'],
    [
      'number and name at stores of two',
      { ...elsewhere, ...nothing, dmsId: 'K-77', legalEntity: 'other' },
      undefined,
    ],
    ['a phone alone: a family or a company shares it', { ...sharedPhone, name: undefined }, undefined],
    ['a family’s phone and vehicle, another name', { ...aRecord(), ...elsewhere, name: '李娜' }, undefined],
    ['a vehicle alone: it was sold', { ...sharedVehicle, name: 'Wang' }, undefined],
    ['a sold vehicle, another name', { ...sharedVehicle, name: '李娜' }, undefined],
    ['a plate alone: it was given on', { ...sharedPlate, name: undefined }, undefined],
    ['a name alone', { ...elsewhere, ...nothing }, undefined],
    ['a driver and the company', { ...aRecord(), ...elsewhere, name: '顺达物流有限公司' }, undefined],
    [
      'a driver and the company, by kind',
      { ...aRecord(), ...elsewhere, name: undefined, kind: 'enterprise' },
      undefined,
    ],
  ])('%s', (_, other, rule) => {
    const [a, b] = [aRecord(), aRecord(other)];
    expect(relate(a, b)?.rule).toBe(rule);
    expect(relate(b, a)?.rule).toBe(rule);
  });

  it('and the evidence says what they share', () => {
    expect(relate(aRecord(), aRecord(sharedVehicle))).toEqual({
      rule: 'vehicle-and-name',
      evidence: { phones: [], vehicles: ['vehicle_1'], plates: [], sameDmsId: false, sameName: true },
    });
  });
});

const tiesOf = (records: readonly RecordFacts[]): Tie[] =>
  records.flatMap((a, index) =>
    records.slice(index + 1).flatMap((b): Tie[] => {
      const rule = relate(a, b)?.rule;
      return rule ? [{ between: [a.customerId, b.customerId], rule }] : [];
    }),
  );

describe('customers from records', () => {
  const [phoneThen, phoneNow, both] = [
    aRecord({
      customerId: 'customer_1',
      dealerId: 'a',
      vehicleIds: [],
      plateIds: [],
      handsetIds: ['handset_1'],
    }),
    aRecord({
      customerId: 'customer_2',
      dealerId: 'b',
      vehicleIds: [],
      plateIds: [],
      handsetIds: ['handset_2'],
    }),
    aRecord({ customerId: 'customer_3', dealerId: 'c', handsetIds: ['handset_1', 'handset_2'] }),
  ];

  it('a record that knows both phones joins what was known by one of them each', () => {
    const records = [phoneThen, phoneNow, both];
    expect(groupRecords(records, tiesOf(records))).toEqual([['customer_1', 'customer_2', 'customer_3']]);
  });

  it('what staff set apart stays apart, also along the chain, and what they merged is merged whatever the names', () => {
    const records = [phoneThen, phoneNow, both];
    const apart: Tie = { between: ['customer_1', 'customer_2'], decision: 'apart' };
    expect(groupRecords(records, [...tiesOf(records), apart])).toEqual([
      ['customer_1', 'customer_3'],
      ['customer_2'],
    ]);
    const married = [phoneThen, { ...phoneNow, name: '李小明' }];
    const merged: Tie = { between: ['customer_1', 'customer_2'], decision: 'merged' };
    expect(groupRecords(married, tiesOf(married))).toHaveLength(2);
    expect(groupRecords(married, [merged])).toHaveLength(1);
  });

  const people = ['王小明', '李娜', '张伟', '顺达物流有限公司', 'Ann Miller', '王先生', undefined];
  const some = (kind: string) => fc.subarray([`${kind}_1`, `${kind}_2`, `${kind}_3`]);
  const anyRecords = fc
    .array(
      fc.record({
        name: fc.constantFrom(...people),
        kind: fc.constantFrom('individual' as const, 'enterprise' as const, undefined),
        // Everybody may have the company's phone.
        handsetIds: some('handset').map((ids) => [...ids, 'handset_0']),
        vehicleIds: some('vehicle'),
        plateIds: some('plate'),
        dmsId: fc.constantFrom('1', '2'),
      }),
      { minLength: 1, maxLength: 8 },
    )
    .map((all) =>
      all.map((each, n) => aRecord({ ...each, customerId: `customer_${n}`, dealerId: `store-${n % 3}` })),
    );

  it('do not depend on the order of records and ties, and each record is in one', () => {
    const orders = anyRecords.chain((records) => {
      const ties = tiesOf(records);
      return fc.tuple(
        fc.constant(records),
        fc.shuffledSubarray(records, { minLength: records.length }),
        fc.shuffledSubarray(ties, { minLength: ties.length }),
      );
    });
    fc.assert(
      fc.property(orders, ([records, shuffled, ties]) => {
        const groups = groupRecords(records, tiesOf(records));
        expect(groupRecords(shuffled, ties)).toEqual(groups);
        expect(groups.flat().sort()).toEqual(records.map(({ customerId }) => customerId).sort());
      }),
      { seed: 20260302, numRuns: 300 },
    );
  });

  it('no chain makes two people one, however many share a company’s phone', () => {
    fc.assert(
      fc.property(anyRecords, (records) => {
        const of = (id: string) => records.filter(({ customerId }) => customerId === id);
        for (const group of groupRecords(records, tiesOf(records))) {
          const members = group.flatMap(of);
          for (const a of members) for (const b of members) expect(contradict(a, b)).toBe(false);
        }
      }),
      { seed: 20260302, numRuns: 300 },
    );
  });
});
