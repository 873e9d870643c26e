import fc from 'fast-check';
import { FrameMemory, type Frame } from './frame-memory.ts';
import { RecordQueue, type Taken } from './record-queue.ts';
import type { InRecord } from './records.ts';

const ITEM_BYTES = 1_000;

/** A topic's end that fetches as far as the queue lets it, each time some records that lie in one answer of the broker. */
class Fetching {
  readonly queue: RecordQueue;
  readonly frames: Frame[] = [];
  readonly #memory = new FrameMemory(0);
  #isPaused = false;
  #end = 0n;

  constructor(maxWaitingBytes: number) {
    this.queue = new RecordQueue({
      maxBatchRecords: 1_000_000,
      maxWaitingRecords: 1_000_000,
      maxWaitingBytes,
    });
    this.queue.open(0n);
  }

  fetch(count: number): void {
    if (this.queue.hasRoomAgain) this.#isPaused = false;
    if (this.#isPaused) return;
    const records = Array.from({ length: count }, (_, i): InRecord => {
      const offset = this.#end + BigInt(i);
      return { offset, timestamp: '0', key: null, value: null, headers: [] };
    });
    this.#end += BigInt(count);
    const frame = this.#memory.take(ITEM_BYTES);
    this.frames.push(frame);
    this.queue.push({ records, frame, bytes: ITEM_BYTES }, this.#end);
    this.#isPaused = this.queue.isFull;
  }

  /** Those that nobody has let go of. */
  get held(): number {
    return this.frames.filter(({ bytes }) => bytes.length > 0).length;
  }
}

const letGo = ({ pieces }: Taken): void => {
  for (const { frame } of pieces) frame?.letGo();
};

describe('RecordQueue', () => {
  it('hands every record over once and in order, however much of it is put back, and lets go of all memory', () => {
    const step = fc.record({ fetches: fc.nat(3), most: fc.integer({ min: 1, max: 12 }), uses: fc.nat(12) });
    fc.assert(
      fc.property(
        fc.array(step),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 500, max: 4_000 }),
        (steps, perFetch, maxWaitingBytes) => {
          const fetching = new Fetching(maxWaitingBytes);
          const { queue } = fetching;
          let position = 0n;
          const use = (taken: Taken, uses: number): void => {
            const used = [...taken.records].slice(0, uses);
            expect(used.map(({ offset }) => offset)).toEqual(used.map((_, i) => position + BigInt(i)));
            position += BigInt(used.length);
            for (const { frame } of taken.pieces) expect(frame?.bytes.length).toBe(ITEM_BYTES);
            if (uses < taken.records.length) queue.putBack(taken, uses);
            else expect(taken.next).toBe(position);
            letGo(taken);
          };
          for (const { fetches, most, uses } of steps) {
            for (let i = 0; i < fetches; i += 1) fetching.fetch(perFetch);
            const taken = queue.take(most);
            expect(taken?.records.length ?? 0).toBeLessThanOrEqual(most);
            if (taken) use(taken, Math.min(uses, taken.records.length));
          }
          for (let left = queue.take(); left; left = queue.take()) use(left, left.records.length);
          expect(position).toBe(queue.end);
          expect(queue.isEmpty).toBe(true);
          expect(fetching.held).toBe(0);
        },
      ),
    );
  });

  it('takes nothing behind what was put back, so that what is fetched and not used does not grow', () => {
    const fetching = new Fetching(1_500);
    const { queue } = fetching;
    const held: number[] = [];
    for (let i = 0; i < 200; i += 1) {
      fetching.fetch(50);
      const taken = queue.take();
      // There seems to be room while all that waits is taken, though little of it is used.
      fetching.fetch(50);
      if (!taken) continue;
      queue.putBack(taken, 10);
      letGo(taken);
      held.push(fetching.held);
    }
    expect(held.length).toBe(200);
    expect(Math.max(...held)).toBeLessThanOrEqual(5);
  });
});
