import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openTemporaryFolder } from './places.ts';

/** Whether a process of this number runs now (a zombie does not count where that can be told). */
export function isAlive(pid: number): boolean {
  return commandLine(pid) !== undefined;
}

/** The command line of a running process with its parts joined by spaces; undefined when there is none. */
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
 * Ends the processes that `*.pid` files in a folder name, where whoever started them is gone. A pid file has two lines: the number, and
 * words of the command line; a number that another program has got meanwhile does not carry them and is left alone.
 * Returns the names of the files whose process was ended.
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
  // SIGINT lets PostgreSQL and the JVM close their files; patience is for them, not for us.
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

/** Data folders of earlier runs that were killed: ends what still runs on them and removes them. */
export async function sweepAbandonedFolders(): Promise<void> {
  const place = openTemporaryFolder();
  for (const name of readdirSync(place).filter((entry) => DATA_FOLDER.test(entry))) {
    if (isAlive(Number(name.split('-').at(-2)))) continue;
    await endOrphans(join(place, name));
    rmSync(join(place, name), { recursive: true, force: true });
  }
}
