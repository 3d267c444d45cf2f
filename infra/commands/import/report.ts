import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import type { Locale } from '../../../shared/events/text-request.ts';
import type { Column } from './columns.ts';
import type { Result } from './remote.ts';
import { reasonIn } from '../reasons.ts';
import { reportHeader } from './words.ts';

/** A line of the report: the row as a spreadsheet counts it, what the column is called, and why it was refused. */
export type ReportLine = readonly [row: number, column: string, reason: string];

/** The lines of the report on a refused visit; `firstRow` is where the first data row stands in the file. */
export function linesOn(
  { visit, refusal }: Result,
  columns: readonly Column[],
  firstRow: number,
  locale: Locale,
): ReportLine[] {
  if (!refusal) return [];
  const row = visit.row + firstRow - 1;
  const errors = refusal.errors ?? [];
  if (errors.length === 0) return [[row, '', reasonIn(locale, `${refusal.title}. ${refusal.detail}`)]];
  return errors.map(({ pointer, detail }) => {
    // Each item of a visit stands in a row of its own.
    const item = /^\/items\/(\d+)/.exec(pointer)?.[1];
    const isItsOwnRow = item !== undefined && columns.some(({ member }) => member?.startsWith('items.'));
    const at = isItsOwnRow ? Math.min(row + Number(item), visit.to + firstRow - 1) : row;
    return [at, columnAt(pointer, columns), reasonIn(locale, detail)];
  });
}

/** What the column is called that a place of a visit comes from, or the place where no column is it. */
function columnAt(pointer: string, columns: readonly Column[]): string {
  const member = pointer
    .slice(1)
    .replace(/^items\/\d+\//, 'items/')
    .replaceAll('/', '.');
  const found = columns.find((each) => each.member !== undefined && each.member === member);
  return found?.header ?? member;
}

/** A line of CSV. */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells.map((cell) => cellOf(String(cell))).join(',')}\r\n`;
}

/** Spreadsheets run what begins like a formula: it gets an apostrophe. */
function cellOf(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The report of refused rows as a file, there only if a row was refused, and only when it is whole. */
export class Report {
  readonly path: string;
  readonly #locale: Locale;
  #stream: WriteStream | undefined;

  constructor(path: string, locale: Locale) {
    this.path = path;
    this.#locale = locale;
  }

  async write(lines: readonly ReportLine[]): Promise<void> {
    if (lines.length === 0) return;
    if (!this.#stream) {
      this.#stream = createWriteStream(`${this.path}.part`);
      // Without a byte order mark Excel takes it for another encoding.
      this.#stream.write(`\uFEFF${csvLine(reportHeader(this.#locale))}`);
    }
    if (!this.#stream.write(lines.map(csvLine).join(''))) await once(this.#stream, 'drain');
  }

  /** Whether there is a report. Removes one that an earlier run left where there is nothing to report now. */
  async end(): Promise<boolean> {
    if (!this.#stream) {
      await rm(this.path, { force: true });
      return false;
    }
    this.#stream.end();
    await finished(this.#stream);
    await rename(`${this.path}.part`, this.path);
    return true;
  }
}
