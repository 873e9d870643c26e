// Reads tables, cube, feed and SDMX doors of a running system with other people's programs, unchanged: `npm run strangers`.
import { underPinnedNode } from '../../tools/setup/pinned-node.mjs';

if (await underPinnedNode(import.meta.url)) {
  const { runStrangers } = await import('./run-strangers.ts');
  process.exitCode = await runStrangers();
}
