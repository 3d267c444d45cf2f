import { startGroupCloud } from '../../infra/local/group-cloud.ts';

// A one-machine cloud in a process of its own, on a kept directory, with sweeps once an hour; tells its addresses once it runs.
const [, , directory, assembly] = process.argv;
if (!directory || !assembly) throw new Error('give a directory and an assembly');
const cloud = await startGroupCloud({ directory, assembly, scheduleRoundMs: 3_600_000 });
console.log(JSON.stringify({ url: cloud.url, doorUrl: cloud.doorUrl }));
