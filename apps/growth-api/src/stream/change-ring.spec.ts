import fc from 'fast-check';
import { CHANGE_KINDS, parseSeriesKey } from '@silkgauge/contract';
import type { Asked } from '../log/subject.ts';
import { ChangeRing, type RingEntry } from './change-ring.ts';
import { sseFrame } from './sse-frame.ts';

const series = parseSeriesKey('GACC.CN.CBEC.FULL._T._T._T._T.CNY');

function entry(sequence: bigint, size: number, period = '2020'): RingEntry {
  if (!series) throw new Error('not a key');
  return {
    sequence,
    subject: { kind: 'state', state: { series, domain: 'customs', period, bounds: null } },
    frame: Buffer.from(`${String(sequence)};`.padEnd(size, '.')),
  };
}

const asking = (periods?: readonly string[]): Asked => ({
  ...{
    filter: { ...(periods && { period: periods }) },
    kinds: new Set(CHANGE_KINDS),
    isByKind: true,
  },
});

const ids = (data: Buffer | null) =>
  data
    ?.toString()
    .match(/(?<!\d)\d+(?=;)/g)
    ?.map(Number) ?? [];

/** Reads step by step to the end. */
function readAll(ring: ChangeRing, from: bigint, maxBytes: number, asked = asking()): number[] {
  const seen: number[] = [];
  for (let position = from; ;) {
    const step = ring.after(position, asked, maxBytes);
    seen.push(...ids(step.data));
    if (step.position === position) return seen;
    position = step.position;
  }
}

describe('the ring of recent changes', () => {
  it('holds at most its bytes, and every change after its floor, for any appends and reads', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 8, max: 300 }), { maxLength: 40 }), { maxLength: 30 }),
        fc.integer({ min: 300, max: 2_000 }),
        fc.integer({ min: 1, max: 1_000 }),
        fc.bigInt({ min: 0n, max: 50n }),
        (batches, maxBytes, stepBytes, start) => {
          const ring = new ChangeRing(maxBytes);
          ring.reset(start);
          let sequence = start;
          for (const sizes of batches) {
            ring.append(sizes.map((size) => entry((sequence += 1n), size)));
            expect(ring.bytes).toBeLessThanOrEqual(maxBytes);
            expect(ring.top).toBe(sequence);
            for (let position = sequence; position >= start && ring.covers(position); position -= 1n) {
              const expected = Array.from(
                { length: Number(sequence - position) },
                (_, index) => Number(position) + index + 1,
              );
              expect(readAll(ring, position, stepBytes)).toEqual(expected);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('moves a reader past changes outside its filter', () => {
    const ring = new ChangeRing(10_000);
    ring.append([entry(1n, 10, '2019'), entry(2n, 10, '2020'), entry(3n, 10, '2019')]);
    expect(ring.after(0n, asking(['2021']), 100)).toEqual({ data: null, position: 3n });
    expect(readAll(ring, 0n, 1, asking(['2019']))).toEqual([1, 3]);
  });

  it('gives a reader the entries of the kinds that are asked for, each once and in order, for any entries and steps', () => {
    const kind = fc.constantFrom('bulletin', 'release');
    fc.assert(
      fc.property(
        fc.array(kind, { maxLength: 60 }),
        fc.uniqueArray(kind, { minLength: 1 }),
        fc.integer({ min: 1, max: 200 }),
        fc.nat({ max: 60 }),
        (all, wanted, stepBytes, from) => {
          const ring = new ChangeRing(100_000);
          ring.append(all.map((one, at) => ({ ...entry(BigInt(at + 1), 20), subject: { kind: one } })));
          const asked = { ...asking(), kinds: new Set(wanted) };
          const expected = all.flatMap((one, at) => (wanted.includes(one) && at + 1 > from ? [at + 1] : []));
          expect(readAll(ring, BigInt(from), stepBytes, asked)).toEqual(expected);
        },
      ),
    );
  });

  it('counts changes that no reader is told of, too', () => {
    const ring = new ChangeRing(100_000);
    ring.append(
      Array.from({ length: 10_000 }, (_, at) => ({
        ...{ sequence: BigInt(at + 1), subject: null, frame: Buffer.alloc(0) },
      })),
    );
    expect([ring.bytes > 0, ring.bytes <= 100_000]).toEqual([true, true]);
    expect([ring.covers(0n), ring.covers(10_000n)]).toEqual([false, true]);
  });

  it('gives a frame larger than a step whole', () => {
    const ring = new ChangeRing(10_000);
    ring.append([entry(1n, 5_000), entry(2n, 10)]);
    expect(ids(ring.after(0n, asking(), 100).data)).toEqual([1]);
  });

  it('does not cover changes that it never held', () => {
    const ring = new ChangeRing(250);
    ring.reset(5n);
    expect([ring.covers(4n), ring.covers(5n), ring.covers(6n)]).toEqual([false, true, true]);
    ring.append([entry(6n, 60), entry(7n, 60)]);
    expect([ring.covers(5n), ring.covers(6n)]).toEqual([false, true]);
  });
});

describe('a server-sent event', () => {
  it('puts each line of data in a field of its own', () => {
    expect(sseFrame('7', '{"a":1}').toString()).toBe('id: 7\nevent: growth-updated\ndata: {"a":1}\n\n');
    expect(sseFrame('7', '{\n"a":\r\n1\r}').toString()).toBe(
      'id: 7\nevent: growth-updated\ndata: {\ndata: "a":\ndata: 1\ndata: }\n\n',
    );
  });
});
