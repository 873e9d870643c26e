// Pushes the American and the Japanese releases whole, one after the other, and checks every state after each.
// `npm run vintages -- us` or `japan` takes one of them.
import { underPinnedNode } from '../../tools/setup/pinned-node.mjs';

if (await underPinnedNode(import.meta.url)) {
  const { runVintages } = await import('./vintages/run-vintages.ts');
  process.exitCode = await runVintages(process.argv.slice(2));
}
