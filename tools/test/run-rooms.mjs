import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readResults } from './results.mjs';
import { root, runChild } from './run-child.mjs';

const NX = join(root, 'node_modules/nx/dist/bin/nx.js');

/**
 * Runs these targets of every room that has them, beside one broker and one database server. What Nx takes
 * from its cache comes with its results.
 */
export async function runRooms(targets) {
  const files = roomsOf(targets).map(({ target, folder }) =>
    join(root, '.silkgauge/tests', folder, `${target}.json`),
  );
  // A room that does not come to run must not count with its former results.
  for (const file of files) rmSync(file, { force: true });
  // Broker and database end with this process; while Nx runs, they are stopped behind it.
  const end = () => process.exit(143);
  process.on('SIGTERM', end);
  // Node 20, which calls this file first, cannot load TypeScript.
  const { startServices } = await import('../../harness/services/services.ts');
  const services = await startServices();
  process.off('SIGTERM', end);
  const env = {
    ...process.env,
    TEST_KAFKA_BROKERS: services.brokers,
    TEST_DATABASE_URL: services.databaseUrl,
  };
  try {
    const code = await runChild([NX], ['run-many', '-t', ...targets, '--parallel=2'], env);
    return { code, results: files.map(readResults) };
  } finally {
    process.on('SIGTERM', end);
    await services.stop();
    process.off('SIGTERM', end);
  }
}

/** Targets of every room that has them, with the room's folder. */
function roomsOf(targets) {
  const printed = execFileSync(process.execPath, [NX, 'graph', '--print'], { cwd: root, encoding: 'utf8' });
  const rooms = Object.values(JSON.parse(printed).graph.nodes).map(({ data }) => data);
  return targets.flatMap((target) =>
    rooms.filter((room) => target in room.targets).map((room) => ({ target, folder: room.root })),
  );
}
