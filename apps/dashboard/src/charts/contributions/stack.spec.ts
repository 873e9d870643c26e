import fc from 'fast-check';
import { divergingStack } from './stack.ts';

describe('a diverging stack', () => {
  it('stacks positive parts above zero and negative parts below', () => {
    expect(divergingStack([13.6, -2.8, 4])).toEqual({
      pieces: [
        { from: 0, to: 13.6 },
        { from: 0, to: -2.8 },
        { from: 13.6, to: 17.6 },
      ],
      low: -2.8,
      high: 17.6,
    });
  });

  it('leaves out a part without a single number', () => {
    expect(divergingStack([2, null, 1])).toEqual({
      pieces: [{ from: 0, to: 2 }, null, { from: 2, to: 3 }],
      low: 0,
      high: 3,
    });
  });

  it('keeps all lengths, and has ends that add up to the sum of the parts', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 })), (parts) => {
        const { pieces, low, high } = divergingStack(parts);
        expect(pieces.map((piece) => (piece ? piece.to - piece.from : 0))).toEqual(parts);
        expect(low + high).toBe(parts.reduce((a, b) => a + b, 0));
      }),
    );
  });
});
