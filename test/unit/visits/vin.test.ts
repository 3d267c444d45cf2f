import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkDigitOf,
  doubtsAbout,
  hasCheckDigit,
  nameOfVehicle,
  normalVin,
} from '../../../shared/visits/vin.ts';

const visit = { dealerId: 'cd-south', number: 'RO-1' };

describe('a VIN in its normal form', () => {
  it.each([
    [' 1hgcm82633a004352 ', '1HGCM82633A004352'],
    ['1HG CM826-33A.004352', '1HGCM82633A004352'],
    ['ＬＳＶＡＭ４１８７Ｃ２１８４８４７', 'LSVAM4187C2184847'],
    ['LSVAM4187C218484O', 'LSVAM4187C218484O'],
    ['未知', ''],
  ])('%s is %s', (written, normal) => {
    expect(normalVin(written)).toBe(normal);
  });
});

describe('the check digit', () => {
  it.each(['1HGCM82633A004352', '1M8GDM9AXKP042788', '5GZCZ43D13S812715'])('%s has a right one', (vin) => {
    expect(checkDigitOf(vin)).toBe(vin[8]);
    expect(doubtsAbout(vin)).toEqual([]);
  });

  it.each([
    ['1HGCM82633A004352', true],
    ['7SAYGDEE0NF000001', true],
    ['7A8AAAAAAAA000001', false],
    ['LFV3A23C8K3000017', true],
    ['HLX33B120P0000001', true],
    ['WVWZZZ1KZAW000001', false],
    ['JTDBR32E720000001', false],
    ['KMHDN46D06U000001', false],
    ['9BWZZZ377VT004251', false],
  ])('of %s is one by law: %s', (vin, byLaw) => {
    expect(hasCheckDigit(vin)).toBe(byLaw);
  });

  it('tells every single mistyped character that counts otherwise', () => {
    const right = '1HGCM82633A004352';
    const counted = fc.tuple(
      fc.integer({ min: 0, max: 16 }).filter((at) => at !== 8),
      fc.constantFrom(...'0123456789'),
    );
    fc.assert(
      fc.property(counted, ([at, typed]) => {
        const mistyped = `${right.slice(0, at)}${typed}${right.slice(at + 1)}`;
        fc.pre(hasCheckDigit(mistyped));
        const same = checkDigitOf(mistyped) === right[8];
        expect(doubtsAbout(mistyped)).toEqual(same ? [] : ['check-digit']);
        // Figures differ by less than 11, so a figure for another figure always shows.
        if (/\d/.test(right[at] ?? '') && typed !== right[at]) expect(same).toBe(false);
      }),
      { seed: 20260302, numRuns: 500 },
    );
  });
});

describe('doubts', () => {
  it.each([
    ['', 'placeholder'],
    ['11111111111111111', 'placeholder'],
    ['1HGCM82633A00435', 'length'],
    ['1HGCM82633AO04352', 'letters'],
    ['1HGCM82633A004353', 'check-digit'],
  ])('%s: %s', (vin, doubt) => {
    expect(doubtsAbout(vin)).toEqual([doubt]);
  });

  it('none about a European VIN whose ninth place is a Z', () => {
    expect(doubtsAbout('WVWZZZ1KZAW000001')).toEqual([]);
  });
});

describe('what a vehicle is told apart by', () => {
  it('its VIN, in the whole group, also one with a wrong check digit', () => {
    expect(nameOfVehicle({ vin: '1hgcm82633a004353' }, visit)).toEqual(['1HGCM82633A004353']);
  });

  it('something shorter, at that dealer only', () => {
    expect(nameOfVehicle({ vin: '1HGCM8263' }, visit)).toEqual(['cd-south', '1HGCM8263']);
  });

  it('the plate where the VIN says nothing, and else the visit: all without a VIN are not one vehicle', () => {
    const nothing = '00000000000000000';
    expect(nameOfVehicle({ vin: nothing, plate: '川A·12345' }, visit)).toEqual([
      'cd-south',
      'plate',
      '川A12345',
    ]);
    expect(nameOfVehicle({ vin: nothing, plate: '未上牌' }, visit)).toEqual(['cd-south', 'visit', 'RO-1']);
    expect(nameOfVehicle({ vin: nothing }, { ...visit, number: 'RO-2' })).not.toEqual(
      nameOfVehicle({ vin: nothing }, visit),
    );
  });
});
