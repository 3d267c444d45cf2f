import { synthesize } from './infra/app.ts';
import { startGroupCloud } from './infra/local/group-cloud.ts';
import { Play } from './infra/local/play.ts';
const t=()=>performance.now();
let a=t(); const assembly = await synthesize({group:'demo', outdir:'/tmp/prof-assembly'}); console.log('synth', t()-a);
a=t(); const cloud = await startGroupCloud({assembly}); console.log('start', t()-a);
const play = new Play(cloud.url);
for (const to of ['2026-03-02T10:00:00+08:00','2026-03-02T11:00:00+08:00','2026-03-03T11:00:00+08:00','2026-03-04T11:00:00+08:00']) { a=t(); const c=process.cpuUsage(); await play.turnTo(to); const d=process.cpuUsage(c); console.log(to, t()-a, d.user/1000, d.system/1000); }
await cloud.stop();
