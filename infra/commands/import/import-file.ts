import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Locale } from '../../../shared/events/text-request.ts';
import { CutOff, type Destination } from './api.ts';
import { callable, type Column, columnsOf } from './columns.ts';
import { type Encoding, EncodingDetector, textOf, UnreadableFile } from './encoding.ts';
import { csvRecords, lines } from './records.ts';
import { type ImportOrder, Kept, postBatch, type Result } from './remote.ts';
import { linesOn, Report } from './report.ts';
import { type FileVisit, jsonVisitsOf, plainVisitsOf, visitsOf } from './visits.ts';

/** How files are to be imported. */
export interface ImportOptions {
  /** Names the import; the digest of the file's content if absent. */
  readonly name?: string | undefined;
  readonly followUp: boolean;
  /** The most rows a second; as many as are taken if absent. */
  readonly rate?: number | undefined;
  readonly report: string;
  /** A mapping of the dealer that reads the rows as they stand. */
  readonly mapping?: string | undefined;
  readonly locale: Locale;
  readonly signal?: AbortSignal | undefined;
}

/** How far an import has got. */
export interface Progress {
  readonly rows: number;
  readonly refused: number;
  readonly skipped: number;
  /** 0 to 1, by bytes of the file. */
  readonly done: number;
}

/** Hears how an import goes. */
export interface Listener {
  told(message: string): void;
  progress(progress: Progress): void;
}

/** How an import ended; `skipped` visits were done before. */
export interface Summary {
  readonly importId: string;
  readonly visits: number;
  readonly refused: number;
  readonly skipped: number;
  readonly report?: string;
}

const visitsOfABatch = 100;
const largestBatch = 3 * 1024 * 1024; // characters

/**
 * Imports a file: reads it once to tell its encoding and digest, then again batch by batch, so that memory does not grow
 * with it. What came before is asked for and skipped. Throws `UnreadableFile` where nothing was sent, and `CutOff` where
 * it is to be run again.
 */
export async function importFile(
  file: string,
  to: Destination,
  options: ImportOptions,
  listener: Listener,
): Promise<Summary> {
  const { size } = await stat(file);
  const { encoding, digest } = await look(file);
  const content = digest.slice(0, 32);
  const isJson = /\.(?:ndjson|jsonl)$/i.test(file);
  const counter = { bytes: 0 };
  const text = textOf(counted(createReadStream(file), counter), encoding);
  const source = isJson ? jsonSource(text) : await csvSource(text, options, listener);
  const format = options.mapping ? `mapping:${options.mapping}` : isJson ? 'canonical' : 'sheet';
  const importId = options.name ?? content;
  const order: ImportOrder = { importId, followUp: options.followUp, content, format };
  listener.told(`${encoding}, import ${importId}`);
  const waiting = (seconds: number, why: string) => {
    listener.told(`waiting ${seconds} s: ${why}`);
  };
  const hints = { signal: options.signal, waiting };
  const kept = await Kept.of(to, order, hints);
  const report = new Report(options.report, options.locale);
  const tally = { visits: 0, refused: 0, skipped: 0 };
  const note = async (results: readonly Result[]) => {
    for (const result of results) {
      tally.visits += 1;
      if (result.refusal) tally.refused += 1;
      await report.write(linesOn(result, source.columns, source.firstRow, options.locale));
    }
    listener.progress({ rows: tally.visits, ...tally, done: size === 0 ? 1 : counter.bytes / size });
  };
  const pace = paceOf(options.rate);
  let last = 0;
  for await (const { visits, isLast } of batchesOf(source.visits)) {
    if (options.signal?.aborted) throw new CutOff('stopped');
    const open = await visitsLeft(visits, kept);
    tally.visits += visits.length - open.length;
    tally.skipped += visits.length - open.length;
    last = visits.at(-1)?.to ?? last;
    await pace(open.length);
    // The last batch tells how many rows there are, so that what is missing is known over there.
    const isTold = isLast && last > 0;
    const posted =
      open.length > 0 || isTold ? await postBatch(to, order, open, isTold ? last : undefined, hints) : [];
    await note(posted);
  }
  const hasReport = await report.end();
  return { importId, ...tally, ...(hasReport && { report: options.report }) };
}

/** Digest and encoding of a file, in one reading. */
async function look(file: string): Promise<{ encoding: Encoding; digest: string }> {
  const hash = createHash('sha256');
  const detector = new EncodingDetector();
  for await (const chunk of counted(createReadStream(file), { bytes: 0 })) {
    hash.update(chunk);
    detector.see(chunk);
  }
  return { encoding: detector.end(), digest: hash.digest('hex') };
}

async function* counted(
  stream: AsyncIterable<unknown>,
  counter: { bytes: number },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) {
    if (!(chunk instanceof Uint8Array)) throw new Error('a file is read as bytes');
    counter.bytes += chunk.length;
    yield chunk;
  }
}

interface Source {
  readonly columns: readonly Column[];
  /** In which row of the file the first data row stands. */
  readonly firstRow: number;
  readonly visits: AsyncIterable<FileVisit>;
}

function jsonSource(text: AsyncIterable<string>): Source {
  return { columns: [], firstRow: 1, visits: jsonVisitsOf(lines(text)) };
}

async function csvSource(
  text: AsyncIterable<string>,
  { mapping }: ImportOptions,
  listener: Listener,
): Promise<Source> {
  const records = csvRecords(text);
  const header = await records.next();
  if (header.done) throw new UnreadableFile('is empty');
  const { columns, unknown, twice, missing } = columnsOf(header.value);
  if (mapping) return { columns, firstRow: 2, visits: plainVisitsOf(records, columns) };
  if (twice.length > 0) throw new UnreadableFile(`tells ${twice.map(callable).join('; ')} in two columns`);
  if (missing.length > 0) {
    const there = header.value.map((each) => each.trim()).join(' | ');
    throw new UnreadableFile(
      `lacks columns for ${missing.map(callable).join('; ')}. Its columns are: ${there}`,
    );
  }
  if (unknown.length > 0) listener.told(`columns that are passed over: ${unknown.join(', ')}`);
  return { columns, firstRow: 2, visits: visitsOf(records, columns) };
}

/** Visits in batches of a hundred, fewer where they are large; the last one may be empty. */
async function* batchesOf(
  visits: AsyncIterable<FileVisit>,
): AsyncGenerator<{ visits: FileVisit[]; isLast: boolean }> {
  let batch: FileVisit[] = [];
  let size = 0;
  for await (const each of visits) {
    const length = JSON.stringify(each.visit).length;
    if (batch.length === visitsOfABatch || (batch.length > 0 && size + length > largestBatch)) {
      yield { visits: batch, isLast: false };
      batch = [];
      size = 0;
    }
    batch.push(each);
    size += length;
  }
  yield { visits: batch, isLast: true };
}

/** Visits of which nothing is kept over there, and those that were refused: they may be read otherwise by now. */
async function visitsLeft(visits: readonly FileVisit[], kept: Kept): Promise<FileVisit[]> {
  const left: FileVisit[] = [];
  for (const visit of visits) if (!(await kept.isTaken(visit))) left.push(visit);
  return left;
}

/** Lets so many rows a second through. */
function paceOf(rate: number | undefined): (rows: number) => Promise<void> {
  let free = performance.now();
  return async (rows) => {
    if (rate === undefined) return;
    const now = performance.now();
    if (free > now) await pause(free - now);
    free = Math.max(free, now) + (rows / rate) * 1000;
  };
}
