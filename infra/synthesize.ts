import { synthesize } from './app.ts';

// Run as a process of its own by the one-machine cloud: the CDK takes memory that the cloud need not hold on to.
const [group, outdir] = process.argv.slice(2);
if (!group || !outdir) throw new Error('usage: node infra/synthesize.ts GROUP DIRECTORY');
await synthesize({ group, outdir });
