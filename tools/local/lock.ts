import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine } from '../../harness/services/index.ts';

/** Folder of the pid files of services. */
export const pidFolder = (folder: string) => join(folder, 'run');

const lockFile = (folder: string) => join(folder, 'supervisor');
const WORDS = 'start.mjs';

/** Pid of the supervisor that uses the folder; undefined if none does. */
export function supervisorOf(folder: string): number | undefined {
  if (!existsSync(lockFile(folder))) return undefined;
  const pid = Number(readFileSync(lockFile(folder), 'utf8'));
  return commandLine(pid)?.includes(WORDS) ? pid : undefined;
}

/** @throws Error if another live supervisor uses the folder */
export function lockFolder(folder: string): void {
  const other = supervisorOf(folder);
  if (other !== undefined) throw new Error(`Silkgauge runs here already (process ${other}); stop it first.`);
  mkdirSync(pidFolder(folder), { recursive: true });
  writeFileSync(lockFile(folder), String(process.pid));
}

export function unlockFolder(folder: string): void {
  rmSync(lockFile(folder), { force: true });
}
