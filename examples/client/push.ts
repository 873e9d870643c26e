import { push, type InputEvent } from '@silkgauge/client/push';

/** Pushes events through a door; returns where each of them stands. */
export async function report(door: string, events: readonly InputEvent[]): Promise<string[]> {
  const receipts = await push(events, { door });
  return receipts.map(({ topic, partition, offset }) => `${topic}/${String(partition)}@${offset}`);
}
