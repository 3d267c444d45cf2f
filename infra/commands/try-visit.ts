import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import type { Locale } from '../../shared/events/text-request.ts';
import { ZoneSchema } from '../../shared/platform/time.ts';
import { toldBy } from '../../shared/visits/formats/formats.ts';
import { tryVisit } from './try-visit-files.ts';

const usage = `npm run try-visit -- FILES [--format canonical|star|jt1132|tekmetric] [--mapping FILE.jsonata]
  [--zone America/Chicago] [--country US] [--currency USD] [--lang en|zh]

Shows for each file what would be understood, assumed or refused, without sending or keeping anything. A file holds one
visit, an array of them, or {"visits": […]}. Without --format it is the one of our own. Ends with 1 if anything is refused.`;

const { values, positionals: files } = parseArgs({
  allowPositionals: true,
  options: {
    format: { type: 'string', default: 'canonical' },
    mapping: { type: 'string' },
    zone: { type: 'string', default: 'America/Chicago' },
    country: { type: 'string', default: 'US' },
    currency: { type: 'string', default: 'USD' },
    lang: { type: 'string', default: 'en' },
    help: { type: 'boolean', short: 'h' },
  },
});
const told = toldBy(values.format);
const zone = v.safeParse(ZoneSchema, values.zone);
const amiss =
  told?.kind !== 'format'
    ? `There is no format ${values.format}.`
    : zone.success
      ? undefined
      : `${values.zone} is no time zone.`;
if (values.help || files.length === 0 || amiss || told?.kind !== 'format' || !zone.success) {
  console.log(amiss ? `${amiss}\n\n${usage}` : usage);
  process.exit(values.help ? 0 : 2);
}
const locale: Locale = values.lang.startsWith('zh') ? 'zh-CN' : 'en-US';
const context = { zone: zone.output, country: values.country, currency: values.currency, locale };
const expression = values.mapping && readFileSync(values.mapping, 'utf8');
let refused = 0;
for (const file of files) {
  const tried = await tryVisit(readFileSync(file, 'utf8'), {
    format: told.name,
    expression,
    context,
    locale,
  });
  console.log(`${file}\n${tried.lines.map((line) => `  ${line}`).join('\n')}\n`);
  refused += tried.refused;
}
process.exit(refused > 0 ? 1 : 0);
