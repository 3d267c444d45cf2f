import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Another one-machine cloud keeps its state in the same directory and is running. */
export class AlreadyRunning extends Error {
  constructor(directory: string) {
    super(`Another one-machine cloud is running with its state in ${directory}`);
    this.name = 'AlreadyRunning';
  }
}

/** Takes a directory for this process until the answer is called or the process ends, however it ends. Throws AlreadyRunning. */
export function takeLock(directory: string): () => void {
  // The system lets go of a database's lock when its holder dies, which a file with a process id does not.
  const lock = new DatabaseSync(join(directory, 'lock'));
  try {
    lock.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
  } catch {
    lock.close();
    throw new AlreadyRunning(directory);
  }
  return () => lock.close();
}
