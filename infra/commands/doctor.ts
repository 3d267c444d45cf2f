import { wallClock } from '../../shared/platform/clock.ts';
import { groupOf } from '../groups/groups.ts';
import { version } from '../version.ts';
import { Misuse, readOptions, run } from './command.ts';
import { examine } from './doctor/examine.ts';
import { look } from './doctor/look.ts';
import { shown } from './doctor/show.ts';

const usage = `npm run doctor -- --group NAME [--lang en|zh]

Looks at the AWS account of this shell's credentials and says what a dealer group still needs before it goes live: what is
deployed, texts, alarms, dealers, staff, and their DMS. Each need is ok, missing (with why it matters and what to do), or
could not be looked at. It changes nothing. The steps are in docs/going-live.md.

Ends with 0 if nothing is missing, else with 1.`;

const text = { type: 'string' } as const;
const { values } = readOptions(usage, {
  group: text,
  lang: { ...text, default: process.env['LC_ALL'] ?? process.env['LANG'] ?? 'en' },
});

await run(usage, async () => {
  if (!values.group) throw new Misuse('The command needs --group.');
  const group = groupOf(values.group);
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  const region = AWS_REGION ?? AWS_DEFAULT_REGION ?? group.env?.region;
  if (!region) throw new Misuse('Set AWS_REGION to the region of the group.');
  const now = wallClock.now();
  const findings = examine(group, await look(group, region, now), { version, now });
  for (const line of shown(findings, values.lang.startsWith('zh') ? 'zh-CN' : 'en-US')) console.log(line);
  process.exitCode = findings.every(({ verdict }) => verdict === 'ok') ? 0 : 1;
});
