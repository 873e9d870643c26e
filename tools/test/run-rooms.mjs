import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { readResults } from './results.mjs';
import { root, runChild } from './run-child.mjs';

const NX = join(root, 'node_modules/nx/dist/bin/nx.js');

/**
 * Runs these targets of every room that has them, beside one broker and one database server. What Nx takes
 * from its cache comes with its results.
 */
export async function runRooms(targets) {
  const files = targets.flatMap((target) =>
    roomsWith(target).map((room) => join(root, '.silkgauge/tests', room, `${target}.json`)),
  );
  // Node 20, which calls this file first, cannot load TypeScript.
  const { startServices } = await import('../../harness/services/services.ts');
  const services = await startServices();
  const env = {
    ...process.env,
    TEST_KAFKA_BROKERS: services.brokers,
    TEST_DATABASE_URL: services.databaseUrl,
  };
  try {
    const code = await runChild([NX], ['run-many', '-t', ...targets, '--parallel=2'], env);
    return { code, results: files.map(readResults) };
  } finally {
    await services.stop();
  }
}

/** Folders of the rooms that have a target. */
function roomsWith(target) {
  const show = (...args) =>
    JSON.parse(
      execFileSync(process.execPath, [NX, 'show', ...args, '--json'], { cwd: root, encoding: 'utf8' }),
    );
  return show('projects', '--with-target', target).map((name) => show('project', name).root);
}
