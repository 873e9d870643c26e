// Removes what the local system has stored: databases, topics, logs, marks of what was pushed.
import { underPinnedNode } from './setup/pinned-node.mjs';

if (await underPinnedNode(import.meta.url)) {
  const { reset } = await import('./local/reset.ts');
  process.exitCode = await reset();
}
