import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { MiddlewareObj } from '@middy/core';
import { ValiError } from 'valibot';

const logger = new Logger();
const metrics = new Metrics({ namespace: 'Huifang' });

/** Logs a line; `facts` are ids and numbers, never names, phones, plates or words. */
export function note(
  message: string,
  facts: Readonly<Record<string, string | number | boolean | undefined>> = {},
) {
  logger.info(message, { facts });
}

/** Logs that something failed, without what it failed on: parse errors quote their input, which may be personal. */
export function noteFailure(message: string, error: unknown, facts: Readonly<Record<string, string>> = {}) {
  logger.error(message, { facts, failure: describe(error) });
}

/** Counts something for the dashboard and the alarms. */
export function count(name: string, value = 1): void {
  metrics.addMetric(name, MetricUnit.Count, value);
}

function describe(error: unknown) {
  if (error instanceof ValiError) {
    return {
      name: 'ParseError',
      paths: error.issues.map((issue: { path?: { key: unknown }[] }) => pathOf(issue)),
    };
  }
  if (!(error instanceof Error)) return { name: typeof error };
  return { name: error.name, message: error.message, stack: error.stack };
}

function pathOf(issue: { path?: { key: unknown }[] }): string {
  return (issue.path ?? []).map((step) => String(step.key)).join('.');
}

/** Names the request in every line, and sends the counts when the function has answered, whatever it answered. */
export function observed(): MiddlewareObj {
  return {
    before: ({ context }) => {
      logger.resetKeys();
      logger.appendKeys({ requestId: context.awsRequestId });
    },
    after: publishCounts,
    onError: ({ error }) => {
      noteFailure('the function failed', error);
      publishCounts();
    },
  };
}

/** Without anything counted the library would write a warning into the log of every quiet sweep. */
function publishCounts(): void {
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
}
