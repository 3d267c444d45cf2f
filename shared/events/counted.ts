import type { DomainEvent } from './catalogue.ts';

/**
 * The events that are counted for the dashboard, each as a metric of its own name; a metric costs money, so it is not
 * all of them. The dashboard draws these and no others.
 */
export const countedEvents: readonly DomainEvent['name'][] = [
  'callback.opened',
  'callback.handed',
  'callback.closed',
  'message.sent',
  'message.held',
  'message.withheld',
  'message.unconfirmed',
  'message.received',
  'complaint.opened',
  'complaint.escalated',
  'complaint.reopened',
  'complaint.closed',
  'complaint.force-closed',
];

/** How often each counted event occurs among the names of events. */
export function countEvents(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of countedEvents) {
    const occurrences = names.filter((each) => each === name).length;
    if (occurrences > 0) counts.set(name, occurrences);
  }
  return counts;
}
