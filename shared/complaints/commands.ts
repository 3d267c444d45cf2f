import * as v from 'valibot';
import { departments, faults, ownCauses, severities } from '../events/complaints.ts';
import { systems } from '../events/vehicles.ts';
import { rfc3339, shortText } from '../platform/formats.ts';
import { settlementEntries, staffId, told } from './settlement-wording.ts';

function command<const N extends string, const E extends v.ObjectEntries>(name: N, fields: E) {
  return v.object({ command: told(v.literal(name), 'What to do.'), ...fields });
}

const reason = told(shortText(2000), 'Why, in your words.');
const SettleSchema = v.pipe(
  command('settle', settlementEntries),
  v.forward(
    v.check(({ options, chosen }) => chosen < options.length, 'must be the place of one of the options'),
    ['chosen'],
  ),
);

/** What staff command: which step, and what it needs. Who and when come with the request. */
export const CommandBodySchema = v.variant('command', [
  command('confirm', {
    severity: v.optional(
      told(v.picklist(severities), 'How grave it is, where that is not what the words were read as.'),
    ),
    about: v.optional(
      told(
        v.pipe(v.array(staffId), v.maxLength(10)),
        'Staff ids of whoever is complained of; they stay out of it.',
      ),
    ),
    category: v.optional(
      told(
        v.pipe(v.string(), v.maxLength(40)),
        "What it is about, by an id of the dealer's tree of categories.",
      ),
    ),
    note: v.optional(told(shortText(2000), 'What you have learnt from the customer.')),
  }),
  command('analyse', {
    causes: told(
      v.pipe(v.array(v.picklist(ownCauses)), v.maxLength(3)),
      'Causes in ourselves; empty where there is none.',
    ),
    fault: told(v.picklist(faults), 'How far it is our own fault.'),
    findings: told(shortText(5000), 'What was found.'),
    department: v.optional(
      told(v.picklist(departments), 'Where the cause lies; its head gets the words to read at once.'),
    ),
    system: v.optional(told(v.picklist(systems), 'The system of the vehicle in which it lies.')),
  }),
  SettleSchema,
  command('approve', {}),
  command('return', { reason }),
  command('complete-task', {
    taskId: told(v.pipe(v.string(), v.maxLength(10)), 'The task.'),
    outcome: told(shortText(2000), 'What came of it.'),
  }),
  command('propose-solution', { resolution: told(shortText(5000), 'What was done about it.') }),
  command('refuse', {
    reasons: told(shortText(2000), 'Why the customer does not get what they want.'),
    alternatives: told(shortText(2000), 'What there is instead.'),
  }),
  command('record-answer', {
    solved: told(v.boolean(), 'Whether the customer said that it is solved.'),
    words: told(shortText(5000), "The customer's spoken words, verbatim."),
  }),
  command('wait', {
    until: told(rfc3339, 'Until when at most the clocks stand still.'),
    reason: told(shortText(2000), 'What the customer is to do before you can go on.'),
  }),
  command('resume', {}),
  command('request-extension', { until: told(rfc3339, 'By when it will be settled.'), reason }),
  command('decide-extension', { granted: told(v.boolean(), 'Whether there is more time.'), reason }),
  command('force-close', { reason }),
]);
export type Command = v.InferOutput<typeof CommandBodySchema>;
export type CommandOf<N extends Command['command']> = Extract<Command, { command: N }>;

/** The words that a command brings, each by the name under which it is kept. */
export function wordsIn(order: Command): Readonly<Record<string, string>> {
  switch (order.command) {
    case 'confirm':
      return order.note === undefined ? {} : { note: order.note };
    case 'analyse':
      return { findings: order.findings };
    case 'settle':
      return {
        reasons: order.reasons,
        ...Object.fromEntries(order.tasks.map(({ what }, index) => [taskWords(index), what])),
      };
    case 'complete-task':
      return { outcome: order.outcome };
    case 'propose-solution':
      return { resolution: order.resolution };
    case 'refuse':
      return { reasons: order.reasons, alternatives: order.alternatives };
    case 'record-answer':
      return { answer: order.words };
    case 'return':
    case 'wait':
    case 'request-extension':
    case 'decide-extension':
    case 'force-close':
      return { reason: order.reason };
    case 'approve':
    case 'resume':
      return {};
  }
}

/** Under which name the words of a settlement's task are kept. */
export function taskWords(index: number): string {
  return `task-${index}`;
}
