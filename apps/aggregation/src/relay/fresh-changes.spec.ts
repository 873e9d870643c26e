import type { ChangeRow } from '@silkgauge/read-model';
import fc from 'fast-check';
import { FreshChanges } from './fresh-changes.ts';

const rows = (from: number, count: number): ChangeRow[] =>
  Array.from({ length: count }, (_, i) => ({
    sequence: String(from + i),
    key: 'S',
    domain: 'platform',
    period: '2024-01',
    version: from + i,
    known_at: new Date(0),
    document: '{}',
  }));
const sequences = (changes: readonly ChangeRow[]) => changes.map(({ sequence }) => Number(sequence));

describe('FreshChanges', () => {
  it('hands over each change once and without a gap, for any runs and pages', () => {
    const runs = fc.array(fc.record({ length: fc.integer({ min: 1, max: 6 }), isOurs: fc.boolean() }));
    fc.assert(
      fc.property(
        runs,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 9 }),
        (list, page, bytes) => {
          const fresh = new FreshChanges(1_000);
          const ours = new Set<number>();
          let end = 0;
          for (const { length, isOurs } of list) {
            const run = rows(end + 1, length);
            if (isOurs) {
              fresh.offer(run);
              for (const sequence of sequences(run)) ours.add(sequence);
            }
            end += length;
          }
          // Like the relay: from memory while possible, otherwise one page from the log.
          const published: number[] = [];
          for (let position = 0; position < end; position = published.length) {
            const taken = sequences(fresh.take(BigInt(position), page, bytes));
            expect(taken.length * 2).toBeLessThanOrEqual(bytes + 1);
            for (const sequence of taken) expect(ours.has(sequence)).toBe(true);
            const from =
              taken.length > 0 ? taken : sequences(rows(position + 1, Math.min(page, end - position)));
            if (taken.length === 0) expect(ours.has(position + 1)).toBe(false);
            published.push(...from);
            fresh.forgetUntil(BigInt(published.length));
          }
          expect(published).toEqual(sequences(rows(1, end)));
        },
      ),
    );
  });

  it('leaves to the log what others committed between two transactions that are handed over together', () => {
    const fresh = new FreshChanges(1_000);
    fresh.offer([...rows(5, 1), ...rows(8, 2)]);
    expect(sequences(fresh.take(4n, 10, 1_000))).toEqual([5]);
    expect(sequences(fresh.take(5n, 10, 1_000))).toEqual([]);
    fresh.forgetUntil(7n);
    expect(sequences(fresh.take(7n, 10, 1_000))).toEqual([8, 9]);
  });

  it('keeps no more than its bound, and regains the room of taken changes', () => {
    // The document of each has two bytes.
    const fresh = new FreshChanges(10);
    fresh.offer(rows(1, 3));
    fresh.offer(rows(4, 3));
    expect(sequences(fresh.take(0n, 10, 100))).toEqual([1, 2, 3]);
    fresh.offer(rows(7, 5));
    expect(fresh.take(3n, 10, 100)).toEqual([]);
    expect(sequences(fresh.take(6n, 10, 5))).toEqual([7, 8, 9]);
    expect(sequences(fresh.take(9n, 10, 1))).toEqual([10]);
    expect(sequences(fresh.take(10n, 10, 100))).toEqual([11]);
  });

  it('drops changes that were published before they were offered', () => {
    const fresh = new FreshChanges(10);
    fresh.offer(rows(1, 3));
    fresh.offer(rows(4, 2));
    fresh.forgetUntil(4n);
    expect(fresh.take(0n, 10, 100)).toEqual([]);
    fresh.offer(rows(6, 4));
    expect(sequences(fresh.take(4n, 10, 100))).toEqual([5, 6, 7, 8, 9]);
  });
});
