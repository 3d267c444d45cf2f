import { startCloud } from '../../../infra/local/cloud.ts';

/** A process of its own that runs the toy: `node run.ts ASSEMBLY DIRECTORY`. Writes its URL when it is ready. */
const [assembly = '', directory = ''] = process.argv.slice(2);
const cloud = await startCloud({
  assembly,
  directory,
  port: 0,
  start: Date.parse('2026-03-02T01:00:00Z'),
  fixtures: { staff: () => Promise.resolve([]), webhookSecret: () => Promise.resolve(undefined) },
});
process.on('SIGTERM', () => void cloud.stop().then(() => process.exit(0)));
console.log(cloud.url);
