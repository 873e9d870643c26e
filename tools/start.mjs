// Starts the local system: PostgreSQL, Kafka, services, bundled data. Needs tools/setup.mjs first.
import { underPinnedNode } from './setup/pinned-node.mjs';

if (await underPinnedNode(import.meta.url)) {
  const { start } = await import('./local/start.ts');
  process.exitCode = await start();
}
