import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine } from '@silkgauge/testing';

/** Where the pid files of a folder's services lie. */
export const pidFolder = (folder: string) => join(folder, 'run');

const lockFile = (folder: string) => join(folder, 'supervisor');
const WORDS = 'start.mjs';

/** The number of the supervisor that uses the folder now; undefined when none does. */
export function supervisorOf(folder: string): number | undefined {
  if (!existsSync(lockFile(folder))) return undefined;
  const pid = Number(readFileSync(lockFile(folder), 'utf8'));
  return commandLine(pid)?.includes(WORDS) ? pid : undefined;
}

/** Takes the folder for this process; throws when another one that lives has it. */
export function lockFolder(folder: string): void {
  const other = supervisorOf(folder);
  if (other !== undefined) throw new Error(`Silkgauge runs here already (process ${other}); stop it first.`);
  mkdirSync(pidFolder(folder), { recursive: true });
  writeFileSync(lockFile(folder), String(process.pid));
}

export function unlockFolder(folder: string): void {
  rmSync(lockFile(folder), { force: true });
}
