// Runs the tests of all rooms; `--all` adds the tests of the whole system (`*.e2e.spec.ts`), a path selects
// tests (npm test -- libs/growth), `--slowest` lists the slowest files. Needs tools/setup.mjs first. The last
// line of the output reads `N passed, N failed`.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { underPinnedNode } from './setup/pinned-node.mjs';
import { whichTests } from './test/which-tests.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

if (await underPinnedNode(import.meta.url)) {
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const chosen = whichTests(process.argv.slice(2));
  const args = ['--experimental-vm-modules', '--no-warnings', jest, ...chosen];
  const child = spawn(process.execPath, args, {
    cwd: root,
    // One stream, so that the closing line is not overtaken by Jest's stderr.
    stdio: ['ignore', 'inherit', 1],
  });
  // Jest itself stops broker and database: pass the signal on and wait.
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => signal === 'SIGTERM' && child.kill(signal));
  process.exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
