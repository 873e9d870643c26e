// Measures the aggregation with a broker and a database of its own. `npm run bench -- --help` lists what can be chosen.
import { underPinnedNode } from '../../tools/setup/pinned-node.mjs';

if (await underPinnedNode(import.meta.url)) {
  const { bench } = await import('./run-bench.ts');
  process.exitCode = await bench(process.argv.slice(2));
}
