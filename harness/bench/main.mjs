// Measures the aggregation on its own broker and database. `npm run bench -- --help` lists the options.
import { underPinnedNode } from '../../tools/setup/pinned-node.mjs';

if (await underPinnedNode(import.meta.url)) {
  const { bench } = await import('./run-bench.ts');
  process.exitCode = await bench(process.argv.slice(2));
}
