// Runs the tests of all rooms through Nx, which remembers what has passed; `--all` adds the tests of the whole
// system (`*.e2e.spec.ts`). A path runs the tests that match it, by Jest alone (npm test -- libs/growth).
// `--slowest` lists the slowest files. Needs tools/setup.mjs first. The last line reads `N passed, N failed`.
import { underPinnedNode } from './setup/pinned-node.mjs';
import { closingLine } from './test/closing-line.mjs';
import { readCall } from './test/call.mjs';
import { runJest } from './test/run-jest.mjs';
import { runRooms } from './test/run-rooms.mjs';
import { slowestLines } from './test/slowest.mjs';

if (await underPinnedNode(import.meta.url)) {
  const { targets, jest, slowest } = readCall(process.argv.slice(2));
  const { code, results } = await (targets ? runRooms(targets) : runJest(jest));
  if (slowest) process.stdout.write(`\nSlowest files:\n${slowestLines(results).join('\n')}\n`);
  process.stdout.write(`${closingLine(results)}\n`);
  process.exitCode = code;
}
