// The tests of every room; with --all also those of the system as a whole (`*.e2e.spec.ts`); with other arguments those whose path
// matches: npm test -- libs/growth; with --slowest it tells in which files the time went.
// Set up by tools/setup.mjs before. The last line of the output reads `N passed, N failed`.
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
    // One stream: the closing line must not be overtaken by what Jest writes to the other.
    stdio: ['ignore', 'inherit', 1],
  });
  // Jest stops the broker and the database itself; it only has to be told, and waited for.
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => signal === 'SIGTERM' && child.kill(signal));
  process.exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
