import { setFlagsFromString } from 'node:v8';

/** By how much the heap may grow beyond what was in use after a collection, in percent. */
const GROWTH = 65;
const BY_ITSELF = 0;

/**
 * Keeps the process small: V8 would let the heap grow to three times what is in use before it collects what is not. It costs a
 * twentieth of the processor time in a backlog and nothing to speak of beside it.
 *
 * Of places in the code whose objects lived long once, as in a transaction that took long, V8 would put all to come among the old ones, with
 * whatever they name, whether they live long or not: each document then grows old.
 */
export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${String(GROWTH)}`);
  setFlagsFromString('--no-allocation-site-pretenuring');
  // A compile cache that is written at the end is only good for a start with the same flags.
  process.on('exit', () => {
    setFlagsFromString(`--heap-growing-percent=${String(BY_ITSELF)}`);
    setFlagsFromString('--allocation-site-pretenuring');
  });
}
