/** What AWS and the carriers ask, in US dollars. */
export interface Prices {
  readonly region: string;
  /** The day of which the prices are. */
  readonly asOf: string;
  readonly source: string;
  readonly writeUnit: number;
  readonly readUnit: number;
  readonly lambdaRequest: number;
  readonly lambdaGigabyteSecond: number;
  readonly busEvent: number;
  readonly queueRequest: number;
  readonly httpRequest: number;
  readonly secretCall: number;
  /** Per part of a text that a customer gets, what the carrier asks included. */
  readonly textPartOut: number;
  readonly textPartIn: number;
}

const million = 1_000_000;

/**
 * List prices from AWS's pricing pages as remembered, without free tiers, discounts and taxes: check them before you
 * plan with them. The two prices of texts are assumptions (AWS's own and a usual carrier fee); they differ by country,
 * carrier and kind of number, and are most of the bill.
 */
export const prices: Prices = {
  region: 'us-east-1',
  asOf: '2025-01-01',
  source:
    'list prices of aws.amazon.com/{dynamodb,lambda,eventbridge,sqs,api-gateway,secrets-manager}/pricing',
  // On demand, standard table class.
  writeUnit: 0.625 / million,
  readUnit: 0.125 / million,
  // arm64, first tier.
  lambdaRequest: 0.2 / million,
  lambdaGigabyteSecond: 0.0000133334,
  // Custom events, per 64 KB.
  busEvent: 1 / million,
  queueRequest: 0.4 / million,
  // HTTP API, first tier.
  httpRequest: 1 / million,
  secretCall: 0.05 / 10_000,
  textPartOut: 0.01,
  textPartIn: 0.0075,
};
