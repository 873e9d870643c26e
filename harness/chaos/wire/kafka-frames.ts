import { Pieces, type Frame, type Framer } from './frames.ts';

/** Requests that count as steps, by Kafka's API key. */
const STEPS: Readonly<Partial<Record<number, string>>> = {
  0: 'produce',
  1: 'fetch',
  8: 'offset-commit',
  11: 'join-group',
  14: 'sync-group',
  22: 'init-producer-id',
  24: 'add-partitions',
  26: 'end-txn',
};

/** Client side of Kafka's protocol: requests with their steps. */
export class KafkaFrames implements Framer {
  readonly #pieces = new Pieces();

  push(piece: Buffer): Frame[] {
    this.#pieces.add(piece);
    const frames: Frame[] = [];
    for (;;) {
      const bytes = this.#pieces.take((rest) => (rest.length < 6 ? null : 4 + rest.readInt32BE(0)));
      if (!bytes) return frames;
      frames.push({ bytes, step: STEPS[bytes.readInt16BE(4)] ?? null });
    }
  }
}
