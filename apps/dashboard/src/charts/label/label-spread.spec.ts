import fc from 'fast-check';
import { spread, thinned } from './label-spread.ts';

const labels = fc.array(
  fc.record({ at: fc.integer({ min: 0, max: 500 }), size: fc.integer({ min: 1, max: 40 }) }),
  { maxLength: 12 },
);

describe('labels that are spread', () => {
  it('keep their order and their room without overlap', () => {
    fc.assert(
      fc.property(labels, (wanted) => {
        const centres = spread(wanted, 0, 500);
        const placed = wanted
          .map(({ at, size }, index) => ({ at, size, index, centre: centres[index] ?? NaN }))
          .sort((a, b) => a.at - b.at || a.index - b.index);
        placed.forEach((label, index) => {
          const before = placed[index - 1];
          if (before)
            expect(label.centre - before.centre).toBeGreaterThanOrEqual(
              (label.size + before.size) / 2 - 1e-6,
            );
          if (wanted.reduce((sum, { size }) => sum + size, 0) <= 500) {
            expect(label.centre - label.size / 2).toBeGreaterThanOrEqual(-1e-6);
            expect(label.centre + label.size / 2).toBeLessThanOrEqual(500 + 1e-6);
          }
        });
      }),
    );
  });

  it('keep the wanted centres if there is room', () => {
    expect(
      spread(
        [
          { at: 100, size: 20 },
          { at: 10, size: 20 },
        ],
        0,
        200,
      ),
    ).toEqual([100, 10]);
  });

  it('move apart by equal amounts', () => {
    expect(
      spread(
        [
          { at: 100, size: 20 },
          { at: 100, size: 20 },
        ],
        0,
        200,
      ),
    ).toEqual([90, 110]);
  });
});

describe('labels that are thinned', () => {
  it('include the first one and do not overlap', () => {
    fc.assert(
      fc.property(labels, (wanted) => {
        const kept = thinned(wanted, 4);
        expect(kept[0]).toBe(wanted[0]);
        kept.forEach((one, index) => {
          for (const other of kept.slice(index + 1))
            expect(Math.abs(one.at - other.at)).toBeGreaterThanOrEqual((one.size + other.size) / 2 + 4);
        });
      }),
    );
  });
});
