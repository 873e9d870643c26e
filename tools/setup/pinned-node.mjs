import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pinnedEnvironment } from './path.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * True on the pinned Node; otherwise runs the script on it, passes signals and exit code on, and returns
 * false. Only direct calls need that: `npm run` finds the pinned Node.
 */
export async function underPinnedNode(script) {
  const root = fileURLToPath(new URL('../../', import.meta.url));
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
  // In a terminal the child gets Ctrl-C itself; a second signal would make it hurry.
  for (const signal of SIGNALS)
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal)));
  process.exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
  return false;
}
