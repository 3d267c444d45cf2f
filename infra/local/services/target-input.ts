import type { BusEvent } from './bus-event.ts';

/** What a rule's target gets in place of the event; at most one of the three is set. */
export interface TargetInput {
  /** Constant text. */
  input?: string;
  /** The part of the event at this path. */
  inputPath?: string;
  inputTransformer?: { inputPathsMap?: Record<string, string>; inputTemplate: string };
}

/** The text that a target receives for an event. `receivedAt` is EventBridge's own time of the event (ISO). */
export function targetInput(
  target: TargetInput,
  event: BusEvent,
  rule: { arn: string; name: string; receivedAt: string },
): string {
  if (target.input !== undefined) return target.input;
  if (target.inputPath !== undefined) return JSON.stringify(valueAt(event, target.inputPath) ?? null);
  if (target.inputTransformer === undefined) return JSON.stringify(event);
  const { inputPathsMap = {}, inputTemplate } = target.inputTransformer;
  const { detail: _detail, ...withoutDetail } = event;
  const values = new Map<string, unknown>([
    ...Object.entries(inputPathsMap).map(([name, path]): [string, unknown] => [name, valueAt(event, path)]),
    ['aws.events.rule-arn', rule.arn],
    ['aws.events.rule-name', rule.name],
    ['aws.events.event.ingestion-time', rule.receivedAt],
    ['aws.events.event', withoutDetail],
    ['aws.events.event.json', event],
  ]);
  return filled(inputTemplate, values);
}

/** The value at a path such as `$.detail.items[0].id`; `[*]` collects from every member. Undefined when there is none. */
export function valueAt(event: unknown, path: string): unknown {
  const steps = [...path.matchAll(/\.([^.[\]]+)|\[(\d+|\*)\]|\['([^']+)'\]/g)].map(
    ([, name, index, quoted]) => name ?? index ?? quoted ?? '',
  );
  const found = steps.reduce<unknown[]>(
    (values, step) => values.flatMap((value) => members(value, step)),
    [event],
  );
  return steps.includes('*') ? found : found[0];
}

function members(value: unknown, step: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries: [string, unknown][] = Object.entries(value);
  return entries.filter(([name]) => step === '*' || name === step).map(([, member]) => member);
}

/**
 * A template with its `<variables>` filled in. Outside quotes a variable becomes JSON; inside quotes it becomes text, where
 * an object or list loses its own quotes; so it is all over a template that is no JSON. A variable without a value becomes nothing (outside quotes: an empty text).
 */
function filled(template: string, values: ReadonlyMap<string, unknown>): string {
  const isJson = /^\s*(?:[{["]|<[\w.-]+>\s*$)/.test(template);
  let inQuotes = false;
  return template.replace(/\\.|"|<([\w.-]+)>/gs, (found, name: string | undefined) => {
    if (found === '"') inQuotes = !inQuotes;
    if (name === undefined || !values.has(name)) return found;
    const value = values.get(name);
    if (isJson && !inQuotes) return JSON.stringify(value ?? '');
    if (typeof value === 'string') return inQuotes ? JSON.stringify(value).slice(1, -1) : value;
    return value === undefined ? '' : JSON.stringify(value).replaceAll('"', '');
  });
}
