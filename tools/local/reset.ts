import { rmSync } from 'node:fs';
import { endOrphans } from '../../harness/services/index.ts';
import { pidFolder, supervisorOf } from './lock.ts';
import { readSettings } from './settings.ts';

/** Removes the state folder unless it is in use; returns the exit code. */
export async function reset(): Promise<number> {
  const { folder } = readSettings(process.env);
  const supervisor = supervisorOf(folder);
  if (supervisor !== undefined) {
    console.error(`Silkgauge runs on ${folder} (process ${supervisor}); stop it first.`);
    return 1;
  }
  await endOrphans(pidFolder(folder));
  rmSync(folder, { recursive: true, force: true });
  console.log(`${folder} is empty.`);
  return 0;
}
