import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pinnedEnvironment } from './path.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * True when this is the pinned Node. Otherwise runs the script again under the pinned one, hands signals on, takes over its exit
 * code and gives false. `npm run` finds the pinned one by itself; this is for whoever calls the script directly.
 */
export async function underPinnedNode(script) {
  const root = dirname(dirname(fileURLToPath(script)));
  if (process.version === `v${readFileSync(join(root, '.nvmrc'), 'utf8').trim()}`) return true;
  const node = join(root, 'node_modules/.bin/node');
  if (!existsSync(node)) {
    process.stderr.write('Nothing is installed yet: run `node tools/setup.mjs` first.\n');
    process.exitCode = 1;
    return false;
  }
  const child = spawn(node, [fileURLToPath(script), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: pinnedEnvironment(root),
  });
  // In a terminal Ctrl-C reaches the child as well; a second signal would mean haste to it.
  for (const signal of SIGNALS)
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal)));
  process.exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
  return false;
}
