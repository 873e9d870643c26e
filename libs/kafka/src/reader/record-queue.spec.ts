import fc from 'fast-check';
import { behind } from './batch-sink.ts';
import { RecordQueue } from './record-queue.ts';
import type { InRecord } from '../wire/records.ts';

const ITEM_BYTES = 1_000;

/** A fetcher that fetches as far as the queue lets it. */
class Fetching {
  readonly queue: RecordQueue;
  /** Offset of the last record of each fetch with records. */
  readonly #lasts: bigint[] = [];
  #end = 0n;

  constructor(mostBytes: number) {
    this.queue = new RecordQueue(mostBytes);
    this.queue.open(0n);
  }

  /** Fetches `count` records with a control record behind them. */
  fetch(count: number): void {
    if (this.queue.wanted === null) return;
    expect(this.queue.wanted).toBe(this.#end);
    const records = Array.from({ length: count }, (_, i): InRecord => {
      const offset = this.#end + BigInt(i);
      return { offset, timestamp: '0', key: null, value: null, headers: [] };
    });
    const last = records.at(-1);
    if (last) this.#lasts.push(last.offset);
    this.#end += BigInt(count + 1);
    this.queue.push({ records, next: this.#end, bytes: ITEM_BYTES });
  }

  /** Number of fetches with records from `position` on. */
  waitingAt(position: bigint): number {
    return this.#lasts.filter((last) => last >= position).length;
  }
}

describe('RecordQueue', () => {
  it('gives every record once and in order, however few are taken at a time, within its byte limit', () => {
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
            // A full queue takes at most one more fetch.
            expect(fetching.waitingAt(position)).toBeLessThanOrEqual(mostBytes / ITEM_BYTES + 1);
          }
          while (use(Infinity, Infinity) > 0);
          expect(perFetch === 0 ? queue.end : position).toBe(queue.end);
          expect(queue.isEmpty).toBe(true);
        },
      ),
    );
  });

  it('is empty when it is shut', () => {
    const fetching = new Fetching(10_000);
    for (let i = 0; i < 5; i += 1) fetching.fetch(3);
    expect(fetching.queue.isEmpty).toBe(false);
    fetching.queue.shut();
    expect(fetching.queue.isEmpty).toBe(true);
    expect(fetching.queue.wanted).toBeNull();
  });
});
