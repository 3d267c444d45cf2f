import { pipeline, Readable } from 'node:stream';
import { parse } from 'csv-parse';

/** One record of a file: its cells, or a value of JSON, and the line in which it ends. */
export interface Line {
  readonly line: number;
  readonly text: string;
}

const longestRecord = 2 * 1024 * 1024; // characters

/**
 * The records of a CSV file as they come, header and all; empty lines are none. The separator is that of the first
 * line: comma, semicolon or tab.
 */
export async function* csvRecords(text: AsyncIterable<string>): AsyncGenerator<string[]> {
  const pieces = text[Symbol.asyncIterator]();
  let begin = '';
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
    begin += next.value;
    if (/[\r\n]/.test(begin) || begin.length > longestRecord) break;
  }
  const parser = parse({
    delimiter: separatorOf(begin),
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: longestRecord,
  });
  // Whatever ends one of them ends the other; an error comes out of the loop.
  pipeline(Readable.from(joined(begin, pieces)), parser, () => undefined);
  for await (const record of parser) if (isTexts(record)) yield record;
}

async function* joined(begin: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  if (begin !== '') yield begin;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

function separatorOf(begin: string): string {
  const [line = ''] = begin.split(/[\r\n]/, 1);
  const count = (separator: string) => line.split(separator).length;
  return [',', ';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best), ',');
}

function isTexts(record: unknown): record is string[] {
  return Array.isArray(record) && record.every((each) => typeof each === 'string');
}

/** The lines of a text that are not empty, with their numbers. Throws where one is too long to be meant. */
export async function* lines(text: AsyncIterable<string>): AsyncGenerator<Line> {
  let rest = '';
  let line = 0;
  for await (const piece of text) {
    const parts = (rest + piece).split('\n');
    rest = parts.pop() ?? '';
    if (rest.length > longestRecord)
      throw new Error(`line ${line + parts.length + 1} is longer than ${longestRecord} characters`);
    for (const each of parts) {
      line += 1;
      if (each.trim() !== '') yield { line, text: each };
    }
  }
  if (rest.trim() !== '') yield { line: line + 1, text: rest };
}
