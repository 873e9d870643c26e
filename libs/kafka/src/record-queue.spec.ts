import fc from 'fast-check';
import { behind } from './batch-sink.ts';
import { FrameMemory, type Frame } from './frame-memory.ts';
import { RecordQueue } from './record-queue.ts';
import type { InRecord } from './records.ts';

const ITEM_BYTES = 1_000;

/** A topic's end that fetches as far as the queue lets it, each time some records that lie in one answer of the broker. */
class Fetching {
  readonly queue: RecordQueue;
  readonly frames: Frame[] = [];
  readonly #memory = new FrameMemory(0);
  #end = 0n;

  constructor(mostBytes: number) {
    this.queue = new RecordQueue(mostBytes);
    this.queue.open(0n);
  }

  /** Records, and behind them a control record. */
  fetch(count: number): void {
    if (this.queue.wanted === null) return;
    expect(this.queue.wanted).toBe(this.#end);
    const records = Array.from({ length: count }, (_, i): InRecord => {
      const offset = this.#end + BigInt(i);
      return { offset, timestamp: '0', key: null, value: null, headers: [] };
    });
    this.#end += BigInt(count + 1);
    const frame = this.#memory.take(ITEM_BYTES);
    this.frames.push(frame);
    this.queue.push({ records, next: this.#end, frame, bytes: ITEM_BYTES });
  }

  /** Those that nobody has let go of. */
  get held(): number {
    return this.frames.filter(({ bytes }) => bytes.length > 0).length;
  }
}

describe('RecordQueue', () => {
  it('gives every record once and in order, however few are taken at a time, and lets go of all memory', () => {
    const step = fc.record({ fetches: fc.nat(3), most: fc.integer({ min: 1, max: 12 }), uses: fc.nat(12) });
    fc.assert(
      fc.property(
        fc.array(step),
        fc.nat(8),
        fc.integer({ min: 500, max: 4_000 }),
        (steps, perFetch, mostBytes) => {
          const fetching = new Fetching(mostBytes);
          const { queue } = fetching;
          const isRecord = (offset: bigint) => Number(offset) % (perFetch + 1) !== perFetch;
          let position = 0n;
          const use = (most: number, uses: number): number => {
            const run = queue.head(most);
            if (!run) return 0;
            expect(run.records.length).toBeLessThanOrEqual(most);
            const used = [...run.records].slice(0, uses);
            for (const { offset } of used) {
              while (!isRecord(position)) position += 1n;
              expect(offset).toBe(position);
              position += 1n;
            }
            if (used.length > 0) position = behind(run, used.length);
            queue.drop(used.length);
            return used.length;
          };
          for (const { fetches, most, uses } of steps) {
            for (let i = 0; i < fetches; i += 1) fetching.fetch(perFetch);
            use(most, uses);
            // One that is full takes one more at most.
            expect(fetching.held).toBeLessThanOrEqual(mostBytes / ITEM_BYTES + 1);
          }
          while (use(Infinity, Infinity) > 0);
          expect(perFetch === 0 ? queue.end : position).toBe(queue.end);
          expect(queue.isEmpty).toBe(true);
          expect(fetching.held).toBe(0);
        },
      ),
    );
  });

  it('lets go of all memory when it is shut', () => {
    const fetching = new Fetching(10_000);
    for (let i = 0; i < 5; i += 1) fetching.fetch(3);
    expect(fetching.held).toBe(5);
    fetching.queue.shut();
    expect(fetching.held).toBe(0);
  });
});
