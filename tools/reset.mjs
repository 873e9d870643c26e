// Removes the state of the local system: databases, topics, logs, marks of pushed sets.
import { underPinnedNode } from './setup/pinned-node.mjs';

if (await underPinnedNode(import.meta.url)) {
  const { reset } = await import('./local/reset.ts');
  process.exitCode = await reset();
}
