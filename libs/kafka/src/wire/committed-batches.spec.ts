import fc from 'fast-check';
import { committedBatches } from './committed-batches.ts';
import { readRecordBatches } from './record-batches.ts';
import { writeBatch } from '../spec/record-batches.fixture.ts';

const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;
const ABORT = 0;
const COMMIT = 1;

/** A producer's next step; producer 0 writes without transactions. */
interface Step {
  readonly producer: number;
  readonly does: 'write' | 'commit' | 'abort';
}

interface Written {
  readonly bytes: Buffer;
  readonly first: bigint;
  readonly last: bigint;
  /** Data for readers of committed records, known at the end of a transaction. */
  isVisible: boolean;
}

interface Aborted {
  readonly producerId: bigint;
  readonly firstOffset: bigint;
  readonly lastOffset: bigint;
}

/** A partition as Kafka keeps it: batches by offset, and aborted transactions by abort marker. */
class Log {
  readonly batches: Written[] = [];
  readonly aborted: Aborted[] = [];
  readonly #open = new Map<number, Written[]>();
  #end = 0n;

  take({ producer, does }: Step): void {
    if (does === 'write') this.#write(producer);
    else if (this.#open.has(producer)) this.#finish(producer, does);
  }

  endAll(): void {
    for (const producer of [...this.#open.keys()]) this.#finish(producer, 'abort');
  }

  #write(producer: number): void {
    const written = this.#append(producer, producer === 0 ? 0 : TRANSACTIONAL, 2);
    written.isVisible = producer === 0;
    if (producer !== 0) this.#open.set(producer, [...(this.#open.get(producer) ?? []), written]);
  }

  #finish(producer: number, does: 'commit' | 'abort'): void {
    const data = this.#open.get(producer) ?? [];
    this.#open.delete(producer);
    const marker = this.#append(
      producer,
      TRANSACTIONAL | CONTROL,
      1,
      Buffer.from([0, 0, 0, does === 'abort' ? ABORT : COMMIT]),
    );
    for (const written of data) written.isVisible = does === 'commit';
    const [begin] = data;
    if (does === 'abort' && begin)
      this.aborted.push({
        producerId: BigInt(producer),
        firstOffset: begin.first,
        lastOffset: marker.last,
      });
  }

  #append(producer: number, attributes: number, count: number, key: Buffer | null = null): Written {
    const records = Array.from({ length: count }, (_, offsetDelta) => ({
      ...{ offsetDelta, timestampDelta: 0n, key, value: Buffer.from('{}'), headers: [] },
    }));
    const first = this.#end;
    const bytes = writeBatch({
      ...{ firstOffset: first, attributes, records },
      producerId: producer === 0 ? -1n : BigInt(producer),
    });
    this.#end += BigInt(count);
    const written = { bytes, first, last: this.#end - 1n, isVisible: false };
    this.batches.push(written);
    return written;
  }

  /** Answer of a read-committed fetch: whole batches, and the aborted transactions that reach into them. */
  fetch(from: number, to: number) {
    const batches = this.batches.slice(from, to);
    const begin = batches[0]?.first ?? 0n;
    const end = batches.at(-1)?.last ?? -1n;
    const aborted = this.aborted.filter(
      ({ firstOffset, lastOffset }) => lastOffset >= begin && firstOffset <= end,
    );
    return { batches, aborted };
  }
}

const step: fc.Arbitrary<Step> = fc.record({
  producer: fc.nat(4),
  does: fc.constantFrom('write', 'write', 'write', 'commit', 'abort'),
});

describe('committed batches', () => {
  it('are the batches outside of aborted transactions, however producers interleave and wherever a fetch begins and ends', () => {
    let interleaved = 0;
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 10, maxLength: 60 }),
        fc.nat(),
        fc.nat(),
        (steps, from, count) => {
          const log = new Log();
          for (const one of steps) log.take(one);
          log.endAll();
          const start = log.batches.length === 0 ? 0 : from % log.batches.length;
          const { batches, aborted } = log.fetch(start, start + 1 + (count % 40));
          if (aborted.some(({ firstOffset }, i) => firstOffset < (aborted[i - 1]?.firstOffset ?? 0n)))
            interleaved += 1;
          const read = readRecordBatches(Buffer.concat(batches.map(({ bytes }) => bytes)));
          expect(read.unreadable).toBeNull();
          expect(committedBatches(read.batches, aborted).map(({ context }) => context.batch.offset)).toEqual(
            batches.filter(({ isVisible }) => isVisible).map(({ first }) => first),
          );
        },
      ),
      { numRuns: 500 },
    );
    expect(interleaved).toBeGreaterThan(20);
  });
});
