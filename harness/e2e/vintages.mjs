// Pushes the American and Japanese releases in full and checks every state after each release. `npm run
// vintages -- us` or `japan` runs one set.
import { underPinnedNode } from '../../tools/setup/pinned-node.mjs';

if (await underPinnedNode(import.meta.url)) {
  const { runVintages } = await import('./vintages/run-vintages.ts');
  process.exitCode = await runVintages(process.argv.slice(2));
}
