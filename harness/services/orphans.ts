import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openTemporaryFolder } from './places.ts';

/** Whether a process with this number runs. Zombies do not count where /proc is available. */
export function isAlive(pid: number): boolean {
  return commandLine(pid) !== undefined;
}

/** Command line of a running process, its parts joined by spaces; undefined if there is no process. */
export function commandLine(pid: number): string | undefined {
  try {
    const line = existsSync('/proc/self/cmdline')
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      : execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
    return line.trim() === '' ? undefined : line.trim();
  } catch {
    return undefined;
  }
}

/**
 * Ends the processes named in a folder's `*.pid` files, left by a supervisor that is gone. A pid file has two
 * lines: the number, and words of the command line; the words protect a program that reuses the number.
 * Returns the file names of ended processes.
 */
export async function endOrphans(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith('.pid'));
  const ended = await Promise.all(
    files.map(async (file) => {
      const path = join(folder, file);
      const [pid = '', words = ''] = readFileSync(path, 'utf8').split('\n');
      const found = words !== '' && (commandLine(Number(pid))?.includes(words) ?? false);
      if (found) await end(Number(pid), words);
      rmSync(path, { force: true });
      return found ? [file.replace(/\.pid$/, '')] : [];
    }),
  );
  return ended.flat();
}

async function end(pid: number, words: string): Promise<void> {
  // SIGINT gives PostgreSQL and the JVM time to close their files.
  for (const [signal, patience] of [
    ['SIGINT', 10_000],
    ['SIGKILL', 5_000],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    const deadline = Date.now() + patience;
    while (Date.now() < deadline) {
      if (!commandLine(pid)?.includes(words)) return;
      await pause(20);
    }
  }
}

const DATA_FOLDER = /^silkgauge-\w+-\d+-\w+$/;

/** Removes data folders of killed runs and ends the processes that still use them. */
export async function sweepAbandonedFolders(): Promise<void> {
  const place = openTemporaryFolder();
  for (const name of readdirSync(place).filter((entry) => DATA_FOLDER.test(entry))) {
    if (isAlive(Number(name.split('-').at(-2)))) continue;
    await endOrphans(join(place, name));
    rmSync(join(place, name), { recursive: true, force: true });
  }
}
