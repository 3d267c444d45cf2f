import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalPlate, plateShape } from '../../../shared/visits/plate.ts';

describe('a plate in its normal form', () => {
  it.each([
    ['川A12345', '川A12345', 'cn'],
    ['川Ａ·１２３４５', '川A12345', 'cn'],
    [' 川a 12345 ', '川A12345', 'cn'],
    ['粤B•D1234', '粤BD1234', 'cn'],
    ['京AD12345', '京AD12345', 'cn-new-energy'],
    ['沪A·F12345', '沪AF12345', 'cn-new-energy'],
    ['粤B12345D', '粤B12345D', 'cn-new-energy'],
    ['川A1234学', '川A1234学', 'cn-special'],
    ['川A1234警', '川A1234警', 'cn-special'],
    ['粤Z·1234港', '粤Z1234港', 'cn-special'],
    ['粤ZF023澳', '粤ZF023澳', 'cn-special'],
    ['使014578', '使014578', 'cn-special'],
    ['沪A0023领', '沪A0023领', 'cn-special'],
    ['川A1234挂', '川A1234挂', 'cn-special'],
    ['KVR 8842', 'KVR8842', 'us'],
    ['kvr-8842', 'KVR8842', 'us'],
    ['7ABC123', '7ABC123', 'us'],
    ['LUVMYDOG', 'LUVMYDOG', 'us'],
    ['B-MW 1234 E und mehr', 'BMW1234EUNDMEHR', 'other'],
  ])('%s is %s, of shape %s', (written, normal, shape) => {
    expect(normalPlate(written)).toBe(normal);
    expect(plateShape(normal)).toBe(shape);
  });

  it.each([
    '',
    ' - ',
    '无',
    '无牌',
    '未上牌',
    '新车',
    '临牌',
    'N/A',
    'none',
    'No Plate',
    '000000',
    '--',
    'TBD',
  ])('%j says that there is none', (written) => {
    expect(normalPlate(written)).toBeUndefined();
  });

  it('stays itself, and anything that is written is taken', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (written) => {
        const normal = normalPlate(written);
        if (normal === undefined) return;
        expect(normalPlate(normal)).toBe(normal);
        expect(normal).not.toMatch(/[\s.·・-]/);
        plateShape(normal);
      }),
      { seed: 20260302, numRuns: 500 },
    );
  });
});
