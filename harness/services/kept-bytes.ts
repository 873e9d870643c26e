import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: { readonly type: 'minor' }) => void;

/**
 * Growth of memory in bytes over `rounds` of some work, measured with minor collections only, as V8 nearly
 * always runs. Objects referenced by dead old objects count too.
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
  // Objects that survive the first collection are promoted by the second.
  for (let i = 0; i < 2; i += 1) collect({ type: 'minor' });
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
