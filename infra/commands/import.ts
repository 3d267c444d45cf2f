import { writeFile } from 'node:fs/promises';
import { Problem } from '../../shared/platform/problem.ts';
import { misused, readOptions } from './command.ts';
import { CutOff, Refused } from './import/api.ts';
import { destinationOf } from './import/destination.ts';
import { UnreadableFile } from './import/encoding.ts';
import { reasonIn } from './reasons.ts';
import { importFile, type Listener, type Summary } from './import/import-file.ts';
import { csvLine } from './import/report.ts';
import { watchFolder } from './import/watch.ts';
import { reportHeader } from './import/words.ts';

const usage = `npm run import -- --dealer ID FILE… [--import NAME] [--follow-up] [--rate N] [--report FILE] [--lang en|zh]
npm run import -- --dealer ID --watch FOLDER [--follow-up] [--settle SECONDS]

Imports workshop visits from CSV (.csv, .tsv, .txt) or NDJSON (.ndjson, .jsonl) in UTF-8 or GB18030. It can be cut off
anywhere and run again: what was taken is asked for and skipped.

  --url URL         the Endpoint of the API; http://localhost:4000 if absent
  --table, --secret outputs TableName and SecretArn of the state stack, with the AWS credentials of this shell; or the
                    dealer's webhook secret in the environment variable WEBHOOK_SECRET. The one machine needs neither
  --import NAME     names the import; the digest of the file if absent
  --follow-up       customers are asked after these visits, as after any other; without it they are history
  --rate N          at most so many rows a second (200/s or 200)
  --mapping NAME    a mapping of the dealer reads the rows, by the headers as they stand
  --report FILE     where refused rows are told with their reasons; FILE.refused.csv if absent
  --watch FOLDER    imports what is dropped there, and moves it to done/ or refused/

Ends with 0 if all rows were taken, 1 if some were refused, 2 if a file cannot be read, 3 if it is to be run again.`;

const text = { type: 'string' } as const;
const { values, positionals: files } = readOptions(
  usage,
  {
    dealer: text,
    url: { ...text, default: 'http://localhost:4000' },
    table: text,
    secret: text,
    endpoint: text,
    import: text,
    'follow-up': { type: 'boolean', default: false },
    rate: text,
    mapping: text,
    report: text,
    watch: text,
    settle: { ...text, default: '5' },
    lang: { ...text, default: process.env['LC_ALL'] ?? process.env['LANG'] ?? 'en' },
  },
  { positionals: true },
);
const { dealer, watch } = values;
const rate = values.rate === undefined ? undefined : Number(values.rate.replace(/\/s$/, ''));
const settle = Number(values.settle);
if (!dealer) misused('The command needs --dealer.', usage);
if ((watch === undefined) === (files.length === 0))
  misused('Name either files or a folder to --watch.', usage);
if (files.length > 1 && (values.import || values.report))
  misused('--import and --report name what is of one file.', usage);
if (!(rate === undefined || rate > 0) || !(settle >= 0))
  misused('--rate and --settle take positive numbers.', usage);
const locale = values.lang.startsWith('zh') ? 'zh-CN' : 'en-US';
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

const to = await destinationOf(dealer, values, process.env['WEBHOOK_SECRET']).catch((error: unknown) => {
  console.error(error instanceof Problem ? error.detail : error instanceof Error ? error.message : error);
  process.exit(2);
});
if (watch !== undefined) {
  console.log(`watching ${watch}; end with Ctrl-C`);
  await watchFolder(
    watch,
    settle,
    async (file, report) => (['done', 'refused', 'refused', 'later'] as const)[await run(file, report)],
    stop.signal,
  );
} else {
  const codes: number[] = [];
  for (const file of files) codes.push(await run(file, values.report ?? `${file}.refused.csv`));
  process.exitCode = Math.max(...codes);
}

/** Imports a file and tells how it went; answers the exit code. */
async function run(file: string, report: string): Promise<0 | 1 | 2 | 3> {
  const listener = listenerFor(file);
  try {
    const summary = await importFile(
      file,
      to,
      {
        name: values.import,
        followUp: values['follow-up'],
        mapping: values.mapping,
        rate,
        report,
        locale,
        signal: stop.signal,
      },
      listener,
    );
    listener.end();
    console.log(`${file}: ${inWords(summary)}`);
    return summary.refused > 0 ? 1 : 0;
  } catch (error) {
    listener.end();
    if (error instanceof CutOff) {
      console.error(`${file}: cut off (${error.message}). Run it again: what was taken is kept.`);
      return 3;
    }
    const why =
      error instanceof UnreadableFile || error instanceof Refused || isOfTheFile(error)
        ? error.message
        : undefined;
    if (why === undefined) throw error;
    const told = reasonIn(locale, why);
    console.error(`${file}: ${told}`);
    await writeFile(report, `\uFEFF${csvLine(reportHeader(locale))}${csvLine(['', '', told])}`);
    return 2;
  }
}

/** A record that is no CSV, or a file that is not there. */
function isOfTheFile(error: unknown): error is Error {
  return (
    error instanceof Error && 'code' in error && /^(?:CSV_|ENOENT|EACCES|EISDIR)/.test(String(error.code))
  );
}

function inWords({ visits, refused, skipped, report }: Summary): string {
  const before = skipped > 0 ? ` (${skipped} before)` : '';
  const told = report ? `, ${refused} refused: see ${report}` : '';
  return `${visits - refused} visits taken${before}${told}`;
}

/** Shows a bar where somebody looks on, else a line every ten seconds. */
function listenerFor(file: string): Listener & { end(): void } {
  const isTty = process.stdout.isTTY;
  const began = performance.now();
  let shownAt = began;
  return {
    told: (message) => {
      console.log(`${isTty ? '\r\u001b[K' : ''}${file}: ${message}`);
    },
    progress: ({ rows, refused, done }) => {
      const now = performance.now();
      const seconds = (now - began) / 1000;
      const figures = `${rows} visits, ${refused} refused, ${(rows / seconds).toFixed(0)}/s`;
      if (isTty) {
        const full = Math.round(done * 30);
        process.stdout.write(`\r\u001b[K[${'#'.repeat(full)}${'·'.repeat(30 - full)}] ${figures}`);
      } else if (now - shownAt > 10_000) {
        shownAt = now;
        console.log(`${file}: ${(done * 100).toFixed(0)} %, ${figures}`);
      }
    },
    end: () => {
      if (isTty) process.stdout.write('\r\u001b[K');
    },
  };
}
