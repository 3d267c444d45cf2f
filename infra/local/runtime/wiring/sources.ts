import type { DatabaseSync } from 'node:sqlite';
import type { WorkSource } from '../../contract.ts';
import type { Faults } from '../../faults/faults.ts';
import { QueueMapping } from '../../services/queue-mapping.ts';
import type { VirtualClock } from '../../services/virtual-clock.ts';
import type { Door } from '../door.ts';
import type { EngineConnection } from '../engine-connection.ts';
import type { Functions } from '../functions.ts';
import { StreamMapping } from '../stream-mapping.ts';
import type { Table } from '../tables.ts';
import type { Template } from '../template.ts';
import { mappings } from './mappings.ts';
import type { Messaging } from './messaging.ts';

/** Everything that has work by itself, in the order in which it is asked. */
export function sourcesOf(
  of: Pick<Messaging, 'queues' | 'bus' | 'asyncInvocations'> & {
    template: Template;
    db: DatabaseSync;
    clock: VirtualClock;
    functions: Functions;
    faults: Faults;
    connection: EngineConnection;
    door: Door;
    tables: readonly Table[];
  },
): WorkSource[] {
  const { db, clock, queues, functions, faults } = of;
  const found = mappings(of.template, of.tables);
  const streams = found.streams.map((settings) => {
    if (settings.onFailureQueueArn) queues.watchDeadLetters(settings.onFailureQueueArn);
    const parts = {
      db,
      clock,
      queues,
      engine: of.connection,
      invoke: faults.delivering('stream', functions.invoke),
      writes: () => of.door.writes(),
    };
    return new StreamMapping(parts, settings);
  });
  const invoke = faults.delivering('queue', functions.invoke);
  const mostAtOnce = () => faults.mostAtOnce();
  const polled = found.queues.map(
    (settings) => new QueueMapping({ queues, clock, invoke, mostAtOnce }, settings),
  );
  return [...streams, of.bus, of.asyncInvocations, ...polled];
}
