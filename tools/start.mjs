// The local system: PostgreSQL, Kafka, the services, the bundled data. Set up by tools/setup.mjs before.
import { underPinnedNode } from './setup/pinned-node.mjs';

if (await underPinnedNode(import.meta.url)) {
  const { start } = await import('./local/start.ts');
  process.exitCode = await start();
}
