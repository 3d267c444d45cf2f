import { startGroupCloud } from '../../infra/local/group-cloud.ts';

// A one-machine cloud in a process of its own, on a kept directory; tells its addresses once it runs.
const [, , directory, assembly] = process.argv;
if (!directory || !assembly) throw new Error('give a directory and an assembly');
const cloud = await startGroupCloud({ directory, assembly });
console.log(JSON.stringify({ url: cloud.url, doorUrl: cloud.doorUrl }));
