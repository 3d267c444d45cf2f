import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { isoTime } from '../services/virtual-clock.ts';

export interface LogLine {
  /** Virtual time, ISO. */
  at: string;
  function: string;
  text: string;
}

const REMEMBERED = 2000;

/** What the functions write: the last lines in memory, all of them in a file per function where there is a directory. */
export class Logs {
  private readonly lines: LogLine[] = [];
  private readonly files = new Map<string, WriteStream>();
  private readonly directory: string | undefined;
  private readonly now: () => number;

  constructor(now: () => number, directory?: string) {
    this.now = now;
    this.directory = directory;
    if (directory) mkdirSync(directory, { recursive: true });
  }

  /** `text` is one or more lines as the function wrote them. */
  write(functionName: string, text: string): void {
    const at = isoTime(this.now());
    for (const line of text.split('\n')) {
      if (line === '') continue;
      this.lines.push({ at, function: functionName, text: line });
      this.fileOf(functionName)?.write(`${at} ${line}\n`);
    }
    if (this.lines.length > REMEMBERED) this.lines.splice(0, this.lines.length - REMEMBERED);
  }

  /** The newest lines, oldest of them first, of one function or of all. */
  newest(limit: number, functionName?: string): LogLine[] {
    const wanted = this.lines.filter((line) => functionName === undefined || line.function === functionName);
    return wanted.slice(-limit);
  }

  close(): void {
    for (const file of this.files.values()) file.end();
  }

  private fileOf(functionName: string): WriteStream | undefined {
    if (!this.directory) return undefined;
    const file =
      this.files.get(functionName) ??
      createWriteStream(join(this.directory, `${functionName}.log`), { flags: 'a' });
    this.files.set(functionName, file);
    return file;
  }
}
