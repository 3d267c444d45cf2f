import { writeSync } from 'node:fs';
import { aCloud, BUS, queue, queueArn } from './a-cloud.ts';

/** A process of its own that accepts events and messages as fast as it can, and names each only once it is accepted. */
const [, , file = ''] = process.argv;
const cloud = aCloud({ state: file, queues: [queue('work')] });
for (;;) {
  const Detail = '{}';
  const entry = { EventBusName: BUS.name, Source: 'shop', DetailType: 'sold', Detail };
  writeSync(1, `${JSON.stringify(cloud.bus.call('PutEvents', { Entries: [entry] }))}\n`);
  writeSync(1, `${JSON.stringify(cloud.queues.send(queueArn('work'), 'x'))}\n`);
}
