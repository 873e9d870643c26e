// Plans layouts for rates up to a million events a second by simulation. `npm run scale -- --help` lists what can be chosen.
import { underPinnedNode } from '../tools/setup/pinned-node.mjs';

if (await underPinnedNode(import.meta.url)) {
  const { scale } = await import('./scaling/run-scaling.ts');
  await scale(process.argv.slice(2));
}
