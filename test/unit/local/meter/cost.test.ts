import { describe, expect, it } from 'vitest';
import { costOf } from '../../../../infra/local/meter/cost.ts';
import type { Usage } from '../../../../infra/local/meter/meter.ts';
import { prices, type Prices } from '../../../../infra/local/meter/prices.ts';

/** Prices of which every sum shows what it is made of. */
const plain: Prices = {
  region: 'nowhere',
  asOf: '2026-01-01',
  source: 'a test',
  writeUnit: 1,
  readUnit: 10,
  lambdaRequest: 1,
  lambdaGigabyteSecond: 100,
  busEvent: 1,
  queueRequest: 10,
  httpRequest: 100,
  secretCall: 1000,
  textPartOut: 1,
  textPartIn: 100,
};
const usage = (more: Partial<Usage> = {}): Usage => ({
  invocations: 0,
  billedMilliseconds: 0,
  gigabyteSeconds: 0,
  httpRequests: 0,
  queueRequests: 0,
  calls: {},
  refused: {},
  units: {},
  events: 0,
  ...more,
});
const noTexts = { toCustomers: { texts: 0, parts: 0 }, fromCustomers: { texts: 0, parts: 0 } };

describe('what usage costs', () => {
  it('nothing, if nothing was used', () => {
    expect(costOf({}, noTexts)).toEqual({
      region: prices.region,
      asOf: prices.asOf,
      table: 0,
      functions: 0,
      others: 0,
      withoutTexts: 0,
      texts: 0,
    });
  });

  it('is the sum of all callers, each thing at its price, texts by their parts and apart', () => {
    const functions = {
      one: usage({
        units: {
          t: { write: 1, read: 2 },
          't/index': { write: 3, read: 0 },
          'refused writes': { write: 1, read: 0 },
        },
        invocations: 2,
        gigabyteSeconds: 0.5,
        events: 3,
        calls: { 'secretsmanager:GetSecretValue': 2, 'dynamodb:GetItem': 99 },
      }),
      other: usage({
        units: { t: { write: 0, read: 0.5 } },
        invocations: 1,
        queueRequests: 4,
        httpRequests: 5,
      }),
    };
    const texts = { toCustomers: { texts: 1, parts: 3 }, fromCustomers: { texts: 1, parts: 2 } };
    expect(costOf(functions, texts, plain)).toEqual({
      region: 'nowhere',
      asOf: '2026-01-01',
      table: 5 + 25,
      functions: 3 + 50,
      others: 3 + 40 + 500 + 2000,
      withoutTexts: 30 + 53 + 2543,
      texts: 3 + 200,
    });
  });
});

describe('prices', () => {
  it('are data with their region, their day and their source', () => {
    const { region, asOf, source, ...amounts } = prices;
    expect(region).toMatch(/^[a-z]{2}-[a-z]+-\d$/);
    expect(asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(source).toContain('aws.amazon.com');
    for (const [name, amount] of Object.entries(amounts)) expect(amount, name).toBeGreaterThan(0);
  });
});
