// Runs the system under faults and checks it from outside. `npm run chaos -- --help` lists the options.
import { underPinnedNode } from '../../tools/setup/pinned-node.mjs';

if (await underPinnedNode(import.meta.url)) {
  const { main } = await import('./run-chaos.ts');
  process.exitCode = await main(process.argv.slice(2));
}
