export interface StackPiece {
  readonly from: number;
  readonly to: number;
}

export interface Stack {
  /** One piece per part; null for a part without a single number, which cannot be stacked. */
  readonly pieces: readonly (StackPiece | null)[];
  readonly low: number;
  readonly high: number;
}

/** Stacks positive parts upwards from zero, negative parts downwards. */
export function divergingStack(parts: readonly (number | null)[]): Stack {
  let low = 0;
  let high = 0;
  const pieces = parts.map((part): StackPiece | null => {
    if (part === null) return null;
    if (part < 0) {
      const piece = { from: low, to: low + part };
      low = piece.to;
      return piece;
    }
    const piece = { from: high, to: high + part };
    high = piece.to;
    return piece;
  });
  return { pieces, low, high };
}
