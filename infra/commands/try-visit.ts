import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { Locale } from '../../shared/events/text-request.ts';
import { ZoneSchema } from '../../shared/platform/time.ts';
import { toldBy } from '../../shared/visits/formats/formats.ts';
import { misused, readOptions } from './command.ts';
import { tryVisit } from './try-visit-files.ts';

const usage = `npm run try-visit -- FILES [--format canonical|star|jt1132|tekmetric] [--mapping FILE.jsonata]
  [--zone America/Chicago] [--country US] [--currency USD] [--lang en|zh]

Shows for each file what would be understood, assumed or refused, without sending or keeping anything. A file holds one
visit, an array of them, or {"visits": […]}. Without --format it is the one of our own. Ends with 1 if anything is refused.`;

const text = { type: 'string' } as const;
const { values, positionals: files } = readOptions(
  usage,
  {
    format: text,
    mapping: text,
    zone: { ...text, default: 'America/Chicago' },
    country: { ...text, default: 'US' },
    currency: { ...text, default: 'USD' },
    lang: { ...text, default: 'en' },
  },
  { positionals: true },
);
const told = toldBy(values.format ?? 'canonical');
const zone = v.safeParse(ZoneSchema, values.zone);
if (told?.kind !== 'format') misused(`There is no format ${values.format}.`, usage);
if (!zone.success) misused(`${values.zone} is no time zone.`, usage);
if (files.length === 0) misused('Name the files to be tried.', usage);
const hint: Readonly<Record<Locale, string>> = {
  'en-US': 'Read as our own format. If it is another one, name it: --format star, jt1132 or tekmetric.',
  'zh-CN': '以上按本系统格式读取。若为其他格式，请用 --format star、jt1132 或 tekmetric 指明。',
};
const locale: Locale = values.lang.startsWith('zh') ? 'zh-CN' : 'en-US';
const context = { zone: zone.output, country: values.country, currency: values.currency, locale };
const expression = values.mapping && textIn(values.mapping);
let refused = 0;
for (const file of files) {
  const tried = await tryVisit(textIn(file), {
    format: told.name,
    expression,
    context,
    locale,
  });
  console.log(`${file}\n${tried.lines.map((line) => `  ${line}`).join('\n')}\n`);
  refused += tried.refused;
}
if (refused > 0 && values.format === undefined && expression === undefined) console.log(hint[locale]);
process.exit(refused > 0 ? 1 : 0);

/** The text of a file; ends the command where there is none. */
function textIn(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    return stop(`${file} cannot be read: is it there, and is it a file?`);
  }
  return isUtf8(bytes) ? bytes.toString('utf8') : stop(`${file} is not written in UTF-8.`);
}

function stop(why: string): never {
  console.error(why);
  process.exit(2);
}
