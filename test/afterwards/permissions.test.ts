import { afterAll, expect, test } from 'vitest';
import { forgetPermissions, keptPermissions } from '../permissions-used.ts';

// Runs when every other test has ended; what it judges, the clouds of the journeys have kept.
const reports = keptPermissions();
afterAll(forgetPermissions);

test('the journeys have run before', () => {
  expect(reports, 'run the whole of npm test').not.toEqual([]);
});

test('every grant was used by somebody in the whole run', () => {
  const [first, ...others] = reports.map(({ unused }) => new Set(unused.map(textOf)));
  const never = [...(first ?? [])].filter((use) => others.every((unused) => unused.has(use)));
  expect(never).toEqual([]);
});

test('nothing was asked for that is not granted', () => {
  expect(reports.flatMap(({ refused }) => refused)).toEqual([]);
});

test('only what Lambda itself does with a role need not show: log, pollers, failure destinations', () => {
  const reasons = new Set(reports.flatMap(({ exempt }) => exempt.map(({ reason }) => reason)));
  expect([...reasons].sort()).toEqual([
    'Lambda parks there what the function cannot handle',
    'Lambda polls the queue in front of the function',
    "Lambda polls the table's stream for the function",
    "Lambda writes the function's log",
  ]);
});

function textOf(use: { function: string; action: string; resource: string }): string {
  return `${use.function}: ${use.action} on ${use.resource}`;
}
