import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: { readonly type: 'minor' }) => void;

/**
 * By how many bytes memory grows in so many rounds of some work where V8 looks through what is new only, as it does nearly always: what
 * is held by old objects that are dead themselves counts too.
 */
export async function keptBytes(rounds: number, work: () => unknown): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as Collect;
  await work();
  const before = inUse(collect);
  for (let i = 0; i < rounds; i += 1) await work();
  return inUse(collect) - before;
}

function inUse(collect: Collect): number {
  // What outlives the first is moved to the old objects by the second.
  for (let i = 0; i < 2; i += 1) collect({ type: 'minor' });
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
