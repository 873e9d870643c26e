/** Milliseconds between two looks at the event loop. */
const LOOK_EVERY = 2;

/**
 * Runs `work`, and tells the longest stretch of processor time, in milliseconds, that this process took without
 * a turn of the event loop. Time in which other processes of the machine ran does not count.
 */
export async function longestBlock<Found>(
  work: () => Promise<Found>,
): Promise<{ readonly block: number; readonly found: Found }> {
  let block = 0;
  let before = process.cpuUsage();
  const look = (): void => {
    const { user, system } = process.cpuUsage(before);
    block = Math.max(block, (user + system) / 1_000);
    before = process.cpuUsage();
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
