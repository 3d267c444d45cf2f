import { describe, expect, it } from 'vitest';
import { toE164 } from '../../../shared/platform/phone.ts';

describe('a phone number', () => {
  it.each([
    ['13800138000', 'CN', '+8613800138000'],
    ['+86 138 0013 8000', 'CN', '+8613800138000'],
    ['+86 138 0013 8000', 'US', '+8613800138000'],
    ['１３８００１３８０００', 'CN', '+8613800138000'],
    ['028-8555 1234', 'CN', '+862885551234'],
    ['(512) 555-0100', 'US', '+15125550100'],
    ['512.555.0100', 'US', '+15125550100'],
    ['1-512-555-0100', 'US', '+15125550100'],
    ['+15125550100', 'ZZ', '+15125550100'],
  ])('%s in %s is %s', (written, country, e164) => {
    expect(toE164(written, country)).toBe(e164);
  });

  it.each([
    ['', 'CN'],
    ['none', 'CN'],
    ['123', 'US'],
    ['138001380001380013800', 'CN'],
    ['13800138000', 'ZZ'],
    ['+999 123 456 789', 'CN'],
  ])('%j in %s is none', (written, country) => {
    expect(toE164(written, country)).toBeUndefined();
  });
});
