import { readFileSync, writeSync } from 'node:fs';

// Loaded before a command: tells on a pipe of its own, when the command ends, how much memory it had at most (kilobytes).
process.on('exit', () => {
  writeSync(3, String(peakOfProcess() ?? process.resourceUsage().maxRSS));
});

/** What Linux knows of this process: its `maxRSS` counts the process that started it, too. */
function peakOfProcess(): string | undefined {
  try {
    return /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}
