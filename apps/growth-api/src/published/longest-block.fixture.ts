/** Milliseconds between two looks at the event loop. */
const LOOK_EVERY = 2;

/**
 * Runs `work`, and tells the longest stretch of processor time, in milliseconds, that this thread took without
 * a turn of the event loop. Time in which other threads and processes ran does not count.
 */
export async function longestBlock<Found>(
  work: () => Promise<Found>,
): Promise<{ readonly block: number; readonly found: Found }> {
  let block = 0;
  let before = process.threadCpuUsage();
  const look = (): void => {
    const { user, system } = process.threadCpuUsage(before);
    block = Math.max(block, (user + system) / 1_000);
    before = process.threadCpuUsage();
  };
  const looks = setInterval(look, LOOK_EVERY);
  try {
    const found = await work();
    look();
    return { block, found };
  } finally {
    clearInterval(looks);
  }
}
